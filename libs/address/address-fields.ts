import type { Fields } from '#libs/erpnext/erpnext-client.js';
import type { MasterList } from '#libs/erpnext/master-list.js';
import { cleanText, cleanPhone, type Warning } from '#libs/party/clean-text.js';
import { personOf, type AddressWord } from './address-word.js';
import { AddressIncomplete, CountryUnknown } from './errors.js';

export interface AddressFields {
  /** What is written when Medusa changes it; null means blank. */
  readonly fields: Fields;
  /** Title and type, which make the name: set once. */
  readonly naming: Fields;
  readonly warnings: readonly Warning[];
}

/** Says an address of Medusa in ERPNext's fields. The only place that knows which field becomes which. */
export class AddressMapper {
  constructor(private readonly countries: MasterList) {}

  /**
   * @param recipientKnown the party's own name: only another recipient is noted.
   * @throws AddressIncomplete naming the fields; CountryUnknown naming the value.
   */
  async map(id: string, word: AddressWord, recipientKnown = ''): Promise<AddressFields> {
    const lines = {
      address_line1: cleanText(word.address1, 240),
      address_line2: cleanText(word.address2, 240),
      city: cleanText(word.city),
      state: cleanText(word.province),
      pincode: cleanText(word.postalCode),
    };
    const phone = cleanPhone(word.phone);
    const recipient = cleanText(personOf(word));
    const missing = [
      ...(lines.address_line1.value === null ? ['address_1'] : []),
      ...(lines.city.value === null ? ['city'] : []),
      ...(cleanText(word.countryCode).value === null ? ['country_code'] : []),
    ];
    if (missing.length > 0) throw new AddressIncomplete(id, missing);

    return {
      fields: {
        ...Object.fromEntries(Object.entries(lines).map(([field, { value }]) => [field, value])),
        country: await this.countryOf(id, word.countryCode ?? ''),
        phone: phone.value,
        medusa_recipient: isSamePerson(recipient.value, recipientKnown) ? null : recipient.value,
        is_primary_address: word.isDefaultBilling ? 1 : 0,
        is_shipping_address: word.isDefaultShipping ? 1 : 0,
      },
      naming: {
        address_title: titleOf(id, word),
        address_type: word.isDefaultShipping && !word.isDefaultBilling ? 'Shipping' : 'Billing',
      },
      warnings: [...new Set([...Object.values(lines), phone].flatMap(({ warnings }) => warnings))],
    };
  }

  private async countryOf(id: string, country: string): Promise<string> {
    const found = await this.countries.find(country);
    if (found === undefined) throw new CountryUnknown(id, country);
    return found;
  }
}

const isSamePerson = (one: string | null, other: string) =>
  (one ?? '').toLowerCase() === other.trim().toLowerCase();

/**
 * ERPNext names an Address "title-type", and numbers it when that is taken: then it drops dots from the title and takes
 * `#`, `YYYY` and the like for a pattern. The end of the id makes the title unique, so it never comes to that; what
 * could be a pattern is taken out all the same.
 */
const titleOf = (id: string, word: AddressWord): string => {
  const name = cleanText(word.company, 100).value ?? cleanText(personOf(word), 100).value ?? 'Address';
  const plain = name
    .replace(/[.#{}]/g, ' ')
    .replace(/\s+/g, ' ')
    .trim();
  return `${plain} ${id.slice(-6)}`.trim();
};

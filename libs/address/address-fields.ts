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

  /** @param recipientKnown the party's own name: only another recipient is noted. */
  async map(id: string, word: AddressWord, recipientKnown = ''): Promise<AddressFields> {
    const lines = {
      address_line1: cleanText(word.address1, 240),
      address_line2: cleanText(word.address2, 240),
      city: cleanText(word.city),
      state: cleanText(word.province),
      pincode: cleanText(word.postalCode),
    };
    const phone = cleanPhone(word.phone);
    const recipient = cleanText(personOf(word)).value;

    return {
      fields: {
        ...Object.fromEntries(Object.entries(lines).map(([field, { value }]) => [field, value])),
        country: (await this.countries.find(word.countryCode ?? '')) ?? null,
        phone: phone.value,
        medusa_recipient: isSamePerson(recipient, recipientKnown) ? null : recipient,
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
}

/** Whether ERPNext takes it: a street, a city and a country are demanded. */
export const isComplete = (fields: Fields): boolean =>
  ['address_line1', 'city', 'country'].every((field) => fields[field] !== null);

/** @throws AddressIncomplete naming the fields as Medusa calls them; CountryUnknown naming the value. */
export const demandComplete = (id: string, word: AddressWord, fields: Fields): void => {
  const country = (word.countryCode ?? '').trim();
  const missing = [
    ...(fields['address_line1'] === null ? ['address_1'] : []),
    ...(fields['city'] === null ? ['city'] : []),
    ...(country === '' ? ['country_code'] : []),
  ];
  if (missing.length > 0) throw new AddressIncomplete(id, missing);
  if (fields['country'] === null) throw new CountryUnknown(id, country);
};

const isSamePerson = (one: string | null, other: string) =>
  (one ?? '').toLowerCase() === other.trim().toLowerCase();

/**
 * ERPNext names an Address "title-type", and numbers it when that is taken: then it drops dots from the title and takes
 * `#`, `YYYY` and the like for a pattern. The end of the id makes the title unique, so it never comes to that; what
 * could be a pattern is taken out all the same.
 */
const titleOf = (id: string, word: AddressWord): string => {
  const name = [word.company, personOf(word), word.city]
    .map((each) => cleanText(each, 100).value)
    .find(Boolean);
  const plain = (name ?? 'Address')
    .replace(/[.#{}]/g, ' ')
    .replace(/\s+/g, ' ')
    .trim();
  return `${plain} ${id.slice(-6)}`.trim();
};

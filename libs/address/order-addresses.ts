import type { OrderAddress } from '#schemas/generated/order-address.js';
import { changeLinks } from '#libs/erpnext/dynamic-links.js';
import type { ErpNextClient, Fields } from '#libs/erpnext/erpnext-client.js';
import { DocumentRejected, DuplicateDocument, ErpNextConflict } from '#libs/erpnext/errors.js';
import type { Warning } from '#libs/party/clean-text.js';
import type { EnsureParty } from '#libs/party/ensure-party.js';
import { nameOf, type Party } from '#libs/party/party.js';
import { saidFields } from '#libs/party/party-fields.js';
import type { AddressDocument } from './address-document.js';
import { isComplete, type AddressMapper } from './address-fields.js';
import { linkOf, type AddressLookUp } from './address-look-up.js';
import { contentKeyOf } from './content-key.js';
import { followConversion } from './follow-conversion.js';
import { sameContent } from './same-content.js';

export interface OrderAddressesOptions {
  readonly erpnext: ErpNextClient;
  readonly lookUp: AddressLookUp;
  readonly mapper: AddressMapper;
  readonly parties: Pick<EnsureParty, 'find'>;
}

export interface AddressOfOrder {
  /** Undefined for an address that was left out: the order does not wait for one. */
  readonly name: string | undefined;
  readonly warnings: readonly Warning[];
}

/**
 * The addresses of an order: copies without an id of their own, so what they say is all the identity they have. The
 * party's Address of the same content is used as it stands; one that is made here takes no default flags, because an
 * order says nothing of defaults, and is adopted when the shop's address book turns out to hold it.
 */
export class OrderAddresses {
  constructor(private readonly options: OrderAddressesOptions) {}

  /** Safe to repeat, for two members at once too: `medusa_content_key` is unique. */
  async ensure(address: OrderAddress, party: Party, use: 'billing' | 'shipping'): Promise<AddressOfOrder> {
    const { erpnext, lookUp, mapper, parties } = this.options;
    const { fields: place } = await mapper.map('', address);
    if (!isComplete(place)) return { name: undefined, warnings: ['ADDRESS_LEFT_OUT'] };

    const key = contentKeyOf(party, place);
    const { fields, naming, warnings } = await mapper.map(key, address, nameOf(party));
    const known = (await lookUp.ofParty(party)).find((each) => sameContent(each, fields));
    if (known !== undefined) return { name: known.name, warnings };

    const type = use === 'shipping' ? 'Shipping' : 'Billing';
    const { name } = await this.insert(key, { ...fields, ...naming, address_type: type }, party);
    await followConversion(erpnext, parties, name, party);
    return { name, warnings };
  }

  private async insert(key: string, fields: Fields, party: Party): Promise<AddressDocument> {
    try {
      return await this.options.erpnext.insert('Address', {
        ...saidFields(fields),
        medusa_content_key: key,
        links: [{ ...linkOf(party) }],
      });
    } catch (error) {
      if (!(error instanceof DocumentRejected || error instanceof ErpNextConflict)) throw error;
      return this.withKey(key, party, error);
    }
  }

  /**
   * The Address for which the key was made before: by another member just now; or long ago, and a person has corrected
   * or disabled it since, or it belongs to the Lead of this Customer only. It is this order's all the same.
   */
  private async withKey(key: string, party: Party, refusal: Error): Promise<AddressDocument> {
    const { erpnext, lookUp } = this.options;
    const address = await lookUp.withContentKey(key);
    if (address === undefined) {
      if (!(refusal instanceof DuplicateDocument)) throw refusal;
      throw new ErpNextConflict('An Address of that name was made just now.', {}, { cause: refusal });
    }
    await changeLinks(erpnext, 'Address', address.name, { add: linkOf(party) });
    return address;
  }
}

import type { ErpNextClient } from '#libs/erpnext/erpnext-client.js';
import { keptFields } from '#libs/erpnext/kept-state.js';
import { MergedLookUp } from '#libs/erpnext/merged-look-up.js';
import type { Party } from '#libs/party/party.js';
import type { AddressDocument } from './address-document.js';

const addressFields = [
  ...keptFields,
  ...[
    'owner',
    'disabled',
    'medusa_content_key',
    'medusa_recipient',
    'is_primary_address',
    'is_shipping_address',
  ],
  ...['address_line1', 'address_line2', 'city', 'state', 'pincode', 'country', 'phone'],
];

/** A document that an Address can belong to. */
export interface Link {
  readonly link_doctype: 'Lead' | 'Customer';
  readonly link_name: string;
}

/** An address belongs to the Customer if there is one, also a further buyer's; else to the Lead. */
export const linkOf = (party: Party): Link => {
  switch (party.kind) {
    case 'Lead':
      return { link_doctype: 'Lead', link_name: party.lead.name };
    case 'Customer':
      return { link_doctype: 'Customer', link_name: party.customer.name };
    case 'Contact':
      return { link_doctype: 'Customer', link_name: party.contact.link_name ?? '' };
  }
};

/** Finds Addresses by id or content, and those of a party. */
export class AddressLookUp {
  private readonly byId: MergedLookUp<AddressDocument>;
  private readonly byContentKey: MergedLookUp<AddressDocument>;

  constructor(private readonly erpnext: ErpNextClient) {
    const addresses = { erpnext, doctype: 'Address', fields: addressFields };
    this.byId = new MergedLookUp({ ...addresses, keys: ['medusa_id'] });
    this.byContentKey = new MergedLookUp({ ...addresses, keys: ['medusa_content_key'] });
  }

  async withId(addressId: string): Promise<AddressDocument | undefined> {
    const [address] = await this.byId.find(addressId);
    return address;
  }

  async withContentKey(key: string): Promise<AddressDocument | undefined> {
    const [address] = await this.byContentKey.find(key);
    return address;
  }

  /** The enabled ones, oldest first. */
  ofParty(party: Party): Promise<AddressDocument[]> {
    const { link_doctype, link_name } = linkOf(party);
    return this.erpnext.list<AddressDocument>('Address', {
      fields: addressFields,
      filters: [
        ['Dynamic Link', 'link_doctype', '=', link_doctype],
        ['Dynamic Link', 'link_name', '=', link_name],
        ['disabled', '=', 0],
      ],
      orderBy: '`tabAddress`.creation asc',
    });
  }
}

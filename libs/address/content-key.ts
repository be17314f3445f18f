import { createHash } from 'node:crypto';
import type { Fields } from '#libs/erpnext/erpnext-client.js';
import type { Party } from '#libs/party/party.js';
import { contentOf } from './same-content.js';

/**
 * What ERPNext keeps unique of an address as the shop says it: whose it is, and its content. It is all the identity that
 * an order's copy has. A Lead's name stays the same for the Customer made from it.
 */
export const contentKeyOf = (party: Party, fields: Fields): string =>
  createHash('sha256')
    .update(`${ownerOf(party)}\n${contentOf(fields)}`)
    .digest('hex')
    .slice(0, 32);

const ownerOf = (party: Party): string => {
  switch (party.kind) {
    case 'Lead':
      return `Lead ${party.lead.name}`;
    case 'Customer': {
      const lead = party.lead?.name ?? party.customer.medusa_lead;
      return lead ? `Lead ${lead}` : `Customer ${party.customer.name}`;
    }
    case 'Contact':
      return `Customer ${party.contact.link_name ?? ''}`;
  }
};

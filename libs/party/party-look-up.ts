import type { ErpNextClient } from '#libs/erpnext/erpnext-client.js';
import { keptFields } from '#libs/erpnext/kept-state.js';
import { MergedLookUp } from '#libs/erpnext/merged-look-up.js';
import type { BuyerDocument, CustomerDocument, LeadDocument, Party } from './party.js';

const leadFields = [
  ...keptFields,
  ...['medusa_guest_id', 'medusa_email', 'medusa_accepts_terms', 'status'],
  ...['first_name', 'last_name', 'company_name', 'email_id', 'mobile_no', 'country', 'territory', 'language'],
];

const customerFields = [
  ...keptFields,
  ...['medusa_guest_id', 'medusa_lead', 'medusa_accepts_terms', 'lead_name', 'customer_primary_contact'],
  ...['customer_name', 'tax_id', 'language'],
];

/** A party's documents as found, before it is known whether they agree with each other. */
export interface FoundDocuments {
  readonly lead: LeadDocument | undefined;
  readonly customer: CustomerDocument | undefined;
  readonly contact: BuyerDocument | undefined;
}

/**
 * Finds the documents that stand for a Medusa customer: a Customer by id, a Lead by id and the Customer that was made
 * from it (also by a person in Desk), or the Contact of a further buyer. Two merged calls for whoever has one, three
 * for a stranger. Names are never kept: ERPNext gives the name of a deleted document to the next one.
 */
export class PartyLookUp {
  private readonly leads: MergedLookUp<LeadDocument>;
  private readonly leadsByEmail: MergedLookUp<LeadDocument>;
  private readonly customers: MergedLookUp<CustomerDocument>;
  private readonly contacts: MergedLookUp<BuyerDocument>;

  constructor(erpnext: ErpNextClient) {
    const ids = ['medusa_id', 'medusa_guest_id'];
    this.leads = new MergedLookUp({ erpnext, doctype: 'Lead', keys: ids, fields: leadFields });
    this.leadsByEmail = new MergedLookUp({
      erpnext,
      doctype: 'Lead',
      keys: ['medusa_email', 'email_id'],
      fields: leadFields,
    });
    this.customers = new MergedLookUp({
      erpnext,
      doctype: 'Customer',
      keys: [...ids, 'medusa_lead', 'lead_name'],
      fields: customerFields,
    });
    this.contacts = new MergedLookUp({
      erpnext,
      doctype: 'Contact',
      keys: ['medusa_id'],
      fields: [...keptFields, 'links.link_name'],
      filters: [['Dynamic Link', 'link_doctype', '=', 'Customer']],
      orderBy: '`tabContact`.creation asc',
    });
  }

  async documents(medusaId: string): Promise<FoundDocuments> {
    const [lead] = await this.leads.find(medusaId);
    const customers = await this.customers.find(medusaId, ...(lead === undefined ? [] : [lead.name]));
    // A person may have linked a Lead to a Customer that is another buyer's by now: that one is not followed.
    const customer =
      customers.find((found) => [found.medusa_id, found.medusa_guest_id].includes(medusaId)) ??
      customers.find((found) => !found.medusa_id || found.medusa_id === lead?.medusa_guest_id);
    const [contact] = (lead ?? customer) ? [] : await this.contacts.find(medusaId);
    return { lead, customer, contact };
  }

  /** Leads that hold an e-mail address, by ours or by ERPNext's own field. */
  leadsWithEmail(email: string): Promise<LeadDocument[]> {
    return this.leadsByEmail.find(email);
  }
}

export const toParty = ({ lead, customer, contact }: FoundDocuments): Party | undefined => {
  if (customer !== undefined) return { kind: 'Customer', customer, lead };
  if (lead !== undefined) return { kind: 'Lead', lead };
  return contact === undefined ? undefined : { kind: 'Contact', contact };
};

import type { ErpNextClient } from '#libs/erpnext/erpnext-client.js';
import { keptFields } from '#libs/erpnext/kept-state.js';
import { MergedLookUp } from '#libs/erpnext/merged-look-up.js';
import type { BuyerDocument, CustomerDocument, LeadDocument, Party } from './party.js';

const leadFields = [
  ...keptFields,
  ...['medusa_guest_id', 'medusa_email', 'medusa_accepts_terms', 'status', 'customer'],
  ...['first_name', 'last_name', 'company_name', 'email_id', 'phone', 'mobile_no'],
  ...['country', 'territory', 'language'],
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
 * from it (also by a person in Desk), or the Contact of a further buyer. Two merged calls for a Lead or a Customer,
 * three for a further buyer or a stranger. Names are never kept: ERPNext gives the name of a deleted document to the next one.
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
    const contact = customer === undefined ? await this.buyer(medusaId, lead) : undefined;
    return { lead, customer, contact };
  }

  /** Customers that hold an id of a Lead, or were made from it. */
  customersOf({ name, medusa_id, medusa_guest_id }: LeadDocument): Promise<CustomerDocument[]> {
    return this.customers.find(medusa_id ?? '', medusa_guest_id ?? '', name);
  }

  /** The Customer that a Lead, known by its name, became: one call. */
  async customerMadeFrom(lead: string): Promise<CustomerDocument | undefined> {
    const customers = await this.customers.find(lead);
    return customers.find(({ medusa_lead, medusa_id }) => medusa_lead === lead || !medusa_id);
  }

  /** The Contacts of further buyers with this id, once for each Customer that they belong to. */
  buyers(medusaId: string): Promise<BuyerDocument[]> {
    return this.contacts.find(medusaId);
  }

  private async buyer(medusaId: string, lead: LeadDocument | undefined): Promise<BuyerDocument | undefined> {
    if (lead === undefined) return (await this.buyers(medusaId))[0];
    // Only a Lead that says so became a buyer of a Customer, so that no other Lead costs a third call.
    if (!lead.customer || !lead.medusa_id) return undefined;
    const buyers = await this.buyers(lead.medusa_id);
    const contact = buyers.find(({ link_name }) => link_name === lead.customer);
    return contact && { ...contact, medusa_guest_id: lead.medusa_guest_id ?? null };
  }

  /** Leads that hold an e-mail address, by ours or by ERPNext's own field. */
  leadsWithEmail(email: string): Promise<LeadDocument[]> {
    return this.leadsByEmail.find(email);
  }
}

export const toParty = ({ lead, customer, contact }: FoundDocuments): Party | undefined => {
  if (customer !== undefined) return { kind: 'Customer', customer, lead };
  if (contact !== undefined) return { kind: 'Contact', contact, lead };
  return lead === undefined ? undefined : { kind: 'Lead', lead };
};

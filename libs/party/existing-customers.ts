import type { ErpNextClient, ErpNextDocument, Filter } from '#libs/erpnext/erpnext-client.js';
import { ErpNextConflict } from '#libs/erpnext/errors.js';
import { wordOf, type KeptState } from '#libs/erpnext/kept-state.js';
import { cleanEmail } from './clean-text.js';
import type { ContactWord } from './customer-word.js';
import { taxIdPattern, taxIdSigns } from './likeness.js';

/** By what a buyer is known. */
export interface KnownBy {
  /** The Lead that the buyer still is. */
  readonly lead: string;
  /** The buyer's own, also as a guest. */
  readonly medusaIds: readonly string[];
  readonly email: string | null;
  readonly taxId: string | null;
  readonly name: string;
  readonly isCompany: boolean;
}

export type Evidence = 'e-mail' | 'tax id' | 'name';

/** A Customer that may be the buyer already, and why. */
export interface Candidate {
  readonly customer: string;
  readonly by: readonly Evidence[];
}

interface CustomerRow extends ErpNextDocument {
  readonly medusa_id?: string | null;
  readonly medusa_deleted?: 0 | 1 | null;
  readonly customer_name?: string | null;
  readonly lead_name?: string | null;
  readonly medusa_lead?: string | null;
  readonly tax_id?: string | null;
}

/**
 * Looks whether ERPNext has a buyer already as a Customer that nobody linked: in two calls, and a third when it seems so.
 *
 * An e-mail address or a tax id is evidence whoever the Customer is; a colleague's Customer is found by it. A name is
 * evidence for a Customer that no buyer of the shop has, and between companies; but two people of one name who both
 * buy in the shop are two people.
 *
 * Among the shop's own customers an e-mail address is the buyer's alone, because the buyer's Lead has it and `medusa_email`
 * is unique. So it is no evidence where the shop put it: with a customer who has left, or who has had it in passing and whose
 * change is still being written.
 */
export class ExistingCustomers {
  constructor(private readonly erpnext: ErpNextClient) {}

  /** @throws ErpNextConflict when somebody has just made a Customer of this very Lead. */
  async candidates(buyer: KnownBy): Promise<Candidate[]> {
    const linked = await this.customersWithContact(buyer);
    const orFilters: Filter[] = [
      ['lead_name', '=', buyer.lead],
      ['customer_name', '=', buyer.name],
      ...(linked.length > 0 ? [['name', 'in', linked] as const] : []),
      ...(taxIdSigns(buyer.taxId) !== ''
        ? [['tax_id', 'like', taxIdPattern(buyer.taxId ?? '')] as const]
        : []),
    ];
    const customers = await this.erpnext.list<CustomerRow>('Customer', {
      fields: ['name', 'medusa_id', 'medusa_deleted', 'medusa_lead', 'customer_name', 'lead_name', 'tax_id'],
      orFilters,
    });
    const own = customers.find(({ lead_name }) => lead_name === buyer.lead);
    if (own !== undefined) throw new ErpNextConflict(`${buyer.lead} became a Customer just now.`);
    const left = await this.customersWhoLeft(customers.filter(({ name }) => linked.includes(name)));
    const byEmail = linked.filter((name) => !left.includes(name));
    return customers
      .map((customer) => ({
        customer: customer.name,
        by: evidenceOf(customer, buyer, byEmail),
      }))
      .filter(({ by }) => by.length > 0);
  }

  private async customersWithContact({ email, medusaIds }: KnownBy): Promise<string[]> {
    if (email === null) return [];
    const contacts = await this.erpnext.list<KeptState & { link_name: string }>('Contact', {
      fields: ['links.link_name', 'medusa_snapshot'],
      filters: [
        ['Contact Email', 'email_id', '=', email],
        ['Dynamic Link', 'link_doctype', '=', 'Customer'],
      ],
      orderBy: '`tabContact`.creation asc',
    });
    const isInPassing = (contact: KeptState) => {
      const word = wordOf<ContactWord>(contact);
      return (
        word?.medusaId !== undefined &&
        !medusaIds.includes(word.medusaId) &&
        cleanEmail(word.email).value === cleanEmail(email).value
      );
    };
    const others = contacts.filter((contact) => !isInPassing(contact));
    return [...new Set(others.map(({ link_name }) => link_name))];
  }

  /** A customer's deletion comes to the Lead first, which gives the address free, and to the Customer last. */
  private async customersWhoLeft(customers: readonly CustomerRow[]): Promise<string[]> {
    const leads = customers.flatMap(({ medusa_deleted, medusa_lead }) =>
      medusa_deleted !== 1 && medusa_lead ? [medusa_lead] : [],
    );
    const gone =
      leads.length === 0
        ? []
        : await this.erpnext.list<ErpNextDocument>('Lead', {
            fields: ['name'],
            filters: [
              ['name', 'in', leads],
              ['medusa_deleted', '=', 1],
            ],
          });
    const names = gone.map(({ name }) => name);
    return customers
      .filter(({ medusa_deleted, medusa_lead }) => medusa_deleted === 1 || names.includes(medusa_lead ?? ''))
      .map(({ name }) => name);
  }
}

const evidenceOf = (customer: CustomerRow, buyer: KnownBy, byEmail: readonly string[]): Evidence[] => {
  const taxId = taxIdSigns(buyer.taxId);
  const isSameName = sameText(customer.customer_name, buyer.name);
  return [
    ...(byEmail.includes(customer.name) ? (['e-mail'] as const) : []),
    ...(taxId !== '' && taxIdSigns(customer.tax_id) === taxId ? (['tax id'] as const) : []),
    ...(isSameName && (buyer.isCompany || !customer.medusa_id) ? (['name'] as const) : []),
  ];
};

/** Near enough to how ERPNext compares. */
const sameText = (one: string | null | undefined, other: string) =>
  (one ?? '').trim().localeCompare(other.trim(), 'en', { sensitivity: 'base' }) === 0;

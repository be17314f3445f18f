import type { ErpNextClient, ErpNextDocument, Filter } from '#libs/erpnext/erpnext-client.js';
import { ErpNextConflict } from '#libs/erpnext/errors.js';
import { taxIdPattern, taxIdSigns } from './likeness.js';

/** By what a buyer is known. */
export interface KnownBy {
  /** The Lead that the buyer still is. */
  readonly lead: string;
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
  readonly tax_id?: string | null;
}

/**
 * Looks whether ERPNext has a buyer already as a Customer that nobody linked: in two calls.
 *
 * An e-mail address or a tax id is evidence whoever the Customer is; a colleague's Customer is found by it. A name is
 * evidence for a Customer that no buyer of the shop has, and between companies; but two people of one name who both
 * buy in the shop are two people. A Customer deleted in the shop has given its e-mail address free.
 */
export class ExistingCustomers {
  constructor(private readonly erpnext: ErpNextClient) {}

  /** @throws ErpNextConflict when somebody has just made a Customer of this very Lead. */
  async candidates(buyer: KnownBy): Promise<Candidate[]> {
    const linked = await this.customersWithContact(buyer.email);
    const orFilters: Filter[] = [
      ['lead_name', '=', buyer.lead],
      ['customer_name', '=', buyer.name],
      ...(linked.length > 0 ? [['name', 'in', linked] as const] : []),
      ...(taxIdSigns(buyer.taxId) !== ''
        ? [['tax_id', 'like', taxIdPattern(buyer.taxId ?? '')] as const]
        : []),
    ];
    const customers = await this.erpnext.list<CustomerRow>('Customer', {
      fields: ['name', 'medusa_id', 'medusa_deleted', 'customer_name', 'lead_name', 'tax_id'],
      orFilters,
    });
    const own = customers.find(({ lead_name }) => lead_name === buyer.lead);
    if (own !== undefined) throw new ErpNextConflict(`${buyer.lead} became a Customer just now.`);
    return customers
      .map((customer) => ({
        customer: customer.name,
        by: evidenceOf(customer, buyer, linked),
      }))
      .filter(({ by }) => by.length > 0);
  }

  private async customersWithContact(email: string | null): Promise<string[]> {
    if (email === null) return [];
    const contacts = await this.erpnext.list<{ link_name: string }>('Contact', {
      fields: ['links.link_name'],
      filters: [
        ['Contact Email', 'email_id', '=', email],
        ['Dynamic Link', 'link_doctype', '=', 'Customer'],
      ],
      orderBy: '`tabContact`.creation asc',
    });
    return [...new Set(contacts.map(({ link_name }) => link_name))];
  }
}

const evidenceOf = (customer: CustomerRow, buyer: KnownBy, linked: readonly string[]): Evidence[] => {
  const isGone = customer.medusa_deleted === 1;
  const taxId = taxIdSigns(buyer.taxId);
  const isSameName = sameText(customer.customer_name, buyer.name);
  return [
    ...(linked.includes(customer.name) && !isGone ? (['e-mail'] as const) : []),
    ...(taxId !== '' && taxIdSigns(customer.tax_id) === taxId ? (['tax id'] as const) : []),
    ...(isSameName && (buyer.isCompany || !customer.medusa_id) ? (['name'] as const) : []),
  ];
};

/** Near enough to how ERPNext compares. */
const sameText = (one: string | null | undefined, other: string) =>
  (one ?? '').trim().localeCompare(other.trim(), 'en', { sensitivity: 'base' }) === 0;

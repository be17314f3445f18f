import type { ErpNextClient, Filter } from '#libs/erpnext/erpnext-client.js';

interface Found {
  readonly name: string;
  readonly medusa_id?: string | null;
}

interface Order extends Found {
  readonly quotation_to?: string | null;
  readonly party_name?: string | null;
  readonly customer?: string | null;
}

interface Linked extends Found {
  readonly link_doctype?: string | null;
  readonly link_name?: string | null;
}

/** Which customers of Medusa ERPNext knows by an id, an e-mail address or the name of a document of ERPNext. */
export class Who {
  constructor(private readonly erpnext: ErpNextClient) {}

  async areMeantBy(given: string): Promise<string[]> {
    return /^cus_/.test(given) ? [given] : [...new Set(await this.idsOf(given))];
  }

  private async idsOf(given: string): Promise<string[]> {
    if (given.includes('@')) return this.byEmail(given.toLowerCase());
    if (/^cuaddr_/.test(given)) return this.byLink('Address', ['medusa_id', '=', given]);
    const field = /^order_/.test(given) ? 'medusa_id' : 'name';
    const parties = [
      ...(await this.parties('Customer', ['name', '=', given])),
      ...(await this.parties('Lead', ['name', '=', given])),
    ];
    if (parties.length > 0) return parties;
    const ids = [
      ...(await this.byOrder([field, '=', given])),
      ...(await this.byLink('Contact', ['name', '=', given])),
    ];
    return ids.length > 0 ? ids : this.byLink('Address', ['name', '=', given]);
  }

  private async byEmail(email: string): Promise<string[]> {
    const leads = await this.erpnext.list<Found>('Lead', {
      fields: ['name', 'medusa_id'],
      orFilters: [
        ['medusa_email', '=', email],
        ['email_id', '=', email],
      ],
    });
    return [...idsIn(leads), ...(await this.byLink('Contact', ['email_id', '=', email]))];
  }

  private async parties(doctype: string, filter: Filter): Promise<string[]> {
    return idsIn(
      await this.erpnext.list<Found>(doctype, { fields: ['name', 'medusa_id'], filters: [filter] }),
    );
  }

  private async byOrder(filter: Filter): Promise<string[]> {
    const quotations = await this.erpnext.list<Order>('Quotation', {
      fields: ['name', 'quotation_to', 'party_name'],
      filters: [filter],
    });
    const salesOrders = await this.erpnext.list<Order>('Sales Order', {
      fields: ['name', 'customer'],
      filters: [filter],
    });
    const parties = [
      ...quotations.map(({ quotation_to, party_name }) => [quotation_to, party_name] as const),
      ...salesOrders.map(({ customer }) => ['Customer', customer] as const),
    ];
    const ids = await Promise.all(parties.map(([doctype, name]) => this.partyNamed(doctype, name)));
    return ids.flat();
  }

  /** A Contact may stand for a buyer itself; else it leads to the party that it is linked with. */
  private async byLink(doctype: 'Contact' | 'Address', filter: Filter): Promise<string[]> {
    const found = await this.erpnext.list<Linked>(doctype, {
      fields: ['name', 'medusa_id', 'links.link_doctype', 'links.link_name'],
      filters: [filter],
      orderBy: `\`tab${doctype}\`.creation asc`,
    });
    const ids = await Promise.all(
      found.map(({ medusa_id, link_doctype, link_name }) =>
        doctype === 'Contact' && medusa_id
          ? Promise.resolve([medusa_id])
          : this.partyNamed(link_doctype, link_name),
      ),
    );
    return ids.flat();
  }

  private partyNamed(doctype?: string | null, name?: string | null): Promise<string[]> {
    return (doctype === 'Customer' || doctype === 'Lead') && name
      ? this.parties(doctype, ['name', '=', name])
      : Promise.resolve([]);
  }
}

const idsIn = (found: readonly Found[]): string[] => found.flatMap(({ medusa_id }) => medusa_id || []);

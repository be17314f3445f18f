import type { ErpNextClient, Filter } from '#libs/erpnext/erpnext-client.js';
import { PartyLookUp } from '#libs/party/party-look-up.js';

/** A document of ERPNext that stands for something of the customer. */
export interface CustomerDocument {
  readonly doctype: string;
  readonly name: string;
  /** The customer, address or order of Medusa that it stands for. */
  readonly medusaId: string | null;
  readonly status: string;
  readonly total: string | null;
  readonly link: string;
}

interface Row {
  readonly name: string;
  readonly medusa_id?: string | null;
  readonly status?: string | null;
  readonly disabled?: number | null;
  readonly medusa_order_no?: string | null;
  readonly grand_total?: number | null;
  readonly currency?: string | null;
}

export interface CustomerDocuments {
  /** The customer, and the guest of the same e-mail. */
  readonly medusaIds: readonly string[];
  readonly documents: readonly CustomerDocument[];
}

/** Today's documents of a customer, the party first. */
export const documentsOf = async (
  erpnext: ErpNextClient,
  url: string,
  medusaId: string,
): Promise<CustomerDocuments> => {
  const { lead, customer, contact } = await new PartyLookUp(erpnext).documents(medusaId);
  const keepers = [lead, customer, contact].flatMap((each) => each ?? []);
  const medusaIds = keepers.flatMap((each) => [
    each.medusa_id,
    'medusa_guest_id' in each && each.medusa_guest_id,
  ]);
  const parties = [lead?.name, customer?.name, contact?.link_name].flatMap((name) => name || []);

  const found = async (doctype: string, fields: readonly string[], filters: readonly Filter[]) => {
    const rows = await erpnext.list<Row>(doctype, {
      fields: ['name', 'medusa_id', ...fields],
      filters,
      orderBy: `\`tab${doctype}\`.creation asc`,
    });
    // With a filter on a child table, a document comes once for each row of it.
    const once = new Map(rows.map((row) => [row.name, row]));
    return [...once.values()].map((row) => shown(url, doctype, row));
  };
  const linked: Filter = ['Dynamic Link', 'link_name', 'in', parties];
  const selling = ['status', 'medusa_order_no', 'grand_total', 'currency'];
  const documents =
    parties.length === 0
      ? []
      : await Promise.all([
          found('Lead', ['status'], [['name', 'in', parties]]),
          found('Customer', ['disabled'], [['name', 'in', parties]]),
          found('Contact', ['status'], [linked]),
          found('Address', ['disabled'], [linked]),
          found('Quotation', selling, [['party_name', 'in', parties]]),
          found('Sales Order', selling, [['customer', 'in', parties]]),
        ]);
  return {
    medusaIds: [...new Set([medusaId, ...medusaIds.flatMap((id) => id || [])])],
    documents: documents.flat(),
  };
};

const shown = (url: string, doctype: string, row: Row): CustomerDocument => {
  const no = row.medusa_order_no ? `#${row.medusa_order_no} ` : '';
  return {
    doctype,
    name: row.name,
    medusaId: row.medusa_id ?? null,
    status: row.status ?? (row.disabled ? 'disabled' : 'enabled'),
    total: row.grand_total == null ? null : `${no}${row.grand_total.toFixed(2)} ${row.currency ?? ''}`.trim(),
    link: `${url}/app/${doctype.toLowerCase().replace(' ', '-')}/${encodeURIComponent(row.name)}`,
  };
};

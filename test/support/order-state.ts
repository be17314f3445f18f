import type { ErpNextSandbox } from '../../sandbox/erpnext/erpnext-sandbox.js';
import { rowsOf, type Document } from './document-rows.js';

/**
 * What ERPNext has of the orders, told without names and times that ERPNext makes, so that two ways of coming to it can
 * be compared.
 */
export const orderState = (sandbox: ErpNextSandbox): Record<string, unknown[]> => {
  const documents = (doctype: string): Document[] => sandbox.documents(doctype);
  const byName = new Map(
    ['Lead', 'Customer'].flatMap((doctype) =>
      documents(doctype).map((document) => [`${doctype} ${String(document['name'])}`, document] as const),
    ),
  );
  const partyId = (doctype: unknown, name: unknown) =>
    byName.get(`${String(doctype)} ${String(name)}`)?.['medusa_id'] ?? null;
  const told = (document: Document, doctype: string) => ({
    ...picked(document, orderFields),
    party:
      doctype === 'Quotation'
        ? partyId(document['quotation_to'], document['party_name'])
        : partyId('Customer', document['customer']),
    // As it was when the document was written: an address of the book may be changed since.
    billing: document['address_display'] ?? null,
    shipping: document['shipping_address'] ?? null,
    items: rowsOf(document, 'items')
      .map((row) => ({ ...picked(row, lineFields), ordersAnOffer: Boolean(row['quotation_item']) }))
      .sort((a, b) => JSON.stringify(a).localeCompare(JSON.stringify(b))),
    taxes: rowsOf(document, 'taxes').map((row) => picked(row, taxFields)),
    team: rowsOf(document, 'sales_team').map((row) => row['sales_person']),
  });
  const sorted = (states: object[]) =>
    states.sort((a, b) => JSON.stringify(a).localeCompare(JSON.stringify(b)));
  return {
    Quotation: sorted(documents('Quotation').map((document) => told(document, 'Quotation'))),
    'Sales Order': sorted(documents('Sales Order').map((document) => told(document, 'Sales Order'))),
    Customer: sorted(
      documents('Customer').map((document) => ({
        ...picked(document, customerFields),
        hasPrimaryContact: Boolean(document['customer_primary_contact']),
      })),
    ),
    Lead: sorted(documents('Lead').map((document) => picked(document, ['medusa_id', 'status']))),
  };
};

const orderFields = [
  ...['medusa_id', 'medusa_key', 'medusa_order_no', 'medusa_updated_at', 'medusa_quote_updated_at'],
  ...['docstatus', 'status', 'order_lost_reason', 'transaction_date', 'delivery_date', 'po_no'],
  ...['company', 'currency', 'conversion_rate', 'grand_total', 'net_total', 'discount_amount'],
];
const lineFields = ['item_code', 'qty', 'rate', 'net_amount'];
const taxFields = ['charge_type', 'account_head', 'rate', 'tax_amount'];
const customerFields = ['medusa_id', 'medusa_guest_id', 'customer_name', 'customer_type', 'tax_id'];

const picked = (from: Document, fields: readonly string[]): Document =>
  Object.fromEntries(fields.map((field) => [field, from[field] ?? null]));

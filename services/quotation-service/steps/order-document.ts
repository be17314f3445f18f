import type { ChildRow, ErpNextDocument } from '#libs/erpnext/erpnext-client.js';
import type { Totals } from '../content/tolerance.js';

export type OrderDoctype = 'Quotation' | 'Sales Order';

/** A Quotation or Sales Order as it stands. */
export interface OrderDocument extends ErpNextDocument {
  readonly creation?: string;
  readonly docstatus: 0 | 1 | 2;
  readonly status: string;
  readonly modified_by: string;
  readonly currency: string;
  readonly grand_total: number;
  readonly total_taxes_and_charges: number;
  readonly ignore_pricing_rule: 0 | 1;
  readonly medusa_id?: string | null;
  readonly medusa_key?: string | null;
  readonly medusa_updated_at?: string | null;
  readonly medusa_quote_updated_at?: string | null;
  readonly quotation_to?: string;
  readonly party_name?: string;
  readonly customer?: string;
  readonly order_lost_reason?: string | null;
  readonly amended_from?: string | null;
  readonly _comments?: string | null;
  /** Only in a document that was read whole. */
  readonly items?: readonly ChildRow[];
  readonly taxes?: readonly ChildRow[];
}

const fields = [
  ...['name', 'creation', 'modified', 'modified_by', 'docstatus', 'status', 'amended_from', '_comments'],
  ...['currency', 'grand_total', 'total_taxes_and_charges', 'ignore_pricing_rule'],
  ...['medusa_id', 'medusa_key', 'medusa_updated_at'],
];

export const fieldsOf: Readonly<Record<OrderDoctype, readonly string[]>> = {
  Quotation: [...fields, 'medusa_quote_updated_at', 'quotation_to', 'party_name', 'order_lost_reason'],
  'Sales Order': [...fields, 'customer'],
};

export const isDraft = ({ docstatus }: OrderDocument): boolean => docstatus === 0;
export const isSubmitted = ({ docstatus }: OrderDocument): boolean => docstatus === 1;
export const isCancelled = ({ docstatus }: OrderDocument): boolean => docstatus === 2;
/** A draft that was declared lost stays a draft. */
export const isLost = ({ docstatus, status }: OrderDocument): boolean => status === 'Lost' && docstatus !== 2;

/** `order_…:2` is the second document that was made for the order. */
export const keyOf = (orderId: string, revision: number): string => `${orderId}:${revision}`;

export const revisionOf = ({ medusa_key }: OrderDocument): number =>
  Number(/:(\d+)$/.exec(medusa_key ?? '')?.[1] ?? 0);

/** ms since 1970; undefined when none was noted. */
export const orderVersionOf = ({ medusa_updated_at }: OrderDocument): number | undefined =>
  timeOf(medusa_updated_at);
export const quoteVersionOf = ({ medusa_quote_updated_at }: OrderDocument): number | undefined =>
  timeOf(medusa_quote_updated_at);

export const totalsOf = (document: OrderDocument): Totals => ({
  currency: document.currency,
  grandTotal: document.grand_total,
  charges: document.total_taxes_and_charges,
  taxRows: document.taxes?.length ?? 0,
});

const timeOf = (text: string | null | undefined): number | undefined => {
  const ms = Date.parse(text ?? '');
  return Number.isNaN(ms) ? undefined : ms;
};

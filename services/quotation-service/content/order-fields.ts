import type { ChildRow, Fields } from '#libs/erpnext/erpnext-client.js';
import type { Party } from '#libs/party/party.js';
import type { Asked } from '../steps/asked.js';
import { keyOf, type OrderDocument } from '../steps/order-document.js';
import type { OrderContent } from './order-content.js';
import { metadataOf, validUntil, type ShopCalendar } from './order-dates.js';

export interface DateRules {
  readonly calendar: ShopCalendar;
  readonly deliveryDays: number;
  readonly quotationValidDays: number;
}

/** Names of the order's Addresses, as far as it has complete ones. */
export interface OrderAddressNames {
  readonly billing: string | undefined;
  readonly shipping: string | undefined;
}

export const addressFields = ({ billing, shipping }: OrderAddressNames): Fields => ({
  ...(billing === undefined ? {} : { customer_address: billing }),
  ...(shipping === undefined ? {} : { shipping_address_name: shipping }),
});

export const contentFields = ({ frame, discount, items, taxes }: OrderContent): Fields => ({
  ...frame,
  ...discount,
  items,
  taxes,
});

/** Whom a Quotation is made to. */
export const partyFields = (party: Party): Fields =>
  party.kind === 'Lead'
    ? { quotation_to: 'Lead', party_name: party.lead.name }
    : { quotation_to: 'Customer', party_name: customerOf(party) ?? '' };

export const customerOf = (party: Party): string | undefined => {
  switch (party.kind) {
    case 'Lead':
      return undefined;
    case 'Customer':
      return party.customer.name;
    case 'Contact':
      return party.contact.link_name ?? undefined;
  }
};

/** The versions that a document has once these fields are written. */
export const versionFields = ({ order, quote }: Asked, doctype: 'Quotation' | 'Sales Order'): Fields => ({
  ...(order?.version === undefined ? {} : { medusa_updated_at: new Date(order.version).toISOString() }),
  ...(doctype === 'Sales Order' || quote?.version === undefined
    ? {}
    : { medusa_quote_updated_at: new Date(quote.version).toISOString() }),
});

export const keyFields = (orderId: string, revision: number, amends: string | undefined): Fields => ({
  medusa_id: orderId,
  medusa_key: keyOf(orderId, revision),
  ...(amends === undefined ? {} : { amended_from: amends }),
});

/** Dates of a new Quotation. */
export const offerDates = (content: OrderContent, asked: Asked, rules: DateRules): Fields => {
  const date = rules.calendar.dateOf(content.order.createdAt);
  return {
    transaction_date: date,
    valid_till: validTill(content, asked, rules) ?? rules.calendar.daysAfter(date, rules.quotationValidDays),
  };
};

/** Undefined when the shop sets no end. ERPNext refuses an end before the beginning. */
export const validTill = (
  content: OrderContent | undefined,
  asked: Asked,
  { calendar }: DateRules,
): string | undefined => {
  const until = validUntil(content?.order.part ?? null, asked.quote?.part ?? null, calendar);
  if (until === undefined || content === undefined) return until;
  const from = calendar.dateOf(content.order.createdAt);
  return until < from ? from : until;
};

/** Dates of a new Sales Order: never rewritten, so that a replay or a first import shifts no period. */
export const orderDates = (orderedAt: number, { calendar, deliveryDays }: DateRules): Fields => {
  const date = calendar.dateOf(orderedAt);
  return { transaction_date: date, delivery_date: calendar.daysAfter(date, deliveryDays) };
};

/** The buyer's own number of the order. */
export const purchaseOrderOf = (content: OrderContent | undefined, key: string): string | undefined => {
  const said = metadataOf(content?.order.part ?? null)[key];
  const text = typeof said === 'string' || typeof said === 'number' ? String(said).trim() : '';
  return text === '' ? undefined : text.slice(0, 140);
};

/** The rows of an order, each bound to the row of the Quotation that it orders. Of more than was offered nothing is. */
export const linkedTo = (items: readonly ChildRow[], quotation: OrderDocument): ChildRow[] => {
  const offered = [...(quotation.items ?? [])];
  const take = (matches: (row: ChildRow) => boolean): ChildRow | undefined => {
    const index = offered.findIndex(matches);
    return index === -1 ? undefined : offered.splice(index, 1)[0];
  };
  return items.map((item) => {
    const isOffered = (row: ChildRow) =>
      row['item_code'] === item['item_code'] && Number(row['qty']) >= Number(item['qty']);
    const row =
      take((each) => isOffered(each) && each['medusa_line_id'] === item['medusa_line_id']) ??
      // A line that a person wrote anew has no id of the shop.
      take((each) => isOffered(each) && !each['medusa_line_id']);
    return row === undefined
      ? item
      : { ...item, prevdoc_docname: quotation.name, quotation_item: row['name'] ?? null };
  });
};

const orderColumns = [
  ...['item_code', 'item_name', 'description', 'qty', 'uom', 'conversion_factor', 'rate'],
  ...['discount_percentage', 'item_tax_template', 'medusa_line_id'],
];
const taxColumns = ['charge_type', 'row_id', 'account_head', 'description', 'rate', 'tax_amount'];
const orderFieldNames = [
  ...['company', 'currency', 'conversion_rate', 'selling_price_list', 'plc_conversion_rate', 'order_type'],
  ...['ignore_pricing_rule', 'disable_rounded_total', 'medusa_order_no', 'medusa_updated_at'],
  ...['apply_discount_on', 'discount_amount', 'customer_address', 'shipping_address_name'],
];

/** What a Quotation says, for an order whose own record does not say what was ordered. */
export const fieldsOfQuotation = (quotation: OrderDocument): Fields => ({
  ...picked(quotation, orderFieldNames),
  items: (quotation.items ?? []).map((row) => picked(row, orderColumns)),
  taxes: (quotation.taxes ?? []).map((row) =>
    row['charge_type'] === 'Actual'
      ? picked(row, taxColumns)
      : picked(
          row,
          taxColumns.filter((column) => column !== 'tax_amount'),
        ),
  ),
});

const picked = (from: Readonly<Record<string, unknown>>, columns: readonly string[]): ChildRow =>
  Object.fromEntries(
    columns
      .map((column) => [column, from[column]] as const)
      .filter((entry): entry is [string, string | number] => isSaid(entry[1])),
  );

const isSaid = (value: unknown): value is string | number =>
  typeof value === 'number' || (typeof value === 'string' && value !== '');

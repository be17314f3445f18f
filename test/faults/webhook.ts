import type { AddressRow, CustomerRow, LineRow, OrderRow, Place } from './rows.js';

/** One webhook of the shop. */
export interface Webhook {
  readonly id: string;
  /** What it says something about. */
  readonly about: string;
  readonly body: object;
  /** Sent only once this one was acknowledged: a row that is gone was there before. */
  readonly after?: string;
}

export interface Happening {
  readonly id: string;
  /** Medusa's event name. */
  readonly name: string;
  readonly at: number;
}

export const customerWebhook = (happening: Happening, row: CustomerRow): Webhook => ({
  id: happening.id,
  about: row.id,
  body: envelope(happening, 'customer', { id: row.id }, customerEntity(row)),
});

/** @param gone the row could not be read any more */
export const addressWebhook = (
  happening: Happening,
  row: AddressRow,
  owner: CustomerRow,
  gone?: { readonly after: string },
): Webhook => ({
  id: happening.id,
  about: row.id,
  body: envelope(happening, 'customer_address', { id: row.id }, gone ? null : addressEntity(row, owner)),
  ...gone,
});

export const orderWebhook = (
  happening: Happening,
  row: OrderRow,
  owner: CustomerRow,
  gone?: { readonly after: string },
): Webhook => ({
  id: happening.id,
  about: row.id,
  body: envelope(happening, 'order', { id: row.id }, gone ? null : orderEntity(row, owner)),
  ...gone,
});

export const quoteWebhook = (happening: Happening, row: OrderRow, owner: CustomerRow): Webhook => ({
  id: happening.id,
  about: row.id,
  body: envelope(
    happening,
    'quote',
    { id: row.quote?.id, order_id: row.id, customer_id: row.customerId },
    quoteEntity(row, owner),
  ),
});

const envelope = (
  { id, name, at }: Happening,
  entityType: string,
  data: Readonly<Record<string, string | undefined>>,
  entity: object | null,
) => ({
  id,
  type: name,
  occurred_at: iso(at),
  published_at: iso(at),
  source: { system: 'medusa', version: '2.21.2' },
  event: { data, metadata: { eventGroupId: id.toUpperCase(), created_at: iso(at), published_at: iso(at) } },
  entity_type: entityType,
  entity,
});

const customerEntity = (row: CustomerRow) => ({
  id: row.id,
  email: row.email,
  first_name: row.firstName,
  last_name: row.lastName,
  company_name: row.companyName,
  phone: row.phone,
  has_account: row.hasAccount,
  created_by: null,
  metadata: null,
  ...timesOf(row),
  addresses: [],
  groups: [],
});

const addressEntity = (row: AddressRow, owner: CustomerRow) => ({
  id: row.id,
  customer_id: row.customerId,
  address_name: null,
  is_default_billing: row.isDefaultBilling,
  is_default_shipping: row.isDefaultShipping,
  ...placeFields(row.place),
  company: owner.companyName,
  first_name: owner.firstName,
  last_name: owner.lastName,
  metadata: null,
  ...timesOf(row),
  customer: {
    id: owner.id,
    email: owner.email,
    has_account: owner.hasAccount,
    company_name: owner.companyName,
  },
});

const orderEntity = (row: OrderRow, owner: CustomerRow) => {
  const net = row.lines.reduce((sum, { quantity, cents }) => sum + quantity * cents, 0);
  const billing = {
    id: row.id.replace('order_', 'ordaddr_'),
    customer_id: null,
    company: null,
    first_name: row.billedTo.firstName,
    last_name: row.billedTo.lastName,
    ...placeFields(row.billing),
    metadata: null,
    created_at: iso(row.createdAt),
    updated_at: iso(row.createdAt),
    deleted_at: null,
  };
  return {
    id: row.id,
    display_id: row.displayId,
    custom_display_id: null,
    status: row.canceledAt === null ? (row.isDraft ? 'draft' : 'pending') : 'canceled',
    is_draft_order: row.isDraft,
    version: 1,
    email: owner.email,
    customer_id: owner.id,
    currency_code: 'eur',
    region_id: 'reg_faults',
    sales_channel_id: 'sc_faults',
    locale: null,
    metadata: null,
    no_notification: null,
    canceled_at: row.canceledAt === null ? null : iso(row.canceledAt),
    ...timesOf(row),
    ...sumsOf(net),
    discount_tax_total: 0,
    shipping_total: 0,
    shipping_subtotal: 0,
    item_total: money(net * 119),
    item_subtotal: money(net * 100),
    original_total: money(net * 119),
    summary: { paid_total: 0, credit_line_total: 0 },
    billing_address: billing,
    shipping_address: null,
    items: row.lines.map((line) => lineEntity(line, row.wasDraft)),
    shipping_methods: [],
    customer: {
      id: owner.id,
      email: owner.email,
      first_name: owner.firstName,
      last_name: owner.lastName,
      company_name: owner.companyName,
      phone: owner.phone,
      has_account: owner.hasAccount,
    },
    region: { id: 'reg_faults', name: 'Europe' },
    sales_channel: { id: 'sc_faults', name: 'Webshop' },
    payment_collections: [],
    promotions: [],
  };
};

const quoteEntity = (row: OrderRow, owner: CustomerRow) => {
  const { quote } = row;
  if (quote === undefined) throw new Error(`${row.id} has no quote`);
  return {
    id: quote.id,
    status: quote.status,
    customer_id: owner.id,
    order_id: row.id,
    valid_until: quote.validUntil === null ? null : iso(quote.validUntil),
    decided_by: null,
    note: null,
    created_at: iso(quote.createdAt),
    updated_at: iso(quote.updatedAt),
    order: orderEntity(row, owner),
  };
};

/** A merchant's own price says that the order was a quotation once. */
const lineEntity = (line: LineRow, isCustomPrice: boolean) => ({
  id: line.id,
  title: line.title,
  subtitle: null,
  product_id: 'prod_faults',
  product_title: line.title,
  variant_id: 'variant_faults',
  variant_sku: line.sku,
  variant_title: null,
  quantity: line.quantity,
  unit_price: money(line.cents * 100),
  is_tax_inclusive: false,
  is_custom_price: isCustomPrice,
  ...sumsOf(line.quantity * line.cents),
  metadata: {},
  tax_lines: [{ rate: 19, code: 'vat-de' }],
});

const sumsOf = (netCents: number) => ({
  subtotal: money(netCents * 100),
  tax_total: money(netCents * 19),
  total: money(netCents * 119),
  discount_total: 0,
  discount_subtotal: 0,
});

/** Of hundredths of a cent. */
const money = (value: number): number => value / 10_000;

const placeFields = ({ street, city, postalCode }: Place) => ({
  address_1: street,
  address_2: null,
  city,
  province: null,
  postal_code: postalCode,
  country_code: 'de',
  phone: null,
});

const timesOf = (row: {
  readonly createdAt: number;
  readonly updatedAt: number;
  readonly deletedAt: number | null;
}) => ({
  created_at: iso(row.createdAt),
  updated_at: iso(row.updatedAt),
  deleted_at: row.deletedAt === null ? null : iso(row.deletedAt),
});

const iso = (ms: number): string => new Date(ms).toISOString();

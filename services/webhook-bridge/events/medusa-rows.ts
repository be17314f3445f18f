/**
 * Rows of Medusa as a sender may hydrate them: strict on what identifies and dates a row, liberal on everything else.
 * Unknown fields are dropped. A key that is missing stays `undefined`, so that a whole row can be told from a partial.
 */
import { z } from 'zod';

const id = z.string().min(1).max(255);

/** Free text; senders that read raw rows give some of it as numbers (postal codes). */
const text = z.union([z.string(), z.number().transform(String)]).nullish();

const flag = z.boolean().nullish();

/** JSON of the shop's own making; passed on as it is. */
const json = z.unknown().transform((value) => (value == null ? value : JSON.stringify(value)));

/** A number, or what becomes of Medusa's BigNumber objects when a sender copies instead of serialising them. */
const amount = z.union([
  z.number(),
  z
    .string()
    .regex(/^-?\d+(\.\d+)?$/)
    .transform(Number),
  z.object({ numeric_: z.number() }).transform(({ numeric_ }) => numeric_),
]);

/** ISO 8601 in, ms since 1970 out. */
export const time = z.string().transform((value, context) => {
  const ms = /^\d{4}-\d\d-\d\d[T ]\d\d:\d\d/.test(value) ? Date.parse(value) : NaN;
  if (Number.isNaN(ms))
    context.addIssue({ code: 'custom', message: 'Invalid input: expected an ISO 8601 time' });
  return ms;
});

const times = { created_at: time.nullish(), updated_at: time.nullish(), deleted_at: time.nullish() };

const place = {
  company: text,
  first_name: text,
  last_name: text,
  address_1: text,
  address_2: text,
  city: text,
  province: text,
  postal_code: text,
  country_code: text,
  phone: text,
  metadata: json.optional(),
};

const customerFields = {
  id,
  email: text,
  first_name: text,
  last_name: text,
  company_name: text,
  phone: text,
  has_account: flag,
  created_by: text,
  metadata: json.optional(),
  ...times,
};

const addressFields = {
  id,
  customer_id: id.nullish(),
  address_name: text,
  is_default_billing: flag,
  is_default_shipping: flag,
  ...place,
  ...times,
};

export const customerRow = z.object({
  ...customerFields,
  addresses: z.array(z.object(addressFields)).nullish(),
});
export type CustomerRow = z.output<typeof customerRow>;

export const addressRow = z.object({ ...addressFields, customer: customerRow.nullish() });
export type AddressRow = z.output<typeof addressRow>;
export type AddressFields = Omit<AddressRow, 'customer'>;

const orderAddressRow = z.object({ id: text, ...place });
export type OrderAddressRow = z.output<typeof orderAddressRow>;

const taxLineRow = z.object({ rate: amount, code: text, description: text, total: amount.nullish() });
export type TaxLineRow = z.output<typeof taxLineRow>;

const adjustmentRow = z.object({
  amount,
  is_tax_inclusive: flag,
  code: text,
  promotion_id: text,
  description: text,
});
export type AdjustmentRow = z.output<typeof adjustmentRow>;

const lineMoney = {
  subtotal: amount.nullish(),
  discount_total: amount.nullish(),
  discount_subtotal: amount.nullish(),
  tax_total: amount.nullish(),
  total: amount.nullish(),
  tax_lines: z.array(taxLineRow).nullish(),
  adjustments: z.array(adjustmentRow).nullish(),
};

const lineRow = z.object({
  id,
  title: text,
  subtitle: text,
  product_id: text,
  product_title: text,
  variant_id: text,
  variant_sku: text,
  variant_title: text,
  quantity: amount,
  unit_price: amount.nullish(),
  is_tax_inclusive: flag,
  is_custom_price: flag,
  metadata: json.optional(),
  ...lineMoney,
});
export type LineRow = z.output<typeof lineRow>;

const shippingMethodRow = z.object({
  id,
  name: text,
  amount: amount.nullish(),
  is_tax_inclusive: flag,
  shipping_option_id: text,
  ...lineMoney,
});
export type ShippingMethodRow = z.output<typeof shippingMethodRow>;

const quoteFields = {
  id,
  status: z.string().min(1),
  customer_id: id.nullish(),
  order_id: id.nullish(),
  draft_order_id: id.nullish(),
  valid_until: time.nullish(),
  decided_by: text,
  note: text,
  customer: customerRow.nullish(),
  ...times,
};

const named = z.object({ name: text }).nullish();

export const orderRow = z.object({
  id,
  display_id: z.int().nullish(),
  custom_display_id: text,
  status: z.string().nullish(),
  is_draft_order: flag,
  version: z.int().nullish(),
  email: text,
  customer_id: id.nullish(),
  currency_code: text,
  region_id: text,
  region: named,
  sales_channel_id: text,
  sales_channel: named,
  locale: text,
  metadata: json.optional(),
  canceled_at: time.nullish(),
  ...times,
  total: amount.nullish(),
  subtotal: amount.nullish(),
  tax_total: amount.nullish(),
  discount_total: amount.nullish(),
  discount_subtotal: amount.nullish(),
  discount_tax_total: amount.nullish(),
  shipping_total: amount.nullish(),
  shipping_subtotal: amount.nullish(),
  item_total: amount.nullish(),
  item_subtotal: amount.nullish(),
  original_total: amount.nullish(),
  credit_line_total: amount.nullish(),
  summary: z.object({ credit_line_total: amount.nullish(), paid_total: amount.nullish() }).nullish(),
  billing_address: orderAddressRow.nullish(),
  shipping_address: orderAddressRow.nullish(),
  items: z.array(lineRow).nullish(),
  shipping_methods: z.array(shippingMethodRow).nullish(),
  promotions: z.array(z.object({ code: text })).nullish(),
  customer: customerRow.nullish(),
  quote: z.object(quoteFields).nullish(),
});
export type OrderRow = z.output<typeof orderRow>;

/** Medusa's B2B starter says `draft_order` where other quote modules say `order`. */
export const quoteRow = z.object({
  ...quoteFields,
  order: orderRow.nullish(),
  draft_order: orderRow.nullish(),
});
export type QuoteRow = z.output<typeof quoteRow>;
export type QuoteFields = Omit<QuoteRow, 'order' | 'draft_order'>;

/** What is read of each entity: all that a document in ERPNext is made of, and what explains it. */

const times = ['created_at', 'updated_at', 'deleted_at'];

const place = [
  'company',
  'first_name',
  'last_name',
  'address_1',
  'address_2',
  'city',
  'province',
  'postal_code',
  'country_code',
  'phone',
  'metadata',
];

const under = (name: string, fields: readonly string[]) => fields.map((field) => `${name}.${field}`);

const person = [
  'id',
  'email',
  'first_name',
  'last_name',
  'company_name',
  'phone',
  'has_account',
  'created_by',
  'metadata',
  ...times,
];

export const addressFields = [
  'id',
  'customer_id',
  'address_name',
  'is_default_billing',
  'is_default_shipping',
  ...place,
  ...times,
  ...under('customer', person),
];

export const customerFields = [...person, 'addresses.*', 'groups.id', 'groups.name'];

const money = ['subtotal', 'discount_total', 'discount_subtotal', 'tax_total', 'total'];

const taxLines = under('tax_lines', ['rate', 'code', 'description']);

const adjustments = under('adjustments', [
  'amount',
  'is_tax_inclusive',
  'code',
  'promotion_id',
  'description',
]);

export const lineFields = [
  'id',
  'title',
  'subtitle',
  'product_id',
  'product_title',
  'variant_id',
  'variant_sku',
  'variant_title',
  'quantity',
  'unit_price',
  'is_tax_inclusive',
  'is_custom_price',
  'metadata',
  ...money,
  ...taxLines,
  ...adjustments,
];

export const shippingMethodFields = [
  'id',
  'name',
  'amount',
  'is_tax_inclusive',
  'shipping_option_id',
  ...money,
  ...taxLines,
  ...adjustments,
];

/** What changes with the lines of an order. */
export const totals = [
  'total',
  'subtotal',
  'tax_total',
  'discount_total',
  'discount_subtotal',
  'discount_tax_total',
  'shipping_total',
  'shipping_subtotal',
  'item_total',
  'item_subtotal',
  'original_total',
];

export const orderFields = [
  'id',
  'display_id',
  'custom_display_id',
  'status',
  'is_draft_order',
  'version',
  'email',
  'customer_id',
  'currency_code',
  'region_id',
  'sales_channel_id',
  'locale',
  'metadata',
  'no_notification',
  'canceled_at',
  ...times,
  ...totals,
  'credit_line_total',
  'summary',
  ...under('customer', person),
  ...under('shipping_address', ['id', ...place]),
  ...under('billing_address', ['id', ...place]),
  ...under('items', lineFields),
  ...under('shipping_methods', shippingMethodFields),
  'payment_collections.id',
  'payment_collections.status',
  'payment_collections.amount',
  'region.name',
  'sales_channel.name',
  'promotions.code',
];

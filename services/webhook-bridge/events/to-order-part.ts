import type { LineAdjustment } from '#schemas/generated/line-adjustment.js';
import type { OrderAddress } from '#schemas/generated/order-address.js';
import type { OrderLine } from '#schemas/generated/order-line.js';
import type { OrderPart } from '#schemas/generated/order-part.js';
import type { ShippingMethod } from '#schemas/generated/shipping-method.js';
import type { TaxLine } from '#schemas/generated/tax-line.js';
import type {
  AdjustmentRow,
  LineRow,
  OrderAddressRow,
  OrderRow,
  ShippingMethodRow,
  TaxLineRow,
} from './medusa-rows.js';
import { Unmappable } from './unmappable.js';

export type OrderStage = 'DRAFT' | 'APPROVED' | 'CANCELED' | 'DELETED';

/** How far an order is, by its row alone: events of different names leave with the same row. */
export const orderStage = (
  row: Pick<OrderRow, 'canceled_at' | 'status' | 'is_draft_order'>,
  deleted: boolean,
): OrderStage => {
  if (deleted) return 'DELETED';
  if (row.canceled_at != null || row.status === 'canceled') return 'CANCELED';
  if (row.is_draft_order == null && row.status == null)
    throw new Unmappable('is_draft_order: missing, and no status');
  return (row.is_draft_order ?? row.status === 'draft') ? 'DRAFT' : 'APPROVED';
};

/** An empty row makes the part of an order that is gone. */
export const toOrderPart = (
  row: Partial<OrderRow>,
  stage: OrderStage,
  version: number | null,
): OrderPart => ({
  stage,
  version,
  displayId: row.display_id ?? null,
  customDisplayId: row.custom_display_id ?? null,
  status: row.status ?? null,
  isDraftOrder: row.is_draft_order ?? null,
  orderVersion: row.version ?? null,
  email: row.email ?? null,
  currencyCode: row.currency_code ?? null,
  regionId: row.region_id ?? null,
  regionName: row.region?.name ?? null,
  salesChannelId: row.sales_channel_id ?? null,
  salesChannelName: row.sales_channel?.name ?? null,
  locale: row.locale ?? null,
  metadata: row.metadata ?? null,
  createdAt: row.created_at ?? null,
  updatedAt: row.updated_at ?? null,
  deletedAt: row.deleted_at ?? null,
  canceledAt: row.canceled_at ?? null,
  total: row.total ?? null,
  subtotal: row.subtotal ?? null,
  taxTotal: row.tax_total ?? null,
  discountTotal: row.discount_total ?? null,
  discountSubtotal: row.discount_subtotal ?? null,
  discountTaxTotal: row.discount_tax_total ?? null,
  shippingTotal: row.shipping_total ?? null,
  shippingSubtotal: row.shipping_subtotal ?? null,
  itemTotal: row.item_total ?? null,
  itemSubtotal: row.item_subtotal ?? null,
  originalTotal: row.original_total ?? null,
  creditLineTotal: row.credit_line_total ?? row.summary?.credit_line_total ?? null,
  paidTotal: row.summary?.paid_total ?? null,
  billingAddress: row.billing_address ? toOrderAddress(row.billing_address) : null,
  shippingAddress: row.shipping_address ? toOrderAddress(row.shipping_address) : null,
  items: row.items?.map(toOrderLine) ?? null,
  shippingMethods: row.shipping_methods?.map(toShippingMethod) ?? null,
  promotionCodes: row.promotions?.flatMap(({ code }) => code ?? []) ?? null,
});

const toOrderAddress = (row: OrderAddressRow): OrderAddress => ({
  id: row.id ?? null,
  company: row.company ?? null,
  firstName: row.first_name ?? null,
  lastName: row.last_name ?? null,
  address1: row.address_1 ?? null,
  address2: row.address_2 ?? null,
  city: row.city ?? null,
  province: row.province ?? null,
  postalCode: row.postal_code ?? null,
  countryCode: row.country_code ?? null,
  phone: row.phone ?? null,
  metadata: row.metadata ?? null,
});

const toOrderLine = (row: LineRow): OrderLine => ({
  id: row.id,
  title: row.title ?? null,
  subtitle: row.subtitle ?? null,
  productId: row.product_id ?? null,
  productTitle: row.product_title ?? null,
  variantId: row.variant_id ?? null,
  variantSku: row.variant_sku ?? null,
  variantTitle: row.variant_title ?? null,
  quantity: row.quantity,
  unitPrice: row.unit_price ?? null,
  isTaxInclusive: row.is_tax_inclusive ?? null,
  isCustomPrice: row.is_custom_price ?? null,
  ...lineMoney(row),
  metadata: row.metadata ?? null,
  taxLines: row.tax_lines?.map(toTaxLine) ?? null,
  adjustments: row.adjustments?.map(toAdjustment) ?? null,
});

const toShippingMethod = (row: ShippingMethodRow): ShippingMethod => ({
  id: row.id,
  name: row.name ?? null,
  amount: row.amount ?? null,
  isTaxInclusive: row.is_tax_inclusive ?? null,
  ...lineMoney(row),
  shippingOptionId: row.shipping_option_id ?? null,
  taxLines: row.tax_lines?.map(toTaxLine) ?? null,
  adjustments: row.adjustments?.map(toAdjustment) ?? null,
});

const lineMoney = (row: LineRow | ShippingMethodRow) => ({
  subtotal: row.subtotal ?? null,
  discountTotal: row.discount_total ?? null,
  discountSubtotal: row.discount_subtotal ?? null,
  taxTotal: row.tax_total ?? null,
  total: row.total ?? null,
});

const toTaxLine = (row: TaxLineRow): TaxLine => ({
  rate: row.rate,
  code: row.code ?? null,
  description: row.description ?? null,
  total: row.total ?? null,
});

const toAdjustment = (row: AdjustmentRow): LineAdjustment => ({
  amount: row.amount,
  isTaxInclusive: row.is_tax_inclusive ?? null,
  code: row.code ?? null,
  promotionId: row.promotion_id ?? null,
  description: row.description ?? null,
});

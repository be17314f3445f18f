// Generated from order-part.avsc by `npm run generate`. Do not edit.
import type { OrderAddress } from './order-address.js';
import type { OrderLine } from './order-line.js';
import type { ShippingMethod } from './shipping-method.js';

export type { OrderAddress, OrderLine, ShippingMethod };

/** A Medusa order or draft order. All amounts in major units of the currency, unrounded as Medusa computes them. All fields but `stage` are null when the row is gone, and null when not sent. */
export interface OrderPart {
  /** `DRAFT`, `APPROVED`, `CANCELED` or `DELETED`. Row gone or `deleted_at`: DELETED; `canceled_at` or status canceled: CANCELED; not a draft: APPROVED; else DRAFT. A string, so that a new stage breaks no reader. */
  readonly stage: string;
  /** What a newer state has more of, ms since 1970 UTC: `order.updated_at`; deleted: the later of `deleted_at` and `updated_at`; row gone: `occurredAt`. Null for bare bodies, which have none. */
  readonly version: number | null;
  /** `order.display_id`, the number that people say. Has gaps. */
  readonly displayId: number | null;
  /** `order.custom_display_id`, the shop's own number, shown instead of `displayId` when set. */
  readonly customDisplayId: string | null;
  /** `order.status` as sent (`draft`, `pending`, `completed`, `archived`, `canceled`, `requires_action`). */
  readonly status: string | null;
  /** `order.is_draft_order`. */
  readonly isDraftOrder: boolean | null;
  /** `order.version`: rises with each confirmed edit. Not the version that orders events. */
  readonly orderVersion: number | null;
  /** `order.email`: where the order's mail goes. Never the identity of the buyer, it may be changed per order. */
  readonly email: string | null;
  /** `order.currency_code`, ISO 4217 in lower case. */
  readonly currencyCode: string | null;
  /** `order.region_id` (reg_…). */
  readonly regionId: string | null;
  /** `order.region.name`. */
  readonly regionName: string | null;
  /** `order.sales_channel_id` (sc_…). */
  readonly salesChannelId: string | null;
  /** `order.sales_channel.name`. */
  readonly salesChannelName: string | null;
  /** `order.locale`. */
  readonly locale: string | null;
  /** `order.metadata`: the JSON object as text, since its keys are the shop's own. Null when empty or not sent. */
  readonly metadata: string | null;
  /** `order.created_at`, ms since 1970 UTC. Null when not sent. */
  readonly createdAt: number | null;
  /** `order.updated_at`, ms since 1970 UTC. Null when not sent. */
  readonly updatedAt: number | null;
  /** `order.deleted_at`, ms since 1970 UTC: set when Medusa keeps the deleted row. Null while it lives. */
  readonly deletedAt: number | null;
  /** `order.canceled_at`, ms since 1970 UTC. Null while not canceled. */
  readonly canceledAt: number | null;
  /** `order.total`: what the buyer pays, with tax, shipping and discounts. */
  readonly total: number | null;
  /** `order.subtotal`: items and shipping without tax, before discounts. */
  readonly subtotal: number | null;
  /** `order.tax_total`. */
  readonly taxTotal: number | null;
  /** `order.discount_total`: gross, tax included. */
  readonly discountTotal: number | null;
  /** `order.discount_subtotal`: net of tax. */
  readonly discountSubtotal: number | null;
  /** `order.discount_tax_total`. */
  readonly discountTaxTotal: number | null;
  /** `order.shipping_total`, with tax. */
  readonly shippingTotal: number | null;
  /** `order.shipping_subtotal`, without tax, before discounts. */
  readonly shippingSubtotal: number | null;
  /** `order.item_total`, with tax, after discounts. */
  readonly itemTotal: number | null;
  /** `order.item_subtotal`, without tax, before discounts. */
  readonly itemSubtotal: number | null;
  /** `order.original_total`, with tax, before discounts. */
  readonly originalTotal: number | null;
  /** `order.credit_line_total`, else `order.summary.credit_line_total`: credit already taken off the total. */
  readonly creditLineTotal: number | null;
  /** `order.summary.paid_total`: captured so far. */
  readonly paidTotal: number | null;
  /** `order.billing_address`. */
  readonly billingAddress: OrderAddress | null;
  /** `order.shipping_address`. */
  readonly shippingAddress: OrderAddress | null;
  /** `order.items`, in no stable order. Null when the sender did not include them, empty when there are none. */
  readonly items: readonly OrderLine[] | null;
  /** `order.shipping_methods`. Null when the sender did not include them, empty when nothing is shipped. */
  readonly shippingMethods: readonly ShippingMethod[] | null;
  /** `order.promotions[].code`. Null when the sender did not include them. */
  readonly promotionCodes: readonly string[] | null;
}

// Generated from order-line.avsc by `npm run generate`. Do not edit.
import type { LineAdjustment } from './line-adjustment.js';
import type { TaxLine } from './tax-line.js';

export type { LineAdjustment, TaxLine };

/** A line of an order. Amounts in major units of the currency, unrounded; null when not sent. */
export interface OrderLine {
  /** `item.id` (ordli_…): kept by order edits. */
  readonly id: string;
  /** `item.title`. */
  readonly title: string | null;
  /** `item.subtitle`, usually the variant. Null when empty. */
  readonly subtitle: string | null;
  /** `item.product_id`. Null for a custom line. */
  readonly productId: string | null;
  /** `item.product_title`. Null for a custom line. */
  readonly productTitle: string | null;
  /** `item.variant_id`. Null for a custom line. */
  readonly variantId: string | null;
  /** `item.variant_sku`, the item code in ERPNext. Null for a custom line or a variant without SKU. */
  readonly variantSku: string | null;
  /** `item.variant_title`. Null for a custom line. */
  readonly variantTitle: string | null;
  /** `item.quantity`, may be a fraction. */
  readonly quantity: number;
  /** `item.unit_price`: gross or net as `isTaxInclusive` says. */
  readonly unitPrice: number | null;
  /** `item.is_tax_inclusive`: whether `unitPrice` contains the tax. */
  readonly isTaxInclusive: boolean | null;
  /** `item.is_custom_price`: agreed by a merchant, not from the price list. */
  readonly isCustomPrice: boolean | null;
  /** `item.subtotal`: net of tax, before discounts, also where prices include tax. */
  readonly subtotal: number | null;
  /** `item.discount_total`: gross, tax included. */
  readonly discountTotal: number | null;
  /** `item.discount_subtotal`: net of tax. */
  readonly discountSubtotal: number | null;
  /** `item.tax_total`: unrounded. */
  readonly taxTotal: number | null;
  /** `item.total`: with tax, after discounts. */
  readonly total: number | null;
  /** `item.metadata`: the JSON object as text, since its keys are the shop's own. Null when empty or not sent. */
  readonly metadata: string | null;
  /** `item.tax_lines`, empty when untaxed. Null when not sent. */
  readonly taxLines: readonly TaxLine[] | null;
  /** `item.adjustments`: which promotion took what off. Null when not sent. */
  readonly adjustments: readonly LineAdjustment[] | null;
}

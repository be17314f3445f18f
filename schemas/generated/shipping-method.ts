// Generated from shipping-method.avsc by `npm run generate`. Do not edit.
import type { LineAdjustment } from './line-adjustment.js';
import type { TaxLine } from './tax-line.js';

export type { LineAdjustment, TaxLine };

/** A way of shipping that an order pays for. Amounts in major units of the currency, unrounded; null when not sent. */
export interface ShippingMethod {
  /** `shipping_method.id` (ordsm_…). */
  readonly id: string;
  /** `shipping_method.name`. */
  readonly name: string | null;
  /** `shipping_method.amount`: the price, gross or net as `isTaxInclusive` says. */
  readonly amount: number | null;
  /** `shipping_method.is_tax_inclusive`: whether `amount` contains the tax. */
  readonly isTaxInclusive: boolean | null;
  /** `shipping_method.subtotal`: net of tax, before discounts, also where prices include tax. */
  readonly subtotal: number | null;
  /** `shipping_method.discount_total`: gross, tax included. */
  readonly discountTotal: number | null;
  /** `shipping_method.discount_subtotal`: net of tax. */
  readonly discountSubtotal: number | null;
  /** `shipping_method.tax_total`: unrounded. */
  readonly taxTotal: number | null;
  /** `shipping_method.total`: with tax, after discounts. */
  readonly total: number | null;
  /** `shipping_method.shipping_option_id` (so_…). */
  readonly shippingOptionId: string | null;
  /** `shipping_method.tax_lines`, empty when untaxed. Null when not sent. */
  readonly taxLines: readonly TaxLine[] | null;
  /** `shipping_method.adjustments`. Null when not sent. */
  readonly adjustments: readonly LineAdjustment[] | null;
}

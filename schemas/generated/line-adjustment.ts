// Generated from line-adjustment.avsc by `npm run generate`. Do not edit.

/** What a promotion takes off an order line or a shipping method. */
export interface LineAdjustment {
  /** `adjustment.amount`, major units of the currency: gross or net as `isTaxInclusive` says. */
  readonly amount: number;
  /** `adjustment.is_tax_inclusive`. Null when not sent. */
  readonly isTaxInclusive: boolean | null;
  /** `adjustment.code` of the promotion. Null when it has none. */
  readonly code: string | null;
  /** `adjustment.promotion_id` (promo_…). Null when not sent. */
  readonly promotionId: string | null;
  /** `adjustment.description`. Null when not sent. */
  readonly description: string | null;
}

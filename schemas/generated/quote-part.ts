// Generated from quote-part.avsc by `npm run generate`. Do not edit.

/** A quote over a draft order, of a shop's quote module or of Medusa's B2B starter. */
export interface QuotePart {
  /** `quote.id` (quo_…). */
  readonly id: string;
  /** `REQUESTED`, `OFFERED`, `APPROVED` or `REJECTED`, by `status`. A string, so that a new stage breaks no reader. */
  readonly stage: string;
  /** What a newer state has more of, ms since 1970 UTC: `quote.updated_at`. Null for bare bodies, which have none. */
  readonly version: number | null;
  /** `quote.status` as sent: `requested`, `offered`, `accepted`, `rejected_by_customer`, `rejected_by_merchant`, or in the B2B starter `pending_merchant`, `pending_customer`, `accepted`, `customer_rejected`, `merchant_rejected`. */
  readonly status: string | null;
  /** `customer` or `merchant`, by `status`. Null when not rejected, or the status does not say by whom. */
  readonly rejectedBy: string | null;
  /** `quote.customer_id` (cus_…). */
  readonly customerId: string | null;
  /** `quote.valid_until`, ms since 1970 UTC. Null when the offer has no end. */
  readonly validUntil: number | null;
  /** `quote.decided_by`: who accepted or rejected (cus_… or user_…). Null while undecided, or not sent. */
  readonly decidedBy: string | null;
  /** `quote.note`, free text. Null when empty. */
  readonly note: string | null;
  /** `quote.created_at`, ms since 1970 UTC. Null when not sent. */
  readonly createdAt: number | null;
  /** `quote.updated_at`, ms since 1970 UTC. Null when not sent. */
  readonly updatedAt: number | null;
  /** `quote.deleted_at`, ms since 1970 UTC: set when Medusa keeps the deleted row. Null while it lives. */
  readonly deletedAt: number | null;
}

import type { QuotePart } from '#schemas/generated/quote-part.js';
import type { QuoteFields } from './medusa-rows.js';

export type QuoteStage = 'REQUESTED' | 'OFFERED' | 'APPROVED' | 'REJECTED';

/** How far a quote is, in the words of the B2B starter and of other quote modules. */
export const quoteStage = (status: string): QuoteStage => {
  if (status === 'accepted') return 'APPROVED';
  if (/(^|_)rejected(_|$)/.test(status)) return 'REJECTED';
  return status === 'offered' || status === 'pending_customer' ? 'OFFERED' : 'REQUESTED';
};

const rejectedBy = (status: string): string | null =>
  quoteStage(status) === 'REJECTED' ? (/customer|merchant/.exec(status)?.[0] ?? null) : null;

export const toQuotePart = (row: QuoteFields, version: number | null): QuotePart => ({
  id: row.id,
  stage: quoteStage(row.status),
  version,
  status: row.status,
  rejectedBy: rejectedBy(row.status),
  customerId: row.customer_id ?? null,
  validUntil: row.valid_until ?? null,
  decidedBy: row.decided_by ?? null,
  note: row.note ?? null,
  createdAt: row.created_at ?? null,
  updatedAt: row.updated_at ?? null,
  deletedAt: row.deleted_at ?? null,
});

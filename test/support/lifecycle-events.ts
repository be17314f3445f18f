import type { LifecycleEvent } from '#schemas/generated/lifecycle-event.js';

/** A fact about an order, unless told otherwise. */
export const lifecycleEvent = (said: Partial<LifecycleEvent> = {}): LifecycleEvent => ({
  id: '00000000-0000-5000-8000-000000000000',
  type: 'QuotationSaved',
  occurredAt: Date.UTC(2026, 10, 25, 13),
  recordedAt: Date.UTC(2026, 10, 25, 13),
  medusaId: 'order_1',
  medusaCustomerId: 'cus_1',
  previousMedusaCustomerId: null,
  document: { doctype: 'Quotation', name: 'SAL-QTN-1' },
  version: Date.UTC(2026, 10, 25, 13),
  stageBefore: null,
  stageAfter: 'DRAFT',
  money: null,
  causingEventId: 'event-1',
  reasonCode: null,
  warnings: [],
  ...said,
});

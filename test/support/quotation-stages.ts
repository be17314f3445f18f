import type { OrderPart } from '#schemas/generated/order-part.js';
import type { QuotationEvent } from '#schemas/generated/quotation-event.js';
import { orderedAt, orderLine, orderOf, quotationEvent, quotePart } from './quotation-events.js';

/** Minutes after the order was made. */
export const at = (minutes: number): number => orderedAt + minutes * 60_000;

export const draft = (order: Partial<OrderPart> = {}, said: Partial<QuotationEvent> = {}): QuotationEvent =>
  quotationEvent({ version: at(0), ...order }, said);

export const approved = (
  order: Partial<OrderPart> = {},
  said: Partial<QuotationEvent> = {},
): QuotationEvent => quotationEvent({ stage: 'APPROVED', version: at(10), ...order }, said);

export const canceled = (order: Partial<OrderPart> = {}): QuotationEvent =>
  quotationEvent({ stage: 'CANCELED', isDraftOrder: false, version: at(20), ...order });

/** The draft was deleted, and nothing more is said of it. */
export const gone = (): QuotationEvent =>
  quotationEvent(
    { stage: 'DELETED', version: at(20), items: null, currencyCode: null, total: null },
    { customerId: null, customer: null },
  );

/** The draft as it was, with a quote that has come to this stage. */
export const withQuote = (stage: string, minutes: number, order: Partial<OrderPart> = {}): QuotationEvent =>
  quotationEvent({ version: at(0), ...order }, { quote: quotePart({ stage, version: at(minutes) }) });

/** Half of the gloves. */
export const fewer = { quantity: 5, subtotal: 24.95, taxTotal: 4.7405, total: 29.6905 };

export const changedOrder = (said: Partial<OrderPart> = {}): OrderPart =>
  orderOf([orderLine(fewer)], [], said);

import type { OrderPart } from '#schemas/generated/order-part.js';
import type { QuotationEvent } from '#schemas/generated/quotation-event.js';
import type { QuotePart } from '#schemas/generated/quote-part.js';
import { saysWhatWasOrdered } from '../content/placed-order.js';
import { versionOfOrder, versionOfQuote, type Standing } from './standing.js';

/** How far an order is. The order's own ends win over its quote, and a draft never undoes the quote's decision. */
export type Stage = 'DRAFT' | 'REQUESTED' | 'OFFERED' | 'APPROVED' | 'REJECTED' | 'CANCELED' | 'DELETED';

/** A part of an event against what ERPNext has: parts without a version, or of a partial event, only fill blanks. */
export type Age = 'older' | 'equal' | 'newer' | 'unversioned';

export interface AskedPart<Part> {
  readonly part: Part;
  readonly age: Age;
  /** ms since 1970; undefined when it is not to be noted. */
  readonly version: number | undefined;
}

/** What an event still has to say, once the parts that are older than ERPNext's state are left out. */
export interface Asked {
  readonly orderId: string;
  readonly stage: Stage;
  readonly order: AskedPart<OrderPart> | undefined;
  readonly quote: AskedPart<QuotePart> | undefined;
  /** Nothing is left: ERPNext has a newer state. */
  readonly superseded: boolean;
  /** The order was a quotation before it was an order. */
  readonly wasQuoted: boolean;
  /** When the order was approved, for its date. */
  readonly approvedAt: number;
}

export const askedBy = (event: QuotationEvent, standing: Standing): Asked => {
  const order = weighed(event.order, event.whole, versionOfOrder(standing));
  const quote = weighed(event.quote, event.whole, versionOfQuote(standing));
  const said = [event.order, event.quote].filter((part) => part !== null).length;
  return {
    orderId: event.orderId,
    stage: stageOf(order?.part, quote?.part),
    order,
    quote,
    superseded: said > 0 && order === undefined && quote === undefined,
    wasQuoted: event.quote !== null || wasDraft(event.order),
    approvedAt:
      event.quote?.stage === 'APPROVED' ? (event.quote.updatedAt ?? event.occurredAt) : event.occurredAt,
  };
};

/** Undefined when ERPNext has a newer state of it. */
const weighed = <Part extends { readonly version: number | null }>(
  part: Part | null,
  whole: boolean,
  held: number | undefined,
): AskedPart<Part> | undefined => {
  if (part === null) return undefined;
  if (!whole || part.version === null) return { part, age: 'unversioned', version: undefined };
  const age = held === undefined || part.version > held ? 'newer' : part.version === held ? 'equal' : 'older';
  return age === 'older' ? undefined : { part, age, version: part.version };
};

const stageOf = (order: OrderPart | undefined, quote: QuotePart | undefined): Stage => {
  switch (order?.stage) {
    case 'DELETED':
    case 'CANCELED':
    case 'APPROVED':
      return order.stage;
    default:
  }
  switch (quote?.stage) {
    case 'REQUESTED':
    case 'OFFERED':
    case 'APPROVED':
    case 'REJECTED':
      return quote.stage;
    default:
      return 'DRAFT';
  }
};

/**
 * An order does not say whether it was a draft before. But only a merchant sets a price of his own, and he does so in
 * an offer: so an order that is seen for the first time after its approval gets its Quotation all the same.
 */
const wasDraft = (order: OrderPart | null): boolean =>
  order?.isDraftOrder === true ||
  (saysWhatWasOrdered(order) && order.items?.some(({ isCustomPrice }) => isCustomPrice === true) === true);

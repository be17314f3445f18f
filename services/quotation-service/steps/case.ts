import type { Warning } from '#libs/party/clean-text.js';
import type { Party } from '#libs/party/party.js';
import type { QuotationEvent } from '#schemas/generated/quotation-event.js';
import type { OrderContent } from '../content/order-content.js';
import { placedOrder, saysWhatWasOrdered, type PlacedOrder } from '../content/placed-order.js';
import { agrees } from '../content/tolerance.js';
import { differenceOf, isNone, isOfLinesOnly } from '../content/same-content.js';
import { validTill, type DateRules } from '../content/order-fields.js';
import { askedBy, type Asked } from './asked.js';
import type { Situation, Stands } from './missing-steps.js';
import { totalsOf, type OrderDoctype, type OrderDocument } from './order-document.js';
import { currentOf, type Standing } from './standing.js';

/** One order at work: what the shop says, who buys, and what stands in ERPNext. A step makes a new case of it. */
export interface Case {
  readonly event: QuotationEvent;
  readonly party: Party | undefined;
  /** Medusa id of the customer whose documents these are, of a record that does not name one. */
  readonly ownerId?: string;
  readonly standing: Standing;
  /** Undefined when the event does not say what was ordered, or nothing needs it. */
  readonly content: OrderContent | undefined;
  /** Who we are in ERPNext. */
  readonly user: string;
  readonly warnings: readonly (Warning | OrderWarning)[];
}

/** What was left out of an order that went on without it. */
export type OrderWarning = 'PO_NUMBER_TAKEN';

export const askedOf = ({ event, standing }: Case): Asked => askedBy(event, standing);

export const situationOf = (work: Case, rules: DateRules): Situation => {
  const asked = askedOf(work);
  return {
    asked,
    party: work.party?.kind,
    quotation: stands('Quotation', work, asked, rules),
    salesOrder: stands('Sales Order', work, asked, rules),
  };
};

const stands = (doctype: OrderDoctype, work: Case, asked: Asked, rules: DateRules): Stands | undefined => {
  const document = currentOf(work.standing, doctype);
  if (document === undefined) return undefined;
  const difference =
    work.content !== undefined && asked.order?.age === 'newer' && document.items !== undefined
      ? differenceOf(work.content, document)
      : undefined;
  return {
    document,
    byPerson: document.modified_by !== work.user,
    differs:
      (difference !== undefined && !isNone(difference)) ||
      (doctype === 'Quotation' && endsOtherwise(document, work, asked, rules)),
    agrees: hasShopsTotal(document, work),
    changeable: difference === undefined || isOfLinesOnly(difference),
  };
};

/** What the event says was ordered, unless ERPNext has a newer state of it. */
export const placedBy = (work: Case): PlacedOrder | undefined => {
  const part = askedOf(work).order?.part ?? null;
  return saysWhatWasOrdered(part) ? placedOrder(work.event.orderId, part, work.event.occurredAt) : undefined;
};

/** Without the order's own words there is nothing to compare with, only what was found before. */
const hasShopsTotal = (document: OrderDocument, work: Case): boolean => {
  const order = placedBy(work);
  return order === undefined
    ? !(document._comments ?? '').includes('TOTALS_DIFFER')
    : agrees(order, totalsOf(document));
};

const endsOtherwise = (document: OrderDocument, work: Case, asked: Asked, rules: DateRules): boolean => {
  if (asked.quote?.age !== 'newer' || document.items === undefined) return false;
  const until = validTill(work.content, asked, rules);
  return until !== undefined && document['valid_till'] !== until;
};

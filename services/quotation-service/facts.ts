import { lostReasons } from '#libs/erpnext/masters.js';
import type { Outcome } from '#libs/messaging/message.js';
import { factsOf as factsOfParty } from '#libs/party/party.js';
import { compared } from './content/tolerance.js';
import type { AskedPart } from './steps/asked.js';
import { askedOf, placedBy, type Case } from './steps/case.js';
import {
  isCancelled,
  isLost,
  isSubmitted,
  orderVersionOf,
  quoteVersionOf,
  totalsOf,
  type OrderDoctype,
  type OrderDocument,
} from './steps/order-document.js';
import { currentOf, versionOfOrder, versionOfQuote, type Standing } from './steps/standing.js';
import type { Attention } from './steps/step.js';

/** Where an order stands, by its documents alone. */
export const stageOf = (standing: Standing): string | undefined => {
  const salesOrder = currentOf(standing, 'Sales Order');
  if (salesOrder !== undefined) return isCancelled(salesOrder) ? 'CANCELED' : 'APPROVED';
  const quotation = currentOf(standing, 'Quotation');
  if (quotation === undefined) return undefined;
  if (isCancelled(quotation)) return 'CANCELED';
  if (isLost(quotation)) return lostStageOf(quotation);
  return isSubmitted(quotation) ? 'OFFERED' : 'DRAFT';
};

const lostStageOf = ({ order_lost_reason: reason }: OrderDocument): string =>
  reason === lostReasons.withdrawn ? 'DELETED' : 'REJECTED';

const ends: readonly unknown[] = ['REJECTED', 'DELETED', 'CANCELED'];

/**
 * Whether it is for this record to tell what stands. A document gets the version of a record with the first of its steps:
 * whoever looks between two of them finds that version and not yet its stage, and the fact would be told in two ways. So a
 * record that brought nothing of what stands leaves it to the one that did, unless the order has come to an end. What it
 * brought may have been gone over by a newer one before its own last step.
 */
export const isToTell = (opened: Case, standing: Standing): boolean => {
  if (ends.includes(stageOf(standing))) return true;
  const { order, quote, stage, superseded } = askedOf(opened);
  if (superseded) return false;
  const ofOrder = versionOfOrder(standing) ?? 0;
  const ofQuote = versionOfQuote(standing) ?? 0;
  const isNewest = (version: number) => stage === 'APPROVED' || version === Math.max(ofOrder, ofQuote);
  const brought = (part: AskedPart<unknown> | undefined, stands: number): boolean =>
    part?.version === stands && (part.age === 'newer' || isNewest(stands));
  return (
    [order, quote].every((part) => part === undefined || part.age === 'unversioned') ||
    brought(order, ofOrder) ||
    brought(quote, ofQuote)
  );
};

/** What is true of an order now, whoever made it so; and what is left to people. */
export const factsOf = (
  work: Case,
  { stageBefore, attention }: { stageBefore: string | undefined; attention: Attention | undefined },
): Outcome[] => {
  const facts = [
    ...quotationFacts(work),
    ...customerFacts(work),
    ...salesOrderFacts(work),
    ...(attention === undefined ? [] : [attentionFact(work, attention)]),
  ];
  const stageAfter = stageOf(work.standing);
  const changed = stageBefore !== undefined && stageBefore !== stageAfter;
  return facts.map((fact) =>
    changed && fact.medusaId === work.event.orderId ? { ...fact, stageBefore } : fact,
  );
};

const quotationFacts = (work: Case): Outcome[] => {
  const quotation = currentOf(work.standing, 'Quotation');
  // Its order is cancelled before it is.
  const isOver = stageOf(work.standing) === 'CANCELED';
  if (quotation === undefined || isOver) return [];
  if (!isLost(quotation)) return [fact('QuotationSaved', 'Quotation', quotation, work)];
  const because = Object.entries(reasonCodes).find(([reason]) => reason === quotation.order_lost_reason)?.[1];
  return [
    {
      ...fact('QuotationLost', 'Quotation', quotation, work),
      // How it was lost stays true, though the order may have been placed all the same.
      stageAfter: lostStageOf(quotation),
      ...(because === undefined ? {} : { reasonCode: because }),
    },
  ];
};

const reasonCodes: Readonly<Record<string, string>> = {
  [lostReasons.rejectedByCustomer]: 'REJECTED_BY_CUSTOMER',
  [lostReasons.rejectedByMerchant]: 'REJECTED_BY_MERCHANT',
  [lostReasons.withdrawn]: 'WITHDRAWN',
};

const customerFacts = ({ event, party, standing }: Case): Outcome[] => {
  if (party?.kind !== 'Customer' || standing['Sales Order'].length === 0) return [];
  // Of a guest whose account took over since, the order still tells the guest's id: so it is the same fact.
  const medusaId = event.customerId ?? party.customer.medusa_id ?? '';
  return [
    {
      type: 'CustomerConverted',
      medusaId,
      medusaCustomerId: medusaId,
      document: { doctype: 'Customer', name: party.customer.name },
      // True for good, so it has one id whatever order tells it.
      version: 0,
      stageBefore: 'LEAD',
      stageAfter: 'CUSTOMER',
    },
    // Whoever made it a Customer may have been cut off before he could tell what that Customer is.
    ...factsOfParty(party),
  ];
};

const salesOrderFacts = (work: Case): Outcome[] => {
  const salesOrder = currentOf(work.standing, 'Sales Order');
  if (salesOrder === undefined) return [];
  if (isCancelled(salesOrder)) return [fact('SalesOrderCanceled', 'Sales Order', salesOrder, work)];
  return [fact('SalesOrderCreated', 'Sales Order', salesOrder, work)];
};

const attentionFact = (work: Case, { doctype, name, reason }: Attention): Outcome => {
  const document = work.standing[doctype].find((each) => each.name === name);
  return {
    ...(document === undefined
      ? { medusaId: work.event.orderId, medusaCustomerId: customerIdOf(work), document: { doctype, name } }
      : fact('NeedsAttention', doctype, document, work)),
    type: 'NeedsAttention',
    version: saidVersion(work),
    reasonCode: reason,
  };
};

/** Of the state that cannot be carried over, so that a later one is another fact. */
export const saidVersion = ({ event }: Case): number =>
  Math.max(event.order?.version ?? 0, event.quote?.version ?? 0) || event.occurredAt;

const fact = (type: string, doctype: OrderDoctype, document: OrderDocument, work: Case): Outcome => {
  const stageAfter = stageOf(work.standing);
  // An older record's amounts are not those of the document.
  const placed = placedBy(work);
  return {
    type,
    medusaId: work.event.orderId,
    medusaCustomerId: customerIdOf(work),
    document: { doctype, name: document.name },
    version: Math.max(orderVersionOf(document) ?? 0, quoteVersionOf(document) ?? 0),
    ...(stageAfter === undefined ? {} : { stageAfter }),
    ...(placed === undefined ? {} : { money: compared(placed, totalsOf(document)) }),
    ...(work.warnings.length > 0 ? { warnings: work.warnings } : {}),
  };
};

const customerIdOf = ({ event, ownerId }: Case): string => event.customerId ?? ownerId ?? event.orderId;

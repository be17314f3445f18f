import type { Asked } from './asked.js';
import {
  isCancelled,
  isDraft,
  isLost,
  isSubmitted,
  type OrderDoctype,
  type OrderDocument,
} from './order-document.js';
import type { AttentionReason, LostBecause, Plan, Step } from './step.js';

export interface OrderRules {
  /** When a Quotation is submitted: with the customer's approval, or as soon as the merchant has offered. */
  readonly submitQuotation: 'approved' | 'offered';
  readonly createSalesOrder: boolean;
  readonly submitSalesOrder: boolean;
}

/** A document as it stands, and how it compares with what the shop says. */
export interface Stands {
  readonly document: OrderDocument;
  /** The last to write it was a person. */
  readonly byPerson: boolean;
  /** It says something else than the shop. Never true when nothing newer is said. */
  readonly differs: boolean;
  /** Its total is the shop's. */
  readonly agrees: boolean;
  /** What differs may be changed although it is submitted. */
  readonly changeable: boolean;
}

export interface Situation {
  readonly asked: Asked;
  readonly party: 'Lead' | 'Customer' | 'Contact' | undefined;
  readonly quotation: Stands | undefined;
  readonly salesOrder: Stands | undefined;
}

/** What is missing between ERPNext and the state of the order. Pure: the same situation has the same plan. */
export const missingSteps = (situation: Situation, rules: OrderRules): Plan => {
  const { asked, salesOrder } = situation;
  switch (asked.stage) {
    case 'CANCELED':
    case 'DELETED':
      return end(situation, rules);
    case 'REJECTED':
      return reject(situation);
    case 'APPROVED':
      return rules.createSalesOrder ? order(situation, rules) : offer(situation, true);
    default:
      // Once it is an order, a record that does not know of the approval yet changes only what was ordered.
      return salesOrder === undefined
        ? offer(situation, rules.submitQuotation === 'offered' && asked.stage === 'OFFERED')
        : order(situation, rules);
  }
};

/** A Quotation for the party, submitted if wanted. */
const offer = (situation: Situation, submitted: boolean): Plan => {
  const { asked, quotation } = situation;
  if (quotation === undefined) return plan(make('Quotation'), ...(submitted ? [submit('Quotation')] : []));

  const { document } = quotation;
  if (isCancelled(document)) return amended(situation, 'Quotation', submitted || isAmendment(document));
  if (isLost(document)) {
    return asked.quote?.age === 'newer' && asked.stage !== 'DRAFT'
      ? plan(make('Quotation'), ...(submitted ? [submit('Quotation')] : []))
      : plan(...noted('Quotation', quotation, asked));
  }
  if (isDraft(document)) return drafted('Quotation', quotation, asked, submitted || isAmendment(document));
  if (!quotation.differs) return plan(...noted('Quotation', quotation, asked));
  // A quote that comes by itself does not say what the next revision would offer.
  if (asked.order === undefined)
    return { steps: [], attention: attention('CHANGED_AFTER_SUBMISSION', quotation, 'Quotation') };
  return plan(
    { kind: 'cancel', doctype: 'Quotation', name: document.name },
    make('Quotation', { amends: document.name }),
    submit('Quotation'),
  );
};

/** A Customer and a Sales Order, by way of the Quotation if there is one. */
const order = (situation: Situation, rules: OrderRules): Plan => {
  const { party, quotation, salesOrder } = situation;
  if (salesOrder !== undefined) return ordered(situation, salesOrder, rules);

  const customer: Step[] = party === 'Lead' ? [{ kind: 'make-customer' }] : [];
  const offered = isOrderable(situation) ? offer(situation, true) : plan();
  if (offered.attention !== undefined) return { ...offered, steps: [...customer, ...offered.steps] };
  if (quotation !== undefined && isCancelled(quotation.document) && offered.steps.length === 0) return plan();

  const orders = quotation !== undefined && isLive(quotation.document) ? quotation.document.name : undefined;
  return plan(
    ...customer,
    ...offered.steps,
    make('Sales Order', orders === undefined ? {} : { quotation: orders }),
    ...(rules.submitSalesOrder ? [submit('Sales Order')] : []),
  );
};

/** Whether the order goes by way of a Quotation: one that stands, or one that must have been there. */
const isOrderable = ({ asked, quotation }: Situation): boolean =>
  quotation === undefined
    ? asked.wasQuoted && asked.order !== undefined
    : !isLost(quotation.document) || asked.quote?.age === 'newer';

const ordered = ({ asked, quotation }: Situation, salesOrder: Stands, rules: OrderRules): Plan => {
  const { document } = salesOrder;
  const quoteNoted =
    quotation === undefined ? [] : noted('Quotation', quotation, { ...asked, order: undefined });
  if (isCancelled(document)) {
    const isEnded = asked.order?.age !== 'newer' || asked.stage !== 'APPROVED';
    if (isEnded && !salesOrder.byPerson) return plan(...quoteNoted);
    if (salesOrder.byPerson)
      return { steps: quoteNoted, attention: attention('CANCELLED_BY_PERSON', salesOrder, 'Sales Order') };
    return plan(
      make('Sales Order', { amends: document.name }),
      ...(rules.submitSalesOrder ? [submit('Sales Order')] : []),
    );
  }
  if (isDraft(document)) {
    const { steps, ...rest } = drafted('Sales Order', salesOrder, asked, rules.submitSalesOrder);
    return { steps: [...steps, ...quoteNoted], ...rest };
  }
  if (!salesOrder.differs) return plan(...noted('Sales Order', salesOrder, asked), ...quoteNoted);
  if (!salesOrder.changeable)
    return { steps: quoteNoted, attention: attention('CHANGED_AFTER_SUBMISSION', salesOrder, 'Sales Order') };
  return plan(
    { kind: 'change-lines', doctype: 'Sales Order', name: document.name },
    { kind: 'note-version', doctype: 'Sales Order', name: document.name },
    ...quoteNoted,
  );
};

/** A draft that is ours follows the shop; it is submitted only with the shop's total. */
const drafted = (doctype: OrderDoctype, stands: Stands, asked: Asked, submitted: boolean): Plan => {
  const { document, byPerson, differs, agrees } = stands;
  const { name } = document;
  if (byPerson && differs) return { steps: [], attention: attention('CHANGED_BY_PERSON', stands, doctype) };
  // Without the flag Pricing Rules may have set other prices.
  const isPriced = document.ignore_pricing_rule === 1 || asked.order === undefined;
  const rewrites = !byPerson && (isNewer(asked, doctype) || !isPriced);
  if (rewrites) {
    return plan({ kind: 'rewrite', doctype, name }, ...(submitted ? [submit(doctype, name)] : []));
  }
  // A salesperson may change a draft as long as nobody asks for its submission.
  if (!agrees && (submitted || !byPerson)) {
    return {
      steps: [],
      attention: attention(byPerson ? 'CHANGED_BY_PERSON' : 'TOTALS_DIFFER', stands, doctype),
    };
  }
  return submitted ? plan(submit(doctype, name)) : plan();
};

/** A document that was cancelled, to be continued if it was we who did, on the way to a newer state. */
const amended = ({ asked, quotation }: Situation, doctype: OrderDoctype, submitted: boolean): Plan => {
  if (quotation === undefined) return plan();
  if (quotation.byPerson)
    return { steps: [], attention: attention('CANCELLED_BY_PERSON', quotation, doctype) };
  if (!isNewer(asked, doctype)) return plan();
  return plan(make(doctype, { amends: quotation.document.name }), ...(submitted ? [submit(doctype)] : []));
};

const reject = (situation: Situation): Plan => {
  const { asked, quotation, salesOrder } = situation;
  if (salesOrder !== undefined && !isCancelled(salesOrder.document)) {
    return asked.quote?.age === 'newer'
      ? { steps: [], attention: attention('REJECTED_AFTER_ORDER', salesOrder, 'Sales Order') }
      : plan();
  }
  return lost(
    quotation,
    asked,
    asked.quote?.part.rejectedBy === 'merchant' ? 'rejectedByMerchant' : 'rejectedByCustomer',
  );
};

/**
 * An order that never came to be in ERPNext is made and then ended, so that no older record brings it to life later,
 * and the documents are the same whenever the end was heard of.
 */
const end = (situation: Situation, rules: OrderRules): Plan => {
  const { asked, quotation, salesOrder } = situation;
  const wasOrder = asked.stage === 'CANCELED' && asked.order?.part.isDraftOrder !== true;
  if (salesOrder === undefined && wasOrder && (quotation === undefined || isLive(quotation.document))) {
    const made = missingSteps({ ...situation, asked: { ...asked, stage: 'APPROVED' } }, rules);
    const steps = made.steps.filter(({ kind }) => kind !== 'note-version');
    if (made.attention === undefined && steps.length > 0) return plan(...steps);
  }
  if (salesOrder !== undefined && !isCancelled(salesOrder.document)) return endOrder(situation, salesOrder);
  if (quotation === undefined) return salesOrder === undefined ? lost(undefined, asked, 'withdrawn') : plan();
  if (isOpen(quotation.document) && wasOrder) {
    return plan(...noted('Quotation', quotation, asked), {
      kind: 'cancel',
      doctype: 'Quotation',
      name: quotation.document.name,
    });
  }
  return lost(quotation, asked, 'withdrawn');
};

const endOrder = ({ asked, quotation }: Situation, salesOrder: Stands): Plan => {
  const { document } = salesOrder;
  const { name } = document;
  // A draft cannot be cancelled, and nothing is ever deleted.
  if (isDraft(document) && (!salesOrder.agrees || salesOrder.byPerson))
    return { steps: [], attention: attention('CANCEL_REFUSED', salesOrder, 'Sales Order') };
  const open = quotation !== undefined && isOpen(quotation.document);
  return plan(
    ...noted('Sales Order', salesOrder, asked),
    ...(isDraft(document) ? [submit('Sales Order', name)] : []),
    { kind: 'cancel', doctype: 'Sales Order', name },
    ...(open ? [{ kind: 'cancel', doctype: 'Quotation', name: quotation.document.name } as const] : []),
  );
};

/** The version first: an older record must find it even if the end itself is cut off. */
const lost = (quotation: Stands | undefined, asked: Asked, because: LostBecause): Plan => {
  if (quotation === undefined)
    return plan(make('Quotation'), { kind: 'lose', doctype: 'Quotation', name: '', because });
  if (isCancelled(quotation.document)) return plan();
  const notes = noted('Quotation', quotation, asked);
  return isLost(quotation.document)
    ? plan(...notes)
    : plan(...notes, { kind: 'lose', doctype: 'Quotation', name: quotation.document.name, because });
};

const noted = (doctype: OrderDoctype, { document }: Stands, asked: Asked): Step[] =>
  isNewer(asked, doctype) && !isCancelled(document)
    ? [{ kind: 'note-version', doctype, name: document.name }]
    : [];

const isLive = (document: OrderDocument): boolean => !isCancelled(document) && !isLost(document);
const isOpen = (document: OrderDocument): boolean => isSubmitted(document) && !isLost(document);

/** Only a Quotation keeps the version of the quote. */
const isNewer = ({ order: orderPart, quote }: Asked, doctype: OrderDoctype): boolean =>
  orderPart?.age === 'newer' || (doctype === 'Quotation' && quote?.age === 'newer');

/** It continues a submitted one, so it is to be submitted as well. */
const isAmendment = ({ amended_from }: OrderDocument): boolean => Boolean(amended_from);

const make = (doctype: OrderDoctype, more: { amends?: string; quotation?: string } = {}): Step => ({
  kind: 'make',
  doctype,
  ...more,
});

/** Of a document that is made in the same plan the name is not known yet. */
const submit = (doctype: OrderDoctype, name = ''): Step => ({ kind: 'submit', doctype, name });

const plan = (...steps: readonly Step[]): Plan => ({ steps });

const attention = (reason: AttentionReason, { document }: Stands, doctype: OrderDoctype) => ({
  reason,
  doctype,
  name: document.name,
});

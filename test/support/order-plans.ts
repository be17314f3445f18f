import type { OrderPart } from '#schemas/generated/order-part.js';
import type { QuotePart } from '#schemas/generated/quote-part.js';
import { askedBy } from '../../services/quotation-service/steps/asked.js';
import {
  missingSteps,
  type OrderRules,
  type Stands,
} from '../../services/quotation-service/steps/missing-steps.js';
import type { OrderDoctype, OrderDocument } from '../../services/quotation-service/steps/order-document.js';
import { currentOf } from '../../services/quotation-service/steps/standing.js';
import type { Plan, Step } from '../../services/quotation-service/steps/step.js';
import { orderedAt, quotationEvent, quotePart } from './quotation-events.js';

const at = (minutes: number) => orderedAt + minutes * 60_000;
const textOf = (minutes: number) => new Date(at(minutes)).toISOString();

const usual: OrderRules = { submitQuotation: 'approved', createSalesOrder: true, submitSalesOrder: true };

/** What an event says of an order. */
export interface Told {
  /** Version in minutes, stage and whatever else is said of the order. */
  readonly order?: Partial<OrderPart> & { readonly at: number };
  readonly quote?: Partial<QuotePart> & { readonly at: number };
  readonly partial?: true;
}

type StandsSo = Partial<OrderDocument> & {
  readonly at: number;
  readonly quoteAt?: number;
  readonly so?: Partial<Stands>;
};

/** What stands in ERPNext, and how the site wants it. */
export interface World {
  readonly party?: 'Lead' | 'Customer' | 'Contact';
  readonly quotations?: readonly StandsSo[];
  readonly salesOrders?: readonly StandsSo[];
  readonly rules?: Partial<OrderRules>;
}

const documents = (doctype: OrderDoctype, all: readonly StandsSo[] = []) =>
  all.map(({ at: minutes, quoteAt, so, ...fields }, index) => ({
    document: {
      name: `${doctype === 'Quotation' ? 'QTN' : 'ORD'}-${index + 1}`,
      modified: 'now',
      modified_by: 'us',
      docstatus: 0,
      status: ['Draft', 'Open', 'Cancelled'][fields.docstatus ?? 0] ?? '',
      currency: 'EUR',
      grand_total: 59.38,
      total_taxes_and_charges: 9.48,
      ignore_pricing_rule: 1,
      medusa_key: `order_1:${index + 1}`,
      medusa_updated_at: textOf(minutes),
      ...(quoteAt === undefined ? {} : { medusa_quote_updated_at: textOf(quoteAt) }),
      ...fields,
    } as OrderDocument,
    so,
  }));

export const planFor = ({ order, quote, partial }: Told, world: World = {}): Plan => {
  const quotations = documents('Quotation', world.quotations);
  const salesOrders = documents('Sales Order', world.salesOrders);
  const standing = {
    Quotation: quotations.map(({ document }) => document),
    'Sales Order': salesOrders.map(({ document }) => document),
  };
  const event = quotationEvent(order === undefined ? null : { ...order, version: at(order.at) }, {
    whole: partial !== true,
    quote: quote === undefined ? null : quotePart({ ...quote, version: at(quote.at) }),
  });
  const standsAs = (doctype: OrderDoctype, of: typeof quotations): Stands | undefined => {
    const document = currentOf(standing, doctype);
    return (
      document && {
        document,
        byPerson: document.modified_by !== 'us',
        differs: false,
        agrees: true,
        changeable: true,
        ...of.find((each) => each.document === document)?.so,
      }
    );
  };
  return missingSteps(
    {
      asked: askedBy(event, standing),
      party: world.party ?? 'Lead',
      quotation: standsAs('Quotation', quotations),
      salesOrder: standsAs('Sales Order', salesOrders),
    },
    { ...usual, ...world.rules },
  );
};

/** A plan in words, `make Quotation, submit Quotation`. */
export const inWords = ({ steps, attention }: Plan): string =>
  [
    ...steps.map((step: Step) =>
      [
        step.kind,
        'doctype' in step ? step.doctype : '',
        'because' in step ? step.because : '',
        'amends' in step ? `for ${step.amends}` : '',
        'quotation' in step ? `of ${step.quotation}` : '',
      ]
        .filter((word) => word !== '')
        .join(' '),
    ),
    ...(attention === undefined ? [] : [`! ${attention.reason} ${attention.name}`]),
  ].join(', ');

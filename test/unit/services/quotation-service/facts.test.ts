import { expect } from 'chai';
import { lostReasons } from '#libs/erpnext/masters.js';
import type { Party } from '#libs/party/party.js';
import { factsOf, isToTell, saidVersion, stageOf } from '../../../../services/quotation-service/facts.js';
import type { Case } from '../../../../services/quotation-service/steps/case.js';
import type { OrderDocument } from '../../../../services/quotation-service/steps/order-document.js';
import type { Standing } from '../../../../services/quotation-service/steps/standing.js';
import { orderedAt, quotationEvent, quotePart } from '../../../support/quotation-events.js';

const at = (minute: number) => orderedAt + minute * 60_000;
const textOf = (minute: number) => new Date(at(minute)).toISOString();
const document = (name: string, said: Partial<OrderDocument> = {}): OrderDocument =>
  ({
    ...{ name, docstatus: 0, status: 'Draft', currency: 'EUR', grand_total: 59.38 },
    ...{ total_taxes_and_charges: 9.48, medusa_updated_at: textOf(0) },
    ...said,
  }) as OrderDocument;
const standing = (quotation?: Partial<OrderDocument>, salesOrder?: Partial<OrderDocument>): Standing => ({
  Quotation: quotation === undefined ? [] : [document('QTN-1', quotation)],
  'Sales Order': salesOrder === undefined ? [] : [document('ORD-1', salesOrder)],
});
const [draft, submitted, cancelled] = [{}, { docstatus: 1 }, { docstatus: 2 }] as const;
const lost = (order_lost_reason: string | null) =>
  ({ docstatus: 1, status: 'Lost', order_lost_reason }) as const;
const customer = {
  kind: 'Customer',
  customer: { name: 'ACME', modified: '', medusa_id: 'cus_1' },
  lead: undefined,
} satisfies Party;
const work = (stands: Standing, said: Partial<Case> = {}): Case => ({
  event: quotationEvent({ version: at(0) }),
  party: undefined,
  standing: stands,
  content: undefined,
  user: 'us',
  warnings: [],
  ...said,
});
const told = (of: Case, how: Partial<Parameters<typeof factsOf>[1]> = {}) =>
  factsOf(of, { stageBefore: undefined, attention: undefined, ...how });

describe('Where an order stands', () => {
  it('is told by its Sales Order, else by its Quotation', () => {
    expect(stageOf(standing())).to.equal(undefined);
    expect(stageOf(standing(draft))).to.equal('DRAFT');
    expect(stageOf(standing(submitted))).to.equal('OFFERED');
    expect(stageOf(standing(cancelled))).to.equal('CANCELED');
    expect(stageOf(standing(lost(lostReasons.withdrawn)))).to.equal('DELETED');
    expect(stageOf(standing(lost(lostReasons.rejectedByCustomer)))).to.equal('REJECTED');
    expect(stageOf(standing(lost(null)))).to.equal('REJECTED');
    expect(stageOf(standing(draft, draft))).to.equal('APPROVED');
    expect(stageOf(standing(lost(null), submitted))).to.equal('APPROVED');
    expect(stageOf(standing(submitted, cancelled))).to.equal('CANCELED');
  });
});

describe('The facts of an order', () => {
  it('are that there is a Quotation, with both sides’ money and the version that was noted last', () => {
    const stands = standing({ medusa_updated_at: textOf(0), medusa_quote_updated_at: textOf(2) });

    expect(told(work(stands, { warnings: ['PO_NUMBER_TAKEN'] }))).to.deep.equal([
      {
        type: 'QuotationSaved',
        medusaId: 'order_1',
        medusaCustomerId: 'cus_1',
        document: { doctype: 'Quotation', name: 'QTN-1' },
        version: at(2),
        stageAfter: 'DRAFT',
        money: {
          shop: { currency: 'EUR', net: 49.9, tax: 9.481, total: 59.381 },
          erp: { currency: 'EUR', net: 49.9, tax: 9.48, total: 59.38 },
        },
        warnings: ['PO_NUMBER_TAKEN'],
      },
    ]);
  });

  it('say nothing of money where a record is older than the document', () => {
    const [fact] = told(work(standing({ medusa_updated_at: textOf(9) })));

    expect(fact).not.to.have.any.keys('money', 'warnings');
    expect(told(work(standing({ medusa_updated_at: null })))[0]).to.include({ version: 0 });
  });

  it('are that a Quotation is lost, and why if it is one of our reasons', () => {
    const codeFor = (reason: string | null) => {
      const [fact] = told(work(standing(lost(reason))));
      return [fact?.type, fact?.reasonCode];
    };

    expect(codeFor(lostReasons.rejectedByCustomer)).to.deep.equal(['QuotationLost', 'REJECTED_BY_CUSTOMER']);
    expect(codeFor(lostReasons.rejectedByMerchant)).to.deep.equal(['QuotationLost', 'REJECTED_BY_MERCHANT']);
    expect(codeFor(lostReasons.withdrawn)).to.deep.equal(['QuotationLost', 'WITHDRAWN']);
    expect(codeFor('Too dear')).to.deep.equal(['QuotationLost', undefined]);
    expect(told(work(standing(lost('Too dear'))))[0]).not.to.have.property('reasonCode');
  });

  it('are none of a Quotation that is cancelled, or will be as its order was, nor where nothing stands', () => {
    const typesOf = (stands: Standing) => told(work(stands)).map(({ type }) => type);

    expect(told(work(standing(cancelled)))).to.deep.equal([]);
    expect(typesOf(standing(submitted, cancelled))).to.deep.equal(['SalesOrderCanceled']);
    expect(told(work(standing()))).to.deep.equal([]);
  });

  it('are that the buyer is a Customer and the order placed, or cancelled', () => {
    const types = (stands: Standing, party: Party | undefined = customer) =>
      told(work(stands, { party })).map(({ type }) => type);

    expect(types(standing(submitted, submitted))).to.deep.equal([
      'QuotationSaved',
      'CustomerConverted',
      'CustomerSaved',
      'SalesOrderCreated',
    ]);
    expect(types(standing(undefined, cancelled))).to.deep.equal([
      'CustomerConverted',
      'CustomerSaved',
      'SalesOrderCanceled',
    ]);
    expect(types(standing(submitted))).to.deep.equal(['QuotationSaved']);
    expect(
      types(standing(undefined, submitted), { kind: 'Lead', lead: { name: 'L', modified: '' } }),
    ).to.deep.equal(['SalesOrderCreated']);
  });

  it('tell of the Customer once and for all, under the id that the order names', () => {
    const converted = (customerId: string | null) => {
      const event = quotationEvent({ version: at(0) }, { customerId });
      return told(work(standing(undefined, submitted), { party: customer, event }))[0];
    };

    expect(converted('cus_guest')).to.deep.equal({
      type: 'CustomerConverted',
      medusaId: 'cus_guest',
      medusaCustomerId: 'cus_guest',
      document: { doctype: 'Customer', name: 'ACME' },
      version: 0,
      stageBefore: 'LEAD',
      stageAfter: 'CUSTOMER',
    });
    expect(converted(null)).to.include({ medusaId: 'cus_1' });
  });

  it('say where the order stood before, if it moved', () => {
    const before = (stageBefore: string | undefined) =>
      told(work(standing(submitted)), { stageBefore })[0]?.stageBefore;

    expect([before('DRAFT'), before('OFFERED'), before(undefined)]).to.deep.equal([
      'DRAFT',
      undefined,
      undefined,
    ]);
  });

  it('are of the customer who is named, else of the owner of the documents, else of nobody but the order', () => {
    const event = quotationEvent({ version: at(0) }, { customerId: null });
    const ownerOf = (said: Partial<Case>) => told(work(standing(draft), said))[0]?.medusaCustomerId;

    expect(ownerOf({ ownerId: 'cus_2' })).to.equal('cus_1');
    expect(ownerOf({ event, ownerId: 'cus_2' })).to.equal('cus_2');
    expect(ownerOf({ event })).to.equal('order_1');
  });

  it('say what is left to people, of a document that stands or stood', () => {
    const attention = { doctype: 'Quotation', name: 'QTN-1', reason: 'TOTALS_DIFFER' } as const;
    const ofThis = told(work(standing(draft)), { attention: attention as never });
    const ofOther = told(work(standing(draft)), { attention: { ...attention, name: 'QTN-0' } as never });

    expect(ofThis.at(-1)).to.deep.include({
      type: 'NeedsAttention',
      document: { doctype: 'Quotation', name: 'QTN-1' },
      version: at(0),
      reasonCode: 'TOTALS_DIFFER',
      stageAfter: 'DRAFT',
    });
    expect(ofOther.at(-1)).to.deep.equal({
      type: 'NeedsAttention',
      medusaId: 'order_1',
      medusaCustomerId: 'cus_1',
      document: { doctype: 'Quotation', name: 'QTN-0' },
      version: at(0),
      reasonCode: 'TOTALS_DIFFER',
    });
  });

  it('that cannot be carried over have the newest version that the record says, else its time', () => {
    const versionFor = (order: number | null, quote: number | null) =>
      saidVersion(
        work(standing(), {
          event: quotationEvent(
            { version: order },
            { quote: quotePart({ version: quote }), occurredAt: at(60) },
          ),
        }),
      );

    expect([versionFor(at(1), at(2)), versionFor(at(2), at(1)), versionFor(null, at(1))]).to.deep.equal([
      at(2),
      at(2),
      at(1),
    ]);
    expect(versionFor(null, null)).to.equal(at(60));
    expect(saidVersion(work(standing(), { event: quotationEvent(null, { occurredAt: at(60) }) }))).to.equal(
      at(60),
    );
  });
});

describe('Whether a record is to tell what stands', () => {
  const tells = (minute: number, before: Standing, after: Standing, stage = 'DRAFT') =>
    isToTell(work(before, { event: quotationEvent({ version: at(minute), stage }) }), after);

  it('is so when it brought it, also when it comes again', () => {
    expect(tells(1, standing(), standing({ medusa_updated_at: textOf(1) }))).to.equal(true);
    const same = standing({ medusa_updated_at: textOf(1) });
    expect(tells(1, same, same)).to.equal(true);
  });

  it('is not so when something newer stands, unless the order has come to an end', () => {
    const newer = standing({ medusa_updated_at: textOf(9) });
    const ended = standing({ ...lost(null), medusa_updated_at: textOf(9) });

    expect(tells(1, newer, newer)).to.equal(false);
    expect(tells(1, ended, ended)).to.equal(true);
  });

  it('is not so when somebody went on while it was at work', () => {
    const between = standing({ medusa_updated_at: textOf(9), docstatus: 1 });

    expect(tells(1, standing(), between)).to.equal(false);
    expect(tells(1, standing(), between, 'APPROVED')).to.equal(false);
  });
});

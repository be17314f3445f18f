import { expect } from 'chai';
import sinon from 'sinon';
import { ShopCalendar } from '../../../../services/quotation-service/content/order-dates.js';
import { QuotationHandler } from '../../../../services/quotation-service/quotation-handler.js';
import type { Case } from '../../../../services/quotation-service/steps/case.js';
import type { OrderDocument } from '../../../../services/quotation-service/steps/order-document.js';
import { withDocument } from '../../../../services/quotation-service/steps/standing.js';
import { LeftToPeople } from '../../../../services/quotation-service/steps/left-to-people.js';
import type { Step } from '../../../../services/quotation-service/steps/step.js';
import { orderedAt, quotationEvent, quotePart } from '../../../support/quotation-events.js';

const quotation = (more: object = {}): OrderDocument =>
  ({
    name: 'QTN-1',
    modified: 'now',
    modified_by: 'us',
    docstatus: 0,
    status: 'Draft',
    currency: 'EUR',
    grand_total: 59.38,
    total_taxes_and_charges: 9.48,
    ignore_pricing_rule: 1,
    medusa_id: 'order_1',
    medusa_key: 'order_1:1',
    medusa_updated_at: new Date(orderedAt).toISOString(),
    ...more,
  }) as OrderDocument;

const opened = (event = quotationEvent(), ...quotations: OrderDocument[]): Case => ({
  event,
  party: undefined,
  standing: { Quotation: quotations, 'Sales Order': [] },
  content: undefined,
  user: 'us',
  warnings: [],
});

const handlerOf = (work: Case, take: (step: Step, work: Case) => Promise<Case>) => {
  const call = sinon.stub().resolves();
  const onSuperseded = sinon.spy();
  const taken = sinon.spy(take);
  const handler = new QuotationHandler({
    cases: { open: () => Promise.resolve(work) },
    steps: { take: taken },
    attention: { call },
    rules: { submitQuotation: 'approved', createSalesOrder: true, submitSalesOrder: true },
    dates: { calendar: new ShopCalendar('UTC'), deliveryDays: 7, quotationValidDays: 30 },
    onSuperseded,
  });
  return { handler, taken, call, onSuperseded };
};
const unneeded = () => Promise.reject(new Error('no step was due'));

describe('QuotationHandler', () => {
  it('takes a step after the other until none is missing, and tells what is true then', async () => {
    const { handler, taken } = handlerOf(opened(), (_step, work) =>
      Promise.resolve({ ...work, standing: withDocument(work.standing, 'Quotation', quotation()) }),
    );

    const outcomes = await handler.handle(quotationEvent());

    expect(taken.args.map(([step]) => step)).to.deep.equal([{ kind: 'make', doctype: 'Quotation' }]);
    expect(outcomes).to.deep.equal([
      {
        type: 'QuotationSaved',
        medusaId: 'order_1',
        medusaCustomerId: 'cus_1',
        document: { doctype: 'Quotation', name: 'QTN-1' },
        version: orderedAt,
        stageAfter: 'DRAFT',
        money: {
          shop: { currency: 'EUR', net: 49.9, tax: 9.481, total: 59.381 },
          erp: { currency: 'EUR', net: 49.9, tax: 9.48, total: 59.38 },
        },
      },
    ]);
  });

  it('tells the same when nothing is missing', async () => {
    const { handler, taken } = handlerOf(opened(quotationEvent(), quotation()), unneeded);

    expect((await handler.handle(quotationEvent())).map(({ type }) => type)).to.deep.equal([
      'QuotationSaved',
    ]);
    sinon.assert.notCalled(taken);
  });

  it('tells of an older record that an order has ended, without its amounts', async () => {
    const old = quotationEvent({ version: orderedAt - 1 });
    const lost = quotation({ status: 'Lost', order_lost_reason: 'Withdrawn by customer' });
    const { handler, onSuperseded } = handlerOf(opened(old, lost), unneeded);

    const [fact] = await handler.handle(old);

    expect(fact).to.include({ type: 'QuotationLost', version: orderedAt }).and.not.have.property('money');
    sinon.assert.calledOnce(onSuperseded);
  });

  it('leaves it to the newer record to tell what may be between two of its steps', async () => {
    const old = quotationEvent({ version: orderedAt - 1 });
    const { handler, onSuperseded } = handlerOf(opened(old, quotation()), unneeded);

    expect(await handler.handle(old)).to.deep.equal([]);
    sinon.assert.calledOnce(onSuperseded);
  });

  it('does so too with a record of the same order whose quote is newer meanwhile', async () => {
    const noted = quotation({ medusa_quote_updated_at: new Date(orderedAt + 1).toISOString() });
    const { handler } = handlerOf(opened(quotationEvent(), noted), unneeded);

    expect(await handler.handle(quotationEvent())).to.deep.equal([]);
  });

  it('tells again what it had brought about: it may have been cut off before it could', async () => {
    const quote = { stage: 'REQUESTED', updatedAt: orderedAt + 1, version: orderedAt + 1 };
    const event = quotationEvent({}, { quote: quotePart(quote) });
    const noted = quotation({ medusa_quote_updated_at: new Date(orderedAt + 1).toISOString() });
    const { handler } = handlerOf(opened(event, noted), unneeded);

    expect((await handler.handle(event)).map(({ type }) => type)).to.deep.equal(['QuotationSaved']);
  });

  it('calls people when ERPNext does not let a step be taken', async () => {
    const event = quotationEvent({ stage: 'DELETED', version: orderedAt + 1 });
    const attention = {
      reason: 'CANCEL_REFUSED',
      doctype: 'Quotation',
      name: 'QTN-1',
      words: 'No.',
    } as const;
    const { handler, call } = handlerOf(opened(event, quotation()), () =>
      Promise.reject(new LeftToPeople(attention)),
    );

    const outcomes = await handler.handle(event);

    sinon.assert.calledOnceWithMatch(call, attention, { version: orderedAt + 1, comments: '', user: 'us' });
    expect(outcomes.at(-1)).to.deep.include({
      type: 'NeedsAttention',
      reasonCode: 'CANCEL_REFUSED',
      document: { doctype: 'Quotation', name: 'QTN-1' },
      version: orderedAt + 1,
    });
  });

  it('does not go round for ever', async () => {
    const { handler } = handlerOf(opened(), (_step, work) => Promise.resolve(work));

    const failure = await handler.handle(quotationEvent()).catch((error: unknown) => error);

    expect(String(failure)).to.include('do not come to an end');
  });
});

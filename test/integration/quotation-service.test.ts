import { expect } from 'chai';
import { quotationEventSchema, type QuotationEvent } from '#schemas/generated/quotation-event.js';
import { describeDelivery } from '../support/delivery-suite.js';
import { eventually } from '../support/eventually.js';
import { Isthmus } from '../support/isthmus.js';
import { quotationEvent, quotePart } from '../support/quotation-events.js';

const quotation = (n: number): QuotationEvent => {
  const event = quotationEvent({ billingAddress: null }, { orderId: `order_${n}`, customerId: `cus_${n}` });
  return {
    ...event,
    customer: event.customer && { ...event.customer, id: `cus_${n}`, email: `person${n}@example.com` },
  };
};

const service = {
  name: 'quotation-service',
  schema: quotationEventSchema,
  topic: ({ quotationEvents }: Isthmus['topics']) => quotationEvents,
  deadLetterTopic: ({ quotationDeadLetters }: Isthmus['topics']) => quotationDeadLetters,
};

describeDelivery<QuotationEvent>({
  ...service,
  doctype: 'Quotation',
  outcome: 'QuotationSaved',
  event: quotation,
  medusaIdOf: ({ orderId }) => orderId,
  keyOf: ({ customerId, orderId }) => customerId ?? orderId,
  crowd: 250,
  // A quote whose order is nowhere to be found.
  stuck: () => Promise.resolve({ ...quotation(999_999), order: null, quote: quotePart() }),
});

describe('quotation-service', function () {
  this.timeout(180_000);
  let isthmus: Isthmus;

  beforeEach(async () => (isthmus = await Isthmus.start()));
  afterEach(() => isthmus.stop());

  const publish = (...events: QuotationEvent[]) =>
    isthmus.publish(
      isthmus.topics.quotationEvents,
      quotationEventSchema,
      events.map((event) => [event.customerId ?? event.orderId, event] as const),
    );

  it('takes a quotation from its draft to the Sales Order, and tells each fact', async () => {
    await isthmus.run(service.name);
    const draft = quotation(1);
    const approved = quotationEvent(
      { stage: 'APPROVED', version: (draft.order?.version ?? 0) + 1_000, billingAddress: null },
      { orderId: draft.orderId, customerId: draft.customerId, customer: draft.customer },
    );

    await publish(draft, approved);

    await eventually(
      async () =>
        expect((await isthmus.announced()).map(({ type }) => type)).to.include.members([
          'QuotationSaved',
          'CustomerConverted',
          'SalesOrderCreated',
        ]),
      { withinMs: 60_000 },
    );
    expect(isthmus.sandbox.documents('Sales Order')[0]).to.include({ docstatus: 1, grand_total: 59.38 });
    expect(isthmus.sandbox.documents('Quotation')[0]).to.include({ status: 'Ordered' });
    expect(isthmus.sandbox.documents('Lead')[0]).to.include({ status: 'Converted' });
  });

  it('takes no work while an account that it books to is missing, and names everything that is', async () => {
    const running = await isthmus.runUnready(service.name, {
      ERPNEXT_TAX_ACCOUNTS: '*=Nowhere',
      ERPNEXT_PRICE_LISTS: '*=Nobody’s',
    });

    await publish(quotation(1));
    // Its log comes another way than its answer.
    await eventually(
      async () => {
        expect(await running.notReady()).to.deep.equal(['ERPNEXT_NOT_SET_UP']);
        expect(JSON.stringify(running.log))
          .to.include('ERPNEXT_TAX_ACCOUNTS')
          .and.include('ERPNEXT_PRICE_LISTS');
      },
      { withinMs: 60_000 },
    );
    expect(isthmus.sandbox.documents('Quotation')).to.deep.equal([]);
  });
});

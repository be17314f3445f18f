import { expect } from 'chai';
import { toQuotationEvent } from '../../../../../services/webhook-bridge/events/to-quotation-event.js';
import { orderStage } from '../../../../../services/webhook-bridge/events/to-order-part.js';
import { Unmappable } from '../../../../../services/webhook-bridge/events/unmappable.js';
import { bare, capturedWebhook, envelope } from '../../../../support/webhooks.js';

const order = { ...capturedWebhook('order.placed/discounted.json').entity };
const quote = { ...capturedWebhook('quote.offered/accepted.json').entity };
const at = (time: string) => Date.parse(time);

const ofOrder = (over: object = {}) =>
  toQuotationEvent(envelope({ entityType: 'order', row: { ...order, ...over } }));
const ofQuote = (over: object = {}) =>
  toQuotationEvent(envelope({ entityType: 'quote', row: { ...quote, ...over } }));

describe('toQuotationEvent', () => {
  const stages: [stage: string, row: Parameters<typeof orderStage>[0], deleted: boolean][] = [
    ['DRAFT', { is_draft_order: true, status: 'draft' }, false],
    ['DRAFT', { status: 'draft' }, false],
    ['APPROVED', { is_draft_order: false, status: 'pending' }, false],
    ['APPROVED', { is_draft_order: false, status: 'completed' }, false],
    ['APPROVED', { is_draft_order: false, status: 'archived' }, false],
    ['APPROVED', { is_draft_order: false }, false],
    ['CANCELED', { is_draft_order: false, status: 'canceled' }, false],
    ['CANCELED', { is_draft_order: false, status: 'pending', canceled_at: 1 }, false],
    ['CANCELED', { is_draft_order: true, status: 'draft', canceled_at: 1 }, false],
    ['DELETED', { is_draft_order: true, status: 'draft' }, true],
    ['DELETED', { is_draft_order: false, status: 'canceled', canceled_at: 1 }, true],
    ['DELETED', {}, true],
  ];
  for (const [stage, row, deleted] of stages) {
    it(`finds ${stage} in ${JSON.stringify(row)}${deleted ? ', deleted' : ''}`, () => {
      expect(orderStage(row, deleted)).to.equal(stage);
    });
  }

  const statuses: [status: string, stage: string, rejectedBy: string | null][] = [
    ['requested', 'REQUESTED', null],
    ['offered', 'OFFERED', null],
    ['accepted', 'APPROVED', null],
    ['rejected_by_customer', 'REJECTED', 'customer'],
    ['rejected_by_merchant', 'REJECTED', 'merchant'],
    ['pending_merchant', 'REQUESTED', null],
    ['pending_customer', 'OFFERED', null],
    ['customer_rejected', 'REJECTED', 'customer'],
    ['merchant_rejected', 'REJECTED', 'merchant'],
    ['rejected', 'REJECTED', null],
    ['whatever_comes', 'REQUESTED', null],
  ];
  for (const [status, stage, rejectedBy] of statuses) {
    it(`finds ${stage} in a quote that is ${status}`, () => {
      expect(ofQuote({ status }).quote).to.include({ status, stage, rejectedBy });
    });
  }

  it('says nothing of a quote when the order came without one', () => {
    expect(ofOrder()).to.include({ quote: null, whole: true, type: 'medusa.quotation.changed' });
  });

  it('gives each part its own version', () => {
    const event = ofQuote({
      updated_at: '2026-12-01T00:00:00.000Z',
      order: { ...order, updated_at: '2026-12-02T00:00:00.000Z' },
    });

    expect(event.quote?.version).to.equal(at('2026-12-01T00:00:00.000Z'));
    expect(event.order?.version).to.equal(at('2026-12-02T00:00:00.000Z'));
  });

  it('has another id when either version moves', () => {
    const ids = [
      ofQuote(),
      ofQuote({ updated_at: '2027-01-01T00:00:00Z' }),
      ofQuote({ order: { ...order, updated_at: '2027-01-01T00:00:00Z' } }),
      ofQuote({ order: null }),
    ].map(({ id }) => id);

    expect(new Set(ids).size).to.equal(4);
  });

  it('takes the quote that comes inside an order', () => {
    expect(ofOrder({ quote }).quote).to.include({ id: quote['id'], stage: 'OFFERED' });
  });

  it('understands the B2B starter, which says draft_order', () => {
    const event = ofQuote({ order: undefined, order_id: undefined, draft_order: quote['order'] });

    expect(event.order?.stage).to.equal('DRAFT');
    expect(event.orderId).to.equal(quote['order_id']);
  });

  it('says nothing of an order that a quote only names', () => {
    const starter = {
      id: 'quo_1',
      status: 'customer_rejected',
      customer_id: 'cus_1',
      draft_order_id: 'order_1',
      updated_at: '2026-11-23T16:38:52.295+00:00',
    };

    const event = toQuotationEvent(envelope({ entityType: 'quote', row: starter }));

    expect(event).to.include({ orderId: 'order_1', customerId: 'cus_1', order: null, whole: true });
    expect(event.quote).to.include({ stage: 'REJECTED', rejectedBy: 'customer' });
  });

  it('drops a deleted quote and keeps what its order says', () => {
    const event = ofQuote({ deleted_at: '2027-01-01T00:00:00Z' });

    expect(event.quote).to.equal(null);
    expect(event.order?.stage).to.equal('DRAFT');
  });

  it('ends an order whose row is gone at the time of the event', () => {
    const event = toQuotationEvent(envelope({ entityType: 'order', row: null, named: { id: 'order_1' } }));

    expect(event).to.include({ orderId: 'order_1', customerId: null, whole: true });
    expect(event.order).to.include({
      stage: 'DELETED',
      version: at('2026-11-23T16:00:10.000Z'),
      items: null,
    });
  });

  it('finds the order of an edit whose row is gone', () => {
    const named = { id: 'ordch_1', order_id: 'order_1' };

    expect(toQuotationEvent(envelope({ entityType: 'order', row: null, named })).orderId).to.equal('order_1');
  });

  it('ends a deleted order that still has its row with the later time', () => {
    const event = ofOrder({ deleted_at: '2027-01-01T00:00:00.000Z' });

    expect(event.order).to.include({ stage: 'DELETED', version: at('2027-01-01T00:00:00.000Z') });
  });

  it('reads amounts as numbers, as text, and as copied BigNumber objects', () => {
    const event = ofOrder({
      total: '543.95',
      tax_total: { numeric_: 101.7, bignumber_: {} },
      subtotal: 485.93,
    });

    expect(event.order).to.include({ total: 543.95, taxTotal: 101.7, subtotal: 485.93 });
  });

  it('carries tax lines and adjustments of lines and shipping', () => {
    const items = [
      {
        id: 'ordli_1',
        quantity: 2,
        tax_lines: [{ rate: 19, code: 'vat-de', description: 'VAT' }],
        adjustments: [{ amount: 5, code: 'LAB10', promotion_id: 'promo_1' }],
      },
    ];
    const shipping_methods = [{ id: 'ordsm_1', total: 60, tax_lines: [{ rate: 7 }] }];

    const event = ofOrder({ items, shipping_methods });

    expect(event.order?.items?.[0]?.taxLines?.[0]).to.include({
      rate: 19,
      code: 'vat-de',
      description: 'VAT',
    });
    expect(event.order?.items?.[0]?.adjustments?.[0]).to.include({ amount: 5, code: 'LAB10' });
    expect(event.order?.shippingMethods?.[0]?.taxLines?.[0]).to.include({ rate: 7, code: null });
  });

  it('is partial when the lines, or what a line costs, were not sent', () => {
    expect(ofOrder({ items: undefined }).whole).to.equal(false);
    expect(ofOrder({ items: [{ id: 'ordli_1', quantity: 1 }] }).whole).to.equal(false);
  });

  it('is partial and without versions from a bare body', () => {
    const event = toQuotationEvent(bare({ cause: 'order.placed', entityType: 'order', row: order }));

    expect(event).to.include({ whole: false, webhookId: null });
    expect(event.order).to.include({ stage: 'APPROVED', version: null });
  });

  it('knows the deletion of a bare order by its name', () => {
    const row = { id: 'order_1', customer_id: 'cus_1' };

    const event = toQuotationEvent(bare({ cause: 'order.order.deleted', entityType: 'order', row }));

    expect(event.order).to.include({ stage: 'DELETED', version: null });
  });

  const refused: [what: string, act: () => unknown, reason: string][] = [
    ['an order without version', () => ofOrder({ updated_at: null }), 'entity.updated_at'],
    ['an order of nobody', () => ofOrder({ customer_id: null, customer: null }), 'entity.customer_id'],
    ['an order that comes with a stranger', () => ofOrder({ customer: { id: 'cus_other' } }), 'customer.id'],
    ['an order without stage', () => ofOrder({ is_draft_order: null, status: null }), 'is_draft_order'],
    ['a line without quantity', () => ofOrder({ items: [{ id: 'ordli_1' }] }), 'entity.items.0.quantity'],
    ['a quote without status', () => ofQuote({ status: undefined }), 'entity.status'],
    ['a quote without version', () => ofQuote({ updated_at: undefined }), 'entity.updated_at'],
    [
      'a quote whose order has no version',
      () => ofQuote({ order: { ...order, updated_at: null } }),
      'entity.order.updated_at',
    ],
    ['a quote without order', () => ofQuote({ order: null, order_id: null }), 'entity.order_id'],
    [
      'a deleted quote that only names its order',
      () => ofQuote({ order: null, deleted_at: '2027-01-01T00:00:00Z' }),
      'entity',
    ],
    ['a quote that is gone', () => toQuotationEvent(envelope({ entityType: 'quote' })), 'entity'],
    [
      'an order that is gone and has no name',
      () => toQuotationEvent(envelope({ entityType: 'order' })),
      'entity.order_id',
    ],
  ];
  for (const [what, act, reason] of refused) {
    it(`refuses ${what}, naming the field`, () => {
      expect(act).to.throw(Unmappable, reason);
    });
  }
});

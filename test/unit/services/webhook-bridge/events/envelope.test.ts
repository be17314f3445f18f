import { expect } from 'chai';
import {
  bareEnvelope,
  entityTypeIn,
  entityTypeOf,
  openEnvelope,
} from '../../../../../services/webhook-bridge/events/envelope.js';
import { Unmappable } from '../../../../../services/webhook-bridge/events/unmappable.js';
import { capturedWebhook } from '../../../../support/webhooks.js';

const captured = capturedWebhook('customer.created/nulls.json');

describe('Envelope', () => {
  it('says what it is about', () => {
    expect(entityTypeIn(captured)).to.equal('customer');
    expect(entityTypeIn({ ...captured, entity_type: 'payment' })).to.equal('payment');
  });

  it('is none without a type or an entity type', () => {
    expect(entityTypeIn({ entity_type: 'customer' })).to.equal(undefined);
    expect(entityTypeIn({ type: 'customer.created' })).to.equal(undefined);
    expect(entityTypeIn({})).to.equal(undefined);
  });

  it('is known by the signed webhook id, not by the one in the body', () => {
    expect(openEnvelope('evt_signed', captured)).to.include({
      webhookId: 'evt_signed',
      identity: 'evt_signed',
    });
  });

  it('does without a source and without event data', () => {
    const { row, ...rest } = openEnvelope('evt_1', { ...captured, source: 5, event: null });

    expect(row).to.include({ id: captured.entity?.['id'] });
    expect(rest).to.deep.include({
      source: 'medusa',
      named: { id: null, order_id: null, customer_id: null },
    });
  });

  it('names its sender, unless the name is none', () => {
    const sourceOf = (system: unknown) => openEnvelope('evt_1', { ...captured, source: { system } }).source;

    expect(sourceOf('shop-berlin')).to.equal('shop-berlin');
    expect(sourceOf('s'.repeat(200))).to.have.length(200);
    for (const none of ['', 's'.repeat(201), 7, undefined]) expect(sourceOf(none)).to.equal('medusa');
  });

  it('names the customer and the order as well, and nothing that is blank', () => {
    const data = { id: '', order_id: 'order_1', customer_id: ['cus_1'] };

    expect(openEnvelope('evt_1', { ...captured, event: { data } }).named).to.deep.equal({
      id: null,
      order_id: 'order_1',
      customer_id: 'cus_1',
    });
    expect(bareEnvelope('x', 'order', 7, '7', 5).named).to.deep.equal({
      id: null,
      order_id: null,
      customer_id: null,
    });
  });

  it('takes the only id out of an array, and none out of several', () => {
    const named = (id: unknown) => openEnvelope('evt_1', { ...captured, event: { data: { id } } }).named.id;

    expect(named(['cus_1'])).to.equal('cus_1');
    expect(named(['cus_1', 'cus_2'])).to.equal(null);
  });

  it('is unmappable without a time, and when it is silent about the row', () => {
    expect(() => openEnvelope('evt_1', { ...captured, occurred_at: null })).to.throw(
      Unmappable,
      'occurred_at',
    );
    expect(() => openEnvelope('evt_1', { ...captured, entity: undefined })).to.throw(Unmappable, 'entity');
  });

  it('is made for a bare body of its event name, its bytes and the time it came', () => {
    const envelope = bareEnvelope('customer.created', 'customer', { id: 'cus_1' }, '{"id":"cus_1"}', 5);

    expect(envelope).to.deep.include({
      webhookId: null,
      identity: 'customer.created\n{"id":"cus_1"}',
      occurredAt: 5,
    });
    expect(envelope.named.id).to.equal('cus_1');
  });

  const names: [event: string, entityType: string][] = [
    ['customer.created', 'customer'],
    ['customer.customer.created', 'customer'],
    ['customer.customer-address.deleted', 'customer_address'],
    ['order.placed', 'order'],
    ['order.fulfillment_created', 'order'],
    ['order.order.updated', 'order'],
    ['order-edit.confirmed', 'order'],
    ['quote.accepted', 'quote'],
    ['quote.quote.updated', 'quote'],
    ['quote.message.created', 'quote.message.created'],
    ['order.order-change.created', 'order.order-change.created'],
    ['payment.captured', 'payment.captured'],
    ...[
      'gift-customer.created',
      'gift.customer.customer-address.created',
      'customer.created.v2',
      'customer.CREATED',
      'customer.',
      'return-order.placed',
      'order.placed.v2',
      'order-edits.confirmed',
      'misquote.accepted',
      'quote.accepted-2',
      'quote.',
    ].map((odd): [string, string] => [odd, odd]),
  ];
  for (const [event, entityType] of names) {
    it(`takes a bare ${event} to be about ${entityType}`, () => {
      expect(entityTypeOf(event)).to.equal(entityType);
    });
  }
});

import { expect } from 'chai';
import type { KafkaRecord } from '#libs/messaging/message.js';
import { Unmappable } from '../../../../services/webhook-bridge/events/unmappable.js';
import { rawRecord, webhookOf } from '../../../../services/webhook-bridge/raw-record.js';
import type { Webhook } from '../../../../services/webhook-bridge/webhook.js';

/** As it is read again: keys, values and headers are bytes. */
const read = (webhook: Webhook): KafkaRecord => {
  const { topic, key, value, headers } = rawRecord('raw', webhook, new Unmappable('entity.id: missing'));
  return {
    ...{ topic, value, partition: 0, offset: 7n, timestampMs: 99 },
    key: key === null ? null : Buffer.from(key),
    headers: Object.fromEntries(
      Object.entries(headers).map(([name, held]) => [name, Buffer.from(String(held))]),
    ),
  };
};

describe('A raw record', () => {
  const webhook: Webhook = {
    id: 'evt_1',
    event: null,
    path: '/webhooks/medusa',
    headers: { 'content-type': 'application/json', traceparent: '00-a-b-01' },
    body: Buffer.from('{"type":"x"}'),
    receivedAt: 1_764_000_000_000,
  };

  it('gives the webhook back as it came', () => {
    expect(webhookOf(read(webhook))).to.deep.equal(webhook);
  });

  it('gives a bare body back with the event out of its address', () => {
    const bare = { ...webhook, id: null, event: 'order.placed', path: '/webhooks/medusa/order.placed' };

    expect(webhookOf(read(bare))).to.deep.equal(bare);
  });

  it('gives no secret back, because it holds none', () => {
    const signed = { ...webhook, headers: { 'webhook-signature': 'v1,abc', 'x-webhook-token': 'secret' } };

    expect(webhookOf(read(signed)).headers).to.deep.equal({});
  });
});

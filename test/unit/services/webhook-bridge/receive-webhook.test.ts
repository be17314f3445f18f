import { expect } from 'chai';
import { Registry } from 'prom-client';
import { KafkaUnavailable, RegistryUnavailable } from '#libs/messaging/errors.js';
import type { Encoder } from '#libs/messaging/message.js';
import { BridgeMetrics } from '../../../../services/webhook-bridge/bridge-metrics.js';
import { Refusal } from '../../../../services/webhook-bridge/problem.js';
import { WebhookReceiver } from '../../../../services/webhook-bridge/receive-webhook.js';
import { topicRoutes } from '../../../../services/webhook-bridge/topic-routes.js';
import type { Webhook } from '../../../../services/webhook-bridge/webhook.js';
import { decodeJson, jsonEncoder } from '../../../support/json-encoder.js';
import { RecordingPublisher } from '../../../support/recording-publisher.js';
import { silent } from '../../../support/silent-logger.js';
import { bareBodies, capturedWebhook, rawWebhook } from '../../../support/webhooks.js';

const topics = { customerEvents: 'customers', addressEvents: 'addresses', quotationEvents: 'quotations' };
const captured = capturedWebhook('customer.created/unicode-company.json');

describe('WebhookReceiver', () => {
  let publisher: RecordingPublisher;
  let registry: Registry;
  let metrics: BridgeMetrics;
  beforeEach(() => {
    publisher = new RecordingPublisher();
    registry = new Registry();
    metrics = new BridgeMetrics(registry);
  });

  const receiver = (encoder: Encoder<unknown> = jsonEncoder) => {
    const encoders = { customerEvents: encoder, addressEvents: encoder, quotationEvents: encoder };
    const routes = topicRoutes(topics, encoders);
    return new WebhookReceiver(publisher, routes, 'raw', metrics, silent);
  };
  const webhook = (body: unknown, over: Partial<Webhook> = {}): Webhook => ({
    id: 'evt_1',
    event: null,
    path: '/webhooks/medusa',
    headers: { 'content-type': 'application/json' },
    body: Buffer.isBuffer(body) ? body : Buffer.from(JSON.stringify(body)),
    receivedAt: Date.parse('2026-11-23T16:00:00.000Z'),
    ...over,
  });
  const refused = async (code: string, receiving: Promise<unknown>) => {
    const error = await receiving.catch((reason: unknown) => reason);
    expect(error).to.be.instanceOf(Refusal).with.property('code', code);
    return error as Refusal;
  };

  it('stores a genuine webhook and names the event', async () => {
    const body = rawWebhook('customer.created/unicode-company.json');

    const receipt = await receiver().receive(webhook(body));

    expect(publisher.records).to.have.length(1);
    expect(publisher.records[0]).to.include({ topic: 'customers', key: captured.entity?.['id'] });
    expect(receipt).to.deep.equal({ result: 'stored', id: publisher.records[0]?.headers['ce_id'] });
  });

  it('gives no receipt before Kafka has acknowledged', async () => {
    let acknowledge = () => {};
    publisher.acknowledge = () => new Promise((resolve) => (acknowledge = resolve));
    let given = false;

    const receiving = receiver()
      .receive(webhook(captured))
      .then(() => (given = true));
    await new Promise(setImmediate);
    expect(given).to.equal(false);
    acknowledge();
    await receiving;

    expect(given).to.equal(true);
  });

  it('ignores and counts what concerns nobody', async () => {
    const receipt = await receiver().receive(webhook({ ...captured, entity_type: 'payment' }));

    expect(receipt).to.deep.equal({ result: 'ignored', id: 'evt_1' });
    expect(publisher.records).to.be.empty;
    expect(await registry.metrics()).to.include(
      'isthmus_bridge_ignored_events_total{entity_type="payment"} 1',
    );
  });

  it('passes on only a well-formed trace', async () => {
    const good = '00-4bf92f3577b34da6a3ce929d0e0e4736-00f067aa0ba902b7-01';

    await receiver().receive(webhook(captured, { headers: { traceparent: good } }));
    await receiver().receive(webhook(captured, { headers: { traceparent: 'mine' } }));

    expect(publisher.records.map(({ headers }) => headers['traceparent'])).to.deep.equal([good, undefined]);
  });

  it('keeps what it can not map as it came, without secrets, and says why', async () => {
    const body = Buffer.from(JSON.stringify({ ...captured, entity: { id: 'cus_1', email: 'a@b.example' } }));
    const headers = {
      'content-type': 'application/json',
      'webhook-id': 'evt_1',
      'webhook-signature': 'v1,abc',
      authorization: 'Basic abc',
      cookie: 'session=abc',
      'x-webhook-token': 'abc',
      'user-agent': 'shop',
    };

    const receipt = await receiver().receive(webhook(body, { headers }));

    expect(receipt).to.deep.equal({ result: 'stored_raw', id: 'evt_1' });
    const [record] = publisher.records;
    expect(record).to.deep.include({ topic: 'raw', key: 'evt_1', value: body });
    expect(record?.headers).to.deep.equal({
      'http-content-type': 'application/json',
      'http-webhook-id': 'evt_1',
      'http-user-agent': 'shop',
      'http-path': '/webhooks/medusa',
      'content-type': 'application/json',
      'dlt-cause': 'UNMAPPABLE',
      'dlt-failed-at': '2026-11-23T16:00:00.000Z',
      'kafka_dlt-exception-fqcn': 'Unmappable',
      'kafka_dlt-exception-message': 'entity.updated_at: missing',
    });
  });

  it('keeps a webhook that a bug of ours can not map, without repeating what the bug says', async () => {
    const encode = () => Promise.reject(new TypeError('secret@person.example is not a function'));

    const receipt = await receiver({ encode }).receive(webhook(captured));

    expect(receipt.result).to.equal('stored_raw');
    expect(publisher.records[0]?.headers).to.include({ 'dlt-cause': 'BUG' });
    expect(JSON.stringify(publisher.records[0]?.headers)).to.not.include('secret');
  });

  it('asks for a repetition when Kafka does not acknowledge', async () => {
    publisher.acknowledge = () => Promise.reject(new KafkaUnavailable('late'));

    const refusal = await refused('NOT_STORED', receiver().receive(webhook(captured)));

    expect(refusal).to.deep.include({ detail: 'KAFKA_UNAVAILABLE', headers: { 'retry-after': '5' } });
  });

  it('asks for a repetition when the registry does not answer, instead of storing raw', async () => {
    const encode = () => Promise.reject(new RegistryUnavailable('down'));

    const refusal = await refused('NOT_STORED', receiver({ encode }).receive(webhook(captured)));

    expect(refusal.detail).to.equal('REGISTRY_UNAVAILABLE');
    expect(publisher.records).to.be.empty;
  });

  const notJson: [what: string, body: Buffer][] = [
    ['nothing', Buffer.alloc(0)],
    ['text', Buffer.from('hello')],
    ['half an object', Buffer.from('{"type":')],
    ['bytes that are not UTF-8', Buffer.from([0x22, 0xff, 0x22])],
  ];
  for (const [what, body] of notJson) {
    it(`refuses ${what} as not JSON`, async () => {
      await refused('BODY_NOT_JSON', receiver().receive(webhook(body)));
    });
  }

  for (const body of [
    null,
    5,
    'text',
    [captured],
    {},
    { type: 'customer.created' },
    { entity_type: 5, type: 'x' },
  ]) {
    it(`finds no envelope in ${JSON.stringify(body).slice(0, 40)}`, async () => {
      await refused('NO_ENVELOPE', receiver().receive(webhook(body)));
    });
  }

  describe('of a bare body', () => {
    const bare = (event: string, body: string) => webhook(Buffer.from(body), { id: null, event });

    it('makes a partial event whose id derives from event and body', async () => {
      for (const body of bareBodies()) await receiver().receive(bare('customer.created', body));
      for (const body of bareBodies()) await receiver().receive(bare('customer.created', body));

      const events = publisher.records.map(({ value }) => decodeJson(value) as Record<string, unknown>);
      expect(events).to.have.length(6);
      expect(new Set(events.map(({ id }) => id)).size).to.equal(3);
      for (const event of events) {
        expect(event).to.include({ whole: false, version: null, webhookId: null, cause: 'customer.created' });
      }
    });

    it('ignores events of which nobody knows the record', async () => {
      expect(await receiver().receive(bare('payment.captured', '{"id":"pay_1"}'))).to.include({
        result: 'ignored',
      });
    });

    it('keeps a body without id raw', async () => {
      const receipt = await receiver().receive(bare('customer.created', '{"email":"a@b.example"}'));

      expect(receipt.result).to.equal('stored_raw');
      expect(publisher.records[0]).to.include({ topic: 'raw', key: null });
    });
  });
});

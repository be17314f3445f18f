import { expect } from 'chai';
import { avroDecoder, AvroRegistry } from '#libs/messaging/avro-codec.js';
import type { KafkaRecord } from '#libs/messaging/message.js';
import { topicsOf, type Topics } from '#libs/messaging/topics.js';
import { addressEventSchema } from '#schemas/generated/address-event.js';
import { customerEventSchema } from '#schemas/generated/customer-event.js';
import { quotationEventSchema } from '#schemas/generated/quotation-event.js';
import { BridgeProcess, setUpSubjects, setUpTopics, type Surroundings } from '../support/bridge-process.js';
import { eventually } from '../support/eventually.js';
import { readTopic } from '../support/read-topic.js';
import { ownKafka, ownRegistry, servers } from '../support/servers.js';
import { uniqueName } from '../support/unique-topic.js';
import {
  bareBodies,
  capturedWebhook,
  expectedRecord,
  rawWebhook,
  webhookFiles,
} from '../support/webhooks.js';

const schemas = {
  customerEvents: customerEventSchema,
  addressEvents: addressEventSchema,
  quotationEvents: quotationEventSchema,
} as const;
const signUp = 'customer.created/unicode-company.json';

/** avsc's records have classes of their own; equality should not care. */
const plain = (value: unknown): unknown => JSON.parse(JSON.stringify(value));
const text = (value: KafkaRecord['headers'][string]) => String(value);

describe('The bridge on a real Kafka and registry', () => {
  let shared: { brokers: readonly string[]; registryUrl: string };
  let bridge: BridgeProcess | undefined;

  before(async function () {
    this.timeout('3m');
    const { kafka, registry } = await servers();
    shared = { brokers: kafka.brokers, registryUrl: registry.url };
  });
  afterEach(() => bridge?.kill());

  const start = async (surroundings: Surroundings, env: Record<string, string> = {}) => {
    bridge = await BridgeProcess.start(surroundings, env);
    return bridge;
  };
  const startOnSharedServers = async (env: Record<string, string> = {}) => {
    const surroundings = { ...shared, prefix: `${uniqueName('bridge')}.` };
    const topics = await setUpTopics(surroundings);
    await setUpSubjects(surroundings);
    const started = await start(surroundings, env);
    await started.ready();
    return { bridge: started, topics };
  };
  const send = (file: string, to: BridgeProcess) => to.send(capturedWebhook(file).id, rawWebhook(file));
  const read = (topic: string) => readTopic({ clientId: 'test', brokers: shared.brokers }, topic);
  const readEvents = async (kind: keyof typeof schemas, topics: Topics) => {
    const registry = new AvroRegistry({ url: shared.registryUrl });
    const decoder = avroDecoder<{ id: string; webhookId: string | null }>(registry, schemas[kind]);
    const records = await read(topics[kind]);
    return Promise.all(
      records.map(async (record) => ({ record, event: await decoder.decode(record.value) })),
    );
  };

  it('makes of every captured webhook the record that it should be', async () => {
    const { bridge, topics } = await startOnSharedServers();
    const expected = new Map(webhookFiles().map((file) => [capturedWebhook(file).id, expectedRecord(file)]));

    const answers = await Promise.all(webhookFiles().map((file) => send(file, bridge)));

    expect(answers.map((answer) => answer.status)).to.deep.equal(webhookFiles().map(() => 202));
    let found = 0;
    for (const kind of Object.keys(schemas) as (keyof typeof schemas)[]) {
      for (const { record, event } of await readEvents(kind, topics)) {
        const { topic, key, headers, event: expectedEvent } = expected.get(event.webhookId ?? '') ?? {};
        expect(record.topic)
          .to.equal(topics[kind])
          .and.match(new RegExp(`${topic}$`));
        expect(record.key?.toString()).to.equal(key);
        expect(plain(event)).to.deep.equal(expectedEvent);
        for (const [name, value] of Object.entries(headers ?? {}))
          expect(text(record.headers[name]), name).to.equal(value);
        found++;
      }
    }
    expect(found).to.equal(webhookFiles().length);
    expect(await read(topics.webhookDeadLetters)).to.be.empty;
  });

  it('writes the same webhook twice under one id', async () => {
    const { bridge, topics } = await startOnSharedServers();

    const answers = [await send(signUp, bridge), await send(signUp, bridge)];

    expect(answers.map((answer) => answer.status)).to.deep.equal([202, 202]);
    const events = (await readEvents('customerEvents', topics)).map(({ event }) => event.id);
    const { id } = expectedRecord(signUp).event;
    expect(events).to.deep.equal([id, id]);
  });

  it('takes bare bodies with a token', async () => {
    const { bridge, topics } = await startOnSharedServers({ MEDUSA_WEBHOOK_TOKEN: 'a-token-of-the-shop' });
    const headers = { 'content-type': 'application/json', 'x-webhook-token': 'a-token-of-the-shop' };

    for (const body of bareBodies()) {
      const answer = await bridge.post('/webhooks/medusa/customer.created', headers, Buffer.from(body));
      expect(answer.status).to.equal(202);
    }

    const events = (await readEvents('customerEvents', topics)).map(({ event }) => event);
    expect(events).to.have.length(bareBodies().length);
    for (const event of events) expect(event).to.include({ whole: false, version: null });
  });

  it('keeps what it can not map as it came', async () => {
    const { bridge, topics } = await startOnSharedServers();
    const body = Buffer.from(JSON.stringify({ ...capturedWebhook(signUp), entity: { id: 'cus_1' } }));

    const answer = await bridge.send('evt_1', body);

    expect([answer.status, await answer.json()]).to.deep.equal([202, { result: 'stored_raw', id: 'evt_1' }]);
    const [record, ...others] = await read(topics.webhookDeadLetters);
    expect(others).to.be.empty;
    expect(record?.value).to.deep.equal(body);
    expect(text(record?.headers['dlt-cause'])).to.equal('UNMAPPABLE');
    expect(record?.headers).to.not.have.property('http-webhook-signature');
    expect(await read(topics.customerEvents)).to.be.empty;
  });

  it('says what is missing before setup, and goes on by itself after it', async () => {
    const surroundings = { ...shared, prefix: `${uniqueName('bridge')}.` };
    const bridge = await start(surroundings);
    await eventually(async () => expect(await bridge.notReady()).to.deep.equal(['SCHEMA_NOT_REGISTERED']));
    expect((await send(signUp, bridge)).status).to.equal(503);

    await setUpTopics(surroundings);
    await setUpSubjects(surroundings);

    await bridge.ready();
    expect((await send(signUp, bridge)).status).to.equal(202);
  });

  it('asks for a repetition while Kafka is down, and takes it when Kafka is back', async function () {
    this.timeout('3m');
    const kafka = await ownKafka();
    const surroundings = { ...shared, brokers: kafka.brokers, prefix: `${uniqueName('bridge')}.` };
    await setUpTopics(surroundings);
    await setUpSubjects(surroundings);
    const bridge = await start(surroundings);
    await bridge.ready();

    await kafka.kill();
    const refused = await send(signUp, bridge);
    const reasons = await bridge.notReady();
    await kafka.start();
    await bridge.ready();
    const taken = await send(signUp, bridge);

    expect(refused.status).to.equal(503);
    expect(refused.headers.get('retry-after')).to.equal('5');
    expect(await refused.json()).to.include({ code: 'NOT_STORED', detail: 'KAFKA_UNAVAILABLE' });
    expect(reasons).to.deep.equal(['KAFKA_UNAVAILABLE']);
    expect(taken.status).to.equal(202);
  });

  it('does without the registry once it is ready', async function () {
    this.timeout('3m');
    const registry = await ownRegistry();
    const surroundings = { ...shared, registryUrl: registry.url, prefix: `${uniqueName('bridge')}.` };
    await setUpTopics(surroundings);
    await setUpSubjects(surroundings);
    const bridge = await start(surroundings);
    await bridge.ready();

    await registry.kill();

    for (const file of [signUp, 'order.placed/order.json', 'customer.customer-address.created/nulls.json']) {
      expect((await send(file, bridge)).status, file).to.equal(202);
    }
  });

  it('confirms what it has begun before it leaves', async function () {
    this.timeout('3m');
    const kafka = await ownKafka();
    const surroundings = { ...shared, brokers: kafka.brokers, prefix: `${uniqueName('bridge')}.` };
    await setUpTopics(surroundings);
    await setUpSubjects(surroundings);
    const bridge = await start(surroundings);
    await bridge.ready();

    kafka.freeze();
    const begun = webhookFiles()
      .slice(0, 10)
      .map((file) => send(file, bridge));
    await eventually(async () => {
      const metrics = await (await fetch(`${bridge.url}/metrics`)).text();
      expect(metrics).to.match(/isthmus_bridge_in_flight\{.*\} 10/);
    });
    const left = bridge.terminate();
    // A webhook would be accepted, and wait, as long as the signal has not arrived.
    await eventually(async () => {
      const listening = await fetch(`${bridge.url}/livez`).catch(() => undefined);
      expect(listening).to.equal(undefined);
    });
    kafka.thaw();

    const statuses = (await Promise.all(begun)).map((answer) => answer.status);
    expect(statuses).to.deep.equal(statuses.map(() => 202));
    expect(await left).to.equal(0);
    const records = await Promise.all(
      Object.values(topicsOf(surroundings.prefix)).map((topic) =>
        readTopic({ clientId: 'test', brokers: kafka.brokers }, topic),
      ),
    );
    expect(records.flat()).to.have.length(10);
  });
});

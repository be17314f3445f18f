import { expect } from 'chai';
import { AvroRegistry, avroDecoder, avroEncoder } from '#libs/messaging/avro-codec.js';
import { deadLetterOf } from '#libs/messaging/dead-letters.js';
import { Undecodable } from '#libs/messaging/errors.js';
import type { KafkaRecord } from '#libs/messaging/message.js';
import { idOf, readDeadLetter } from '#libs/messaging/read-dead-letter.js';
import { subjectOf } from '#libs/messaging/topics.js';
import { customerEventSchema, type CustomerEvent } from '#schemas/generated/customer-event.js';
import { groupsOf, type Group } from '../../cli/dead-letters/groups.js';
import { readLedger } from '../../cli/dead-letters/read-ledger.js';
import { redrive, type RedriveReport } from '../../cli/dead-letters/redrive.js';
import type { Selection } from '../../cli/dead-letters/selection.js';
import { settleLetters } from '../../cli/dead-letters/settle-letters.js';
import { shownLetter } from '../../cli/dead-letters/show-letter.js';
import type { TopicsConnection } from '../../cli/operator-connections.js';
import { Unmappable } from '../../services/webhook-bridge/events/unmappable.js';
import { rawRecord } from '../../services/webhook-bridge/raw-record.js';
import { customerEvent } from '../support/customer-events.js';
import { Isthmus } from '../support/isthmus.js';
import { quietLog } from '../support/quiet-log.js';
import { servers } from '../support/servers.js';
import { typedCommand } from '../support/typed-command.js';
import { rawWebhook } from '../support/webhooks.js';

const quiet = { print: () => undefined, say: () => undefined, agree: () => Promise.resolve() };

/** A state of a customer: the version is the last digit of the second in which it was made. */
const state = (n: number, version: number): CustomerEvent =>
  customerEvent({
    id: `cus_${n}`,
    email: `person${n}@example.com`,
    updatedAt: Date.UTC(2026, 10, 25, 13, 0, version),
  });

describe('Dead letters on a real Kafka', function () {
  this.timeout(180_000);
  let isthmus: Isthmus;
  let connection: TopicsConnection;

  beforeEach(async () => {
    isthmus = await Isthmus.start();
    const { kafka, registry } = await servers();
    connection = {
      kafka: { clientId: 'test', brokers: kafka.brokers },
      registry: new AvroRegistry({ url: registry.url }),
      topics: isthmus.topics,
      topicPrefix: '',
      log: quietLog,
    };
  });

  afterEach(() => isthmus.stop());

  const customers = () => isthmus.records(isthmus.topics.customerEvents);

  /** Events that went through. */
  const handled = (...events: CustomerEvent[]) =>
    isthmus.publish(
      isthmus.topics.customerEvents,
      customerEventSchema,
      events.map((event) => [event.customerId, event]),
    );

  /** Events that a service has parked. */
  const parked = async (...events: CustomerEvent[]) => {
    const before = new Set((await customers()).map(idOf));
    await handled(...events);
    for (const record of await customers()) if (!before.has(idOf(record))) await park(record);
  };

  const park = (record: KafkaRecord) => {
    const { leadDeadLetters: topic } = isthmus.topics;
    const context = { topic, groupId: 'lead-service', failedAtMs: Date.now(), attempts: 1 };
    return isthmus.publisher.publish(deadLetterOf(record, new Undecodable('too short'), context));
  };

  const run = (selection: Selection, { apply = true, force = false } = {}): Promise<RedriveReport> =>
    redrive(connection, {
      ...{ selection, apply, force, by: 'ann', terminal: quiet, publisher: isthmus.publisher },
      agree: () => Promise.resolve(),
    });

  const cameBack = async () => {
    const decoder = avroDecoder<CustomerEvent>(connection.registry, customerEventSchema);
    const back = (await customers()).filter(({ headers }) => headers['dlt-redrive-count'] !== undefined);
    return Promise.all(
      back.map(async ({ key, value, headers }) => {
        const { version } = await decoder.decode(value);
        return [String(key), ((version ?? 0) / 1000) % 10, String(headers['dlt-redrive-count'])];
      }),
    );
  };

  it('go back as the newest of each thing, once, and are off the list', async () => {
    await parked(state(1, 1));
    await handled(state(1, 3));
    await parked(state(1, 2), state(2, 5));

    const before = groupsOf((await readLedger(connection, quiet)).open());
    const foreseen = await run({ cause: 'UNDECODABLE' }, { apply: false });
    const done = await run({ cause: 'UNDECODABLE' });

    expect(before.map(({ count, customers }) => [count, customers])).to.deep.equal([[3, 2]]);
    expect(foreseen).to.include({ applied: false, letters: 3, records: 2, covered: 2, settled: 0 });
    expect(done).to.include({ applied: true, letters: 3, records: 2, covered: 2, settled: 3 });
    expect((await cameBack()).sort()).to.deep.equal([
      ['cus_1', 3, '1'],
      ['cus_2', 5, '1'],
    ]);
    expect([...(await readLedger(connection, quiet)).open()]).to.deep.equal([]);
  });

  it('of one customer go back without those of another', async () => {
    await parked(state(1, 1), state(2, 1));

    await run({ key: 'cus_2' });

    expect((await cameBack()).map(([key]) => key)).to.deep.equal(['cus_2']);
    expect([...(await readLedger(connection, quiet)).open()].map(({ key }) => key)).to.deep.equal(['cus_1']);
  });

  it('that went back five times stay until somebody insists', async () => {
    const encoder = avroEncoder<CustomerEvent>(
      connection.registry,
      subjectOf(isthmus.topics.customerEvents),
      customerEventSchema,
    );
    await isthmus.publisher.publish({
      ...{ topic: isthmus.topics.customerEvents, key: 'cus_1', value: await encoder.encode(state(1, 1)) },
      headers: { 'dlt-redrive-count': '5' },
    });
    for (const record of await customers()) await park(record);

    expect(await run({})).to.include({ heldBack: 1, records: 0 });
    expect(await run({}, { force: true })).to.include({ heldBack: 0, records: 1 });
  });

  it('that were discarded do not come back in place of an older one', async () => {
    await parked(state(1, 1), state(1, 2));
    const newer = [...(await readLedger(connection, quiet)).open()].slice(1);
    await settleLetters(isthmus.publisher, newer, { how: 'discarded', by: 'ann', reason: 'a test' });

    await run({});

    expect(await cameBack()).to.deep.equal([['cus_1', 1, '1']]);
  });

  it('are shown without what is in them about people', async () => {
    await parked(state(1, 1));
    const [record] = await isthmus.records(isthmus.topics.leadDeadLetters);
    const show = async (reveal: boolean) =>
      JSON.stringify(
        await shownLetter(connection, readDeadLetter(record as KafkaRecord), {
          settlement: undefined,
          reveal,
        }),
      );

    expect(await show(false))
      .to.include('cus_1')
      .and.not.include('person1@example.com');
    expect(await show(true)).to.include('person1@example.com');
  });

  it('of the bridge are mapped again, and those that still can not be stay', async () => {
    const webhook = {
      ...{ id: 'evt_1', event: null, path: '/webhooks/medusa', headers: {} },
      body: rawWebhook('customer.created/unicode-company.json'),
      receivedAt: Date.now(),
    };
    const hopeless = {
      ...webhook,
      id: 'evt_2',
      body: Buffer.from('{"type":"customer.created","entity_type":"customer"}'),
    };
    for (const each of [webhook, hopeless])
      await isthmus.publisher.publish(
        rawRecord(isthmus.topics.webhookDeadLetters, each, new Unmappable('entity: odd')),
      );

    const done = await run({});

    expect(done.webhooks.mapped).to.equal(1);
    expect(Object.values(done.webhooks.unmapped)).to.deep.equal([1]);
    expect((await customers()).map(({ key }) => String(key))).to.deep.equal([
      'cus_01M84MXWM9SHDPN765CADRAX06',
    ]);
    expect([...(await readLedger(connection, quiet)).open()].map(({ key }) => key)).to.deep.equal(['evt_2']);
  });

  it('of the bridge are listed, shown and discarded as those of a service are', async () => {
    const webhook = {
      ...{ id: 'evt_1', event: null, path: '/webhooks/medusa', headers: {}, receivedAt: Date.now() },
      body: Buffer.from('{"type":"customer.created","entity":{"email":"ada@example.com","id":"cus_1"}}'),
    };
    const topic = isthmus.topics.webhookDeadLetters;
    await isthmus.publisher.publish(rawRecord(topic, webhook, new Unmappable('entity_type: missing')));
    const typed = (...args: string[]) => typedCommand(isthmus.env, 'dead-letters', ...args).ended;

    const listed = await typed('list', '--json');
    const [group] = JSON.parse(listed.stdout) as Group[];
    const shown = await typed('show', group?.example ?? '', '--json');
    const unasked = await typed('discard', group?.example ?? '', '--reason', 'a test');
    const stillThere = await typed('redrive', group?.example ?? '', '--apply', '--yes');
    const discarded = await typed('discard', group?.example ?? '', '--reason', 'a test', '--yes');

    expect(group).to.deep.include({ topic, cause: 'UNMAPPABLE', count: 1 });
    expect(JSON.parse(shown.stdout)).to.deep.include({
      ...{ state: 'open', cause: 'UNMAPPABLE', message: 'entity_type: missing', origin: null },
      value: { type: 'customer.created', entity: { email: '[redacted]', id: 'cus_1' } },
    });
    expect(unasked).to.deep.include({ code: 1, stdout: '' });
    expect(stillThere).to.deep.include({ code: 1 });
    expect(stillThere.stdout).to.match(/1 webhook can not be mapped still/);
    expect(discarded).to.deep.include({ code: 0, stdout: '1 dead letter discarded.\n' });
    expect((await typed('list')).stdout).to.equal('No dead letters.\n');
    const audit = (await isthmus.records(topic)).map(({ headers }) => [
      headers['dlt-settled'],
      headers['dlt-settled-reason'],
    ]);
    expect(audit.map((pair) => pair.map(String))).to.deep.include(['discarded', 'a test']);
  });
});

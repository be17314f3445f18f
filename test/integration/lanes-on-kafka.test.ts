import { expect } from 'chai';
import { IntegrationError } from '#libs/errors/integration-error.js';
import type { KafkaSettings } from '#libs/messaging/kafka-settings.js';
import { eventually } from '../support/eventually.js';
import { keysOfPartition } from '../support/partition-keys.js';
import { readTopic } from '../support/read-topic.js';
import { servers } from '../support/servers.js';
import {
  numbered,
  numbersOf,
  produce,
  startTestService,
  upTo,
  type Numbered,
  type TestService,
} from '../support/test-service.js';
import { uniqueTopic } from '../support/unique-topic.js';

class Conflict extends IntegrationError {
  readonly code = 'ERPNEXT_CONFLICT';
}

describe('Lanes on a real Kafka', () => {
  let kafka: KafkaSettings;
  let service: TestService | undefined;

  before(async () => {
    kafka = { clientId: 'test', brokers: (await servers()).kafka.brokers };
  });

  afterEach(async () => {
    await service?.stop();
    service = undefined;
  });

  const start = async (topic: string, handle: (event: Numbered) => Promise<void>, more: object = {}) =>
    (service = await startTestService({ kafka, topic, handle, ...more }));

  it('handle the records of a key in order, and every record once', async () => {
    const topic = await uniqueTopic(kafka, { partitions: 3 });
    await produce(
      kafka,
      topic,
      upTo(30).flatMap((number) => upTo(20).map((key) => numbered(`k${key}`, number))),
    );

    const { handled } = await start(topic, () => randomDelay(5));

    await eventually(() => expect(handled).to.have.length(600));
    for (const numbers of Object.values(numbersOf(handled))) expect(numbers).to.deep.equal(upTo(30));
    await eventually(async () => expect([...(await service!.lag()).values()]).to.deep.equal([0, 0, 0]));
  });

  it('let thousands pass a key that is stuck in their partition', async () => {
    const topic = await uniqueTopic(kafka);
    let mended = false;
    await produce(kafka, topic, [numbered('stuck', 0), ...upTo(3000).map((n) => numbered(`k${n % 100}`, n))]);

    const { handled, groupId } = await start(topic, async ({ key }) => {
      if (key === 'stuck' && !mended) throw new Conflict('somebody holds the document');
    });

    await eventually(() => expect(handled).to.have.length(3000));
    expect(service!.state().oldestWaiting).to.have.length(1);
    expect(service!.state().oldestWaiting[0]).to.include({ cause: 'ERPNEXT_CONFLICT', key: 'stuck' });
    expect(service!.state().unfinished).to.equal(1);
    expect([...(await service!.lag()).values()]).to.deep.equal([3001]);

    mended = true;
    await eventually(() => expect(handled.at(-1)?.key).to.equal('stuck'));
    await service!.stop();
    const again = await start(topic, () => Promise.resolve(), { groupId, deadLetterTopic: `${topic}.dlt2` });
    await produce(kafka, topic, [numbered('last', 1)]);
    await eventually(() => expect(again.handled.map(({ key }) => key)).to.deep.equal(['last']));
  });

  it('park poison in the middle, bytes and all, and go on behind it', async () => {
    const topic = await uniqueTopic(kafka);
    const poison = Buffer.from([0, 1, 2]);
    await produce(kafka, topic, [numbered('k', 0), { key: 'k', bytes: poison }, numbered('k', 1)]);

    const { handled, deadLetterTopic } = await start(topic, () => Promise.resolve());

    await eventually(() => expect(numbersOf(handled)).to.deep.equal({ k: [0, 1] }));
    const [letter, ...others] = await readTopic(kafka, deadLetterTopic);
    expect(letter?.value).to.deep.equal(poison);
    expect(letter?.headers['dlt-cause']?.toString()).to.equal('UNDECODABLE');
    expect(letter?.headers['kafka_dlt-original-offset']?.toString()).to.equal('1');
    expect(others).to.deep.equal([]);
  });

  it('park what overflows the lane of a stuck key, and nothing of anybody else', async () => {
    const topic = await uniqueTopic(kafka);
    await produce(kafka, topic, [numbered('stuck', 0)]);
    const { handled, deadLetterTopic } = await start(
      topic,
      async ({ key }) => {
        if (key === 'stuck') throw new Conflict('somebody holds the document');
        await randomDelay(2);
      },
      { bounds: { stuckAfterMs: 100, window: { perPartition: 500, perKey: 20, crowdedAt: 0.8 } } },
    );
    await eventually(() => expect(service!.state().oldestWaiting[0]?.seconds).to.be.greaterThan(0.1));

    await produce(
      kafka,
      topic,
      upTo(30).flatMap((n) => [numbered('stuck', n + 1), numbered('other', n)]),
    );

    await eventually(() => expect(numbersOf(handled)).to.deep.equal({ other: upTo(30) }));
    const letters = await eventually(async () => {
      const read = await readTopic(kafka, deadLetterTopic);
      expect(read).to.have.length(11);
      return read;
    });
    expect(new Set(letters.map(({ key, headers }) => `${key} ${headers['dlt-cause']}`))).to.deep.equal(
      new Set(['stuck KEY_OVERFLOW']),
    );
    expect(service!.state().unfinished).to.equal(20);
  });

  it('stop reading a partition whose window is full, and no other', async () => {
    const topic = await uniqueTopic(kafka, { partitions: 2 });
    const here = keysOfPartition(0, { of: 2, count: 60 });
    const [there = ''] = keysOfPartition(1, { of: 2, count: 1 });
    let mended = false;
    await produce(
      kafka,
      topic,
      here.map((key) => numbered(key, 0)),
    );

    const { handled } = await start(
      topic,
      async ({ key }) => {
        if (key !== there && !mended) throw new Conflict('somebody holds the document');
      },
      { bounds: { window: { perPartition: 40, perKey: 50, crowdedAt: 0.8 } } },
    );
    await eventually(() => expect(service!.state().unfinished).to.equal(40));
    await produce(
      kafka,
      topic,
      upTo(100).map((n) => numbered(there, n)),
    );

    await eventually(() => expect(numbersOf(handled)).to.deep.equal({ [there]: upTo(100) }));
    expect(service!.state().unfinished).to.equal(40);

    mended = true;
    await eventually(() => expect(handled).to.have.length(160));
  });
});

const randomDelay = (ms: number) => new Promise<void>((resolve) => setTimeout(resolve, Math.random() * ms));

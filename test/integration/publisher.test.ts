import { expect } from 'chai';
import { codeOf } from '#libs/errors/integration-error.js';
import { KafkaPublisher } from '#libs/messaging/kafka-publisher.js';
import type { KafkaSettings } from '#libs/messaging/kafka-settings.js';
import { quietLog } from '../support/quiet-log.js';
import { readTopic } from '../support/read-topic.js';
import { ownKafka, servers } from '../support/servers.js';
import { uniqueName, uniqueTopic } from '../support/unique-topic.js';

describe('A publisher on a real Kafka', () => {
  let settings: KafkaSettings;

  before(async () => {
    settings = { clientId: 'test', brokers: (await servers()).kafka.brokers };
  });

  it('writes key, value and headers as they are, to several topics at once', async () => {
    const topics = [await uniqueTopic(settings), await uniqueTopic(settings)];
    const publisher = new KafkaPublisher(settings, quietLog);

    await Promise.all(
      topics.map((topic) =>
        publisher.publish({ topic, key: 'cus_1', value: Buffer.from([0, 255]), headers: { ce_id: 'e1' } }),
      ),
    );
    await publisher.close();

    for (const topic of topics) {
      const [record, ...others] = await readTopic(settings, topic);
      expect(record?.key?.toString()).to.equal('cus_1');
      expect(record?.value).to.deep.equal(Buffer.from([0, 255]));
      expect(record?.headers['ce_id']?.toString()).to.equal('e1');
      expect(others).to.deep.equal([]);
    }
  });

  it('sends a record at whatever moment after the one before it comes', async () => {
    const topic = await uniqueTopic(settings);
    const publisher = new KafkaPublisher(settings, quietLog, { publishTimeoutMs: 2000 });

    for (let turns = 0; turns < 12; turns += 1) {
      await publisher.publish({ topic, key: 'cus_1', value: null, headers: {} });
      for (let turn = 0; turn < turns; turn += 1) await Promise.resolve();
    }
    await publisher.close();

    expect(await readTopic(settings, topic)).to.have.length(12);
  });

  it('refuses a record that is too large, and only that one', async () => {
    const topic = await uniqueTopic(settings, { configuration: { 'max.message.bytes': '20000' } });
    const publisher = new KafkaPublisher(settings, quietLog);
    const sizes = [9000, 9000, 50_000, 9000];

    const results = await Promise.allSettled(
      sizes.map((size, index) =>
        publisher.publish({ topic, key: `k${index}`, value: Buffer.alloc(size), headers: {} }),
      ),
    );
    await publisher.close();

    const answers = results.map((result) =>
      result.status === 'fulfilled' ? 'written' : codeOf(result.reason),
    );
    expect(answers).to.deep.equal(['written', 'written', 'RECORD_TOO_LARGE', 'written']);
    expect((await readTopic(settings, topic)).map(({ value }) => value?.length)).to.have.members([
      9000, 9000, 9000,
    ]);
  });

  it('says that a topic is missing', async () => {
    const publisher = new KafkaPublisher(settings, quietLog, { publishTimeoutMs: 5000 });

    const code = await publisher
      .publish({ topic: uniqueName('missing'), key: null, value: Buffer.from('x'), headers: {} })
      .catch(codeOf);
    await publisher.close();

    expect(code).to.equal('TOPIC_MISSING');
  });

  it('gives up in time on a broker that says nothing, and goes on with it when it is back', async () => {
    const kafka = await ownKafka();
    const own = { clientId: 'test', brokers: kafka.brokers };
    const topic = await uniqueTopic(own);
    const publisher = new KafkaPublisher(own, quietLog, { publishTimeoutMs: 1000 });
    const publish = (value: string) =>
      publisher.publish({ topic, key: 'k', value: Buffer.from(value), headers: {} });
    await publish('before');

    kafka.freeze();
    const asked = Date.now();
    const code = await publish('frozen').catch(codeOf);
    const waitedMs = Date.now() - asked;
    kafka.thaw();
    await publish('after');
    await publisher.close();

    expect(code).to.equal('KAFKA_UNAVAILABLE');
    expect(waitedMs).to.be.within(900, 1600);
    expect((await readTopic(own, topic)).map(({ value }) => value?.toString())).to.include.members([
      'before',
      'after',
    ]);
  });
});

import { expect } from 'chai';
import { KafkaPublisher } from '#libs/messaging/kafka-publisher.js';
import type { KafkaSettings } from '#libs/messaging/kafka-settings.js';
import { TopicReader } from '#libs/messaging/topic-reader.js';
import { quietLog } from '../support/quiet-log.js';
import { servers } from '../support/servers.js';
import { uniqueName, uniqueTopic } from '../support/unique-topic.js';

describe('TopicReader on a real Kafka', () => {
  let settings: KafkaSettings;
  let publisher: KafkaPublisher;
  let reader: TopicReader;
  let topic: string;

  before(async () => {
    settings = { clientId: 'test', brokers: (await servers()).kafka.brokers };
    publisher = new KafkaPublisher(settings, quietLog);
    reader = new TopicReader(settings, quietLog);
  });

  beforeEach(async () => {
    topic = await uniqueTopic(settings, { partitions: 3 });
  });

  after(() => publisher.close());

  const publish = (...values: string[]) =>
    Promise.all(
      values.map((value) =>
        publisher.publish({ topic, key: value, value: Buffer.from(value), headers: { h: value } }),
      ),
    );

  it('reads exactly what came between two places', async () => {
    await publish('before');
    const from = await reader.end([topic]);
    await publish('a', 'b', 'c', 'd');
    const to = await reader.end([topic]);
    await publish('after');

    const records = await reader.read(from, to);

    expect(records.map(({ value }) => String(value)).sort()).to.deep.equal(['a', 'b', 'c', 'd']);
    expect(records.every(({ headers, key }) => String(headers['h']) === String(key))).to.equal(true);
  });

  it('reads nothing, at once, where nothing came', async () => {
    const here = await reader.end([topic]);

    expect(await reader.read(here, here)).to.deep.equal([]);
  });

  it('counts everything as unfinished for a group that has not committed anything', async () => {
    const groupId = uniqueName('group');
    await publish('a', 'b');
    expect(await reader.unfinished(groupId, topic)).to.equal(2);
  });
});

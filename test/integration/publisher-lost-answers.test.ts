import { expect } from 'chai';
import { KafkaPublisher } from '#libs/messaging/kafka-publisher.js';
import type { KafkaSettings } from '#libs/messaging/kafka-settings.js';
import { quietLog } from '../support/quiet-log.js';
import { readTopic } from '../support/read-topic.js';
import { ownKafka } from '../support/servers.js';
import { SwallowingProxy } from '../support/swallowing-proxy.js';
import { uniqueTopic } from '../support/unique-topic.js';

describe('A publisher whose answers get lost', () => {
  let proxy: SwallowingProxy;
  let direct: KafkaSettings;
  let proxied: KafkaSettings;

  before(async () => {
    proxy = await SwallowingProxy.listen();
    const kafka = await ownKafka({ proxied: { advertise: proxy.port } });
    proxy.target = kafka.proxiedPort ?? 0;
    direct = { clientId: 'test', brokers: kafka.brokers };
    proxied = { clientId: 'test', brokers: [`127.0.0.1:${proxy.port}`] };
  });

  beforeEach(() => {
    proxy.cuts = 0;
  });

  afterEach(() => {
    proxy.swallows = () => false;
  });

  after(() => proxy.close());

  it('loses, doubles and reorders nothing while kafkajs finds the answer by itself', async () => {
    const topic = await uniqueTopic(direct, { partitions: 4 });
    proxy.swallows = oneIn(5);

    const acknowledged = await publishClosedLoop({ topic, keys: 40, writers: 64, records: 2500 });

    const written = await readTopic(direct, topic);
    expect(proxy.cuts).to.be.greaterThan(3);
    expect(acknowledged).to.have.length(2500);
    expect(lostOf(acknowledged, written.map(textOf))).to.deep.equal([]);
    expect(written).to.have.length(2500);
    expect(disorderOf(written)).to.deep.equal([]);
  });

  it('loses nothing that was acknowledged when sends are given up, many keys at once', async () => {
    const topic = await uniqueTopic(direct, { partitions: 4 });
    proxy.swallows = oneIn(2);

    const acknowledged = await publishClosedLoop({
      topic,
      keys: 40,
      writers: 64,
      records: 1500,
      publishTimeoutMs: 60,
    });

    const written = await readTopic(direct, topic);
    expect(proxy.cuts).to.be.greaterThan(3);
    expect(lostOf(acknowledged, written.map(textOf))).to.deep.equal([]);
    expect(disorderOf(written.filter((record) => acknowledged.includes(textOf(record))))).to.deep.equal([]);
  });

  it('loses nothing that was acknowledged when sends are given up, one key after the other', async () => {
    const topic = await uniqueTopic(direct);
    proxy.swallows = oneIn(2);

    const acknowledged = await publishClosedLoop({
      topic,
      keys: 1,
      writers: 1,
      records: 80,
      publishTimeoutMs: 60,
    });

    const written = await readTopic(direct, topic);
    expect(acknowledged.length).to.be.within(1, 79);
    expect(lostOf(acknowledged, written.map(textOf))).to.deep.equal([]);
    expect(disorderOf(written)).to.deep.equal([]);
  });

  /** Writers that publish one record after the other; answers the values that were acknowledged. */
  const publishClosedLoop = async (run: {
    topic: string;
    keys: number;
    writers: number;
    records: number;
    publishTimeoutMs?: number;
  }): Promise<string[]> => {
    const { topic, keys, writers, records, publishTimeoutMs = 10_000 } = run;
    const publisher = new KafkaPublisher(proxied, quietLog, { publishTimeoutMs });
    await publisher.connect();
    const acknowledged: string[] = [];
    let next = 0;
    const writer = async () => {
      while (next < records) {
        const value = String(next++);
        await publisher
          .publish({ topic, key: `k${Number(value) % keys}`, value: Buffer.from(value), headers: {} })
          .then(
            () => acknowledged.push(value),
            () => new Promise((resolve) => setTimeout(resolve, 20)),
          );
      }
    };
    await Promise.all(Array.from({ length: writers }, writer));
    proxy.swallows = () => false;
    await publisher.close();
    return acknowledged;
  };
});

const oneIn = (n: number) => {
  let answers = 0;
  return () => ++answers % n === 0;
};

const textOf = ({ value }: { value: Buffer | null }) => value?.toString() ?? '';

const lostOf = (acknowledged: readonly string[], written: readonly string[]) => {
  const there = new Set(written);
  return acknowledged.filter((value) => !there.has(value));
};

/** First copies that stand behind a later one of the same key. */
const disorderOf = (records: readonly { key: Buffer | null; value: Buffer | null }[]) => {
  const newest = new Map<string, number>();
  const seen = new Set<string>();
  return records.filter((record) => {
    const [key, value] = [String(record.key), textOf(record)];
    if (seen.has(value)) return false;
    seen.add(value);
    const late = Number(value) < (newest.get(key) ?? -1);
    newest.set(key, Math.max(Number(value), newest.get(key) ?? -1));
    return late;
  });
};

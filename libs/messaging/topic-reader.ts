import { randomUUID } from 'node:crypto';
import type { Logger } from '#libs/logging/logger.js';
import { within } from './deadline.js';
import { KafkaUnavailable } from './errors.js';
import { withAdmin } from './kafka-admin.js';
import { createKafka } from './kafka-client.js';
import type { KafkaSettings } from './kafka-settings.js';
import type { KafkaRecord } from './message.js';

/** A place in topics: the next offset of each partition. */
export type Place = ReadonlyMap<string, ReadonlyMap<number, bigint>>;

/** Reads what lies between two places, for tools that look at topics without being part of their work. */
export class TopicReader {
  constructor(
    private readonly settings: KafkaSettings,
    private readonly log: Logger,
    private readonly timeoutMs = 30_000,
  ) {}

  /** The end of the topics as of now. */
  end(topics: readonly string[]): Promise<Place> {
    return this.places(topics, ({ high }) => high);
  }

  /** The oldest records that the topics still hold. */
  beginning(topics: readonly string[]): Promise<Place> {
    return this.places(topics, ({ low }) => low);
  }

  /** The first records that were appended at this time or later. */
  since(topics: readonly string[], timeMs: number): Promise<Place> {
    return withAdmin(this.settings, this.log, async (admin) => {
      const places = new Map<string, ReadonlyMap<number, bigint>>();
      for (const topic of topics) {
        const partitions = await admin.fetchTopicOffsetsByTimestamp(topic, timeMs);
        places.set(topic, new Map(partitions.map(({ partition, offset }) => [partition, BigInt(offset)])));
      }
      return places;
    });
  }

  /** Records that the group has not finished yet. */
  unfinished(groupId: string, topic: string): Promise<number> {
    return withAdmin(this.settings, this.log, async (admin) => {
      const partitions = await admin.fetchTopicOffsets(topic);
      const [held] = await admin.fetchOffsets({ groupId, topics: [topic] });
      const committed = new Map(held?.partitions.map(({ partition, offset }) => [partition, Number(offset)]));
      return partitions.reduce((sum, { partition, low, high }) => {
        const offset = committed.get(partition) ?? -1;
        return sum + Number(high) - Math.max(offset, Number(low));
      }, 0);
    });
  }

  /** In the order of each partition. */
  async read(from: Place, to: Place): Promise<KafkaRecord[]> {
    const left = new Map<string, bigint>();
    const starts: { topic: string; partition: number; offset: string }[] = [];
    for (const [topic, partitions] of to) {
      for (const [partition, end] of partitions) {
        const start = from.get(topic)?.get(partition) ?? 0n;
        starts.push({ topic, partition, offset: String(start) });
        if (end > start) left.set(`${topic} ${partition}`, end);
      }
    }
    if (left.size === 0) return [];

    const groupId = `isthmus-reader-${randomUUID()}`;
    const consumer = createKafka(this.settings, this.log).consumer({ groupId, maxWaitTimeInMs: 200 });
    const records = new Map<string, KafkaRecord>();
    const complete = async () => {
      await consumer.connect();
      await consumer.subscribe({ topics: [...to.keys()], fromBeginning: true });
      // At each join, because kafkajs forgets a seek when it starts itself again, as it does while a broker warms up.
      consumer.on(consumer.events.GROUP_JOIN, () => starts.forEach((start) => consumer.seek(start)));
      await new Promise<void>((resolve, reject) => {
        consumer
          .run({
            autoCommit: false,
            eachBatch: ({ batch }) => {
              const { topic, partition } = batch;
              const start = from.get(topic)?.get(partition) ?? 0n;
              const end = to.get(topic)?.get(partition) ?? 0n;
              for (const { offset: at, timestamp, key, value, headers } of batch.messages) {
                const offset = BigInt(at);
                if (offset < start || offset >= end) continue;
                const place = { topic, partition, offset, timestampMs: Number(timestamp) };
                records.set(`${topic} ${partition} ${at}`, { ...place, key, value, headers: headers ?? {} });
              }
              if (BigInt(batch.lastOffset()) >= end - 1n) left.delete(`${topic} ${partition}`);
              if (left.size === 0) resolve();
              return Promise.resolve();
            },
          })
          .catch(reject);
      });
    };
    try {
      await within(this.timeoutMs, complete(), () => new KafkaUnavailable('topics were not read in time'));
    } finally {
      await consumer.disconnect();
      await withAdmin(this.settings, this.log, (admin) => admin.deleteGroups([groupId])).catch(
        () => undefined,
      );
    }
    return [...records.values()];
  }

  private places(
    topics: readonly string[],
    offsetOf: (partition: { readonly low: string; readonly high: string }) => string,
  ): Promise<Place> {
    return withAdmin(this.settings, this.log, async (admin) => {
      const places = new Map<string, ReadonlyMap<number, bigint>>();
      for (const topic of topics) {
        const partitions = await admin.fetchTopicOffsets(topic);
        places.set(topic, new Map(partitions.map((each) => [each.partition, BigInt(offsetOf(each))])));
      }
      return places;
    });
  }
}

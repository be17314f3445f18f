import { createKafka } from '#libs/messaging/kafka-client.js';
import type { KafkaRecord } from '#libs/messaging/message.js';
import type { KafkaSettings } from '#libs/messaging/kafka-settings.js';
import { withAdmin } from '#libs/messaging/kafka-admin.js';
import { quietLog } from './quiet-log.js';
import { uniqueName } from './unique-topic.js';

/** Every record that the topic holds at this moment, in the order of each partition. */
export const readTopic = async (settings: KafkaSettings, topic: string): Promise<KafkaRecord[]> => {
  const ends = await withAdmin(settings, quietLog, (admin) => admin.fetchTopicOffsets(topic));
  const left = new Map(
    ends
      .filter(({ low, high }) => BigInt(high) > BigInt(low))
      .map(({ partition, high }) => [partition, BigInt(high)]),
  );
  const records: KafkaRecord[] = [];
  if (left.size === 0) return records;

  const consumer = createKafka(settings, quietLog).consumer({
    groupId: uniqueName('reader'),
    maxWaitTimeInMs: 100,
  });
  await consumer.connect();
  await consumer.subscribe({ topic, fromBeginning: true });
  await new Promise<void>((resolve, reject) => {
    consumer
      .run({
        autoCommit: false,
        eachBatch: ({ batch: { partition, messages, lastOffset } }) => {
          for (const { offset, timestamp, key, value, headers } of messages)
            records.push({
              topic,
              partition,
              offset: BigInt(offset),
              timestampMs: Number(timestamp),
              key,
              value,
              headers: headers ?? {},
            });
          const last = BigInt(messages.at(-1)?.offset ?? lastOffset());
          if (last + 1n >= (left.get(partition) ?? 0n)) left.delete(partition);
          if (left.size === 0) resolve();
          return Promise.resolve();
        },
      })
      .catch(reject);
  });
  await consumer.disconnect();
  return records;
};

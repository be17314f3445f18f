import { readMerged } from '#libs/messaging/merged-reader.js';
import type { KafkaRecord } from '#libs/messaging/message.js';
import type { Coordinates } from '#libs/messaging/read-dead-letter.js';
import { TopicReader } from '#libs/messaging/topic-reader.js';
import type { TopicsConnection } from '../operator-connections.js';

type Wanted = Map<string, Map<number, Set<bigint>>>;

/** Reads single records by where they stand; those that are gone by now are missing from the answer. */
export async function* recordsAt(
  { kafka, log }: Pick<TopicsConnection, 'kafka' | 'log'>,
  places: Iterable<Coordinates>,
): AsyncGenerator<KafkaRecord> {
  const wanted: Wanted = new Map();
  for (const { topic, partition, offset } of places) {
    const partitions = wanted.get(topic) ?? new Map<number, Set<bigint>>();
    wanted.set(topic, partitions.set(partition, (partitions.get(partition) ?? new Set()).add(offset)));
  }
  const topics = [...wanted.keys()];
  const reader = new TopicReader(kafka, log);
  const [beginning, end] = [await reader.beginning(topics), await reader.end(topics)];
  const from = edges(wanted, (topic, partition, offsets) =>
    later(lowest(offsets), beginning.get(topic)?.get(partition) ?? 0n),
  );
  const to = edges(wanted, (topic, partition, offsets) =>
    earlier(highest(offsets) + 1n, end.get(topic)?.get(partition) ?? 0n),
  );
  for await (const record of readMerged(kafka, log, { from, to }))
    if (wanted.get(record.topic)?.get(record.partition)?.has(record.offset)) yield record;
}

const edges = (wanted: Wanted, edge: (topic: string, partition: number, offsets: Set<bigint>) => bigint) =>
  new Map(
    [...wanted].map(([topic, partitions]) => [
      topic,
      new Map([...partitions].map(([partition, offsets]) => [partition, edge(topic, partition, offsets)])),
    ]),
  );

const later = (a: bigint, b: bigint) => (a > b ? a : b);
const earlier = (a: bigint, b: bigint) => (a < b ? a : b);
const lowest = (offsets: Iterable<bigint>) => [...offsets].reduce(earlier);
const highest = (offsets: Iterable<bigint>) => [...offsets].reduce(later);

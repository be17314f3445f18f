import { Partitioners } from 'kafkajs';
import type { Place } from './topic-reader.js';

/** Where the publisher puts a key in a topic of so many partitions. */
export const partitionOf = (key: string, partitions: number): number =>
  Partitioners.DefaultPartitioner()({
    topic: '',
    message: { key, value: null },
    partitionMetadata: Array.from({ length: partitions }, (_, partitionId) => ({
      ...{ partitionId, partitionErrorCode: 0, leader: 1, replicas: [1], isr: [1] },
    })),
  });

/** Of all partitions of topics those that may hold a record of one of these keys. */
export const partitionsOf = (keys: readonly string[], place: Place): Place =>
  new Map(
    [...place].map(([topic, partitions]) => {
      const wanted = new Set(keys.map((key) => partitionOf(key, partitions.size)));
      return [topic, new Map([...partitions].filter(([partition]) => wanted.has(partition)))];
    }),
  );

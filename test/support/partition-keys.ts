import { Partitioners } from 'kafkajs';

/** Keys that the publisher puts into one partition of a topic of so many. */
export const keysOfPartition = (
  partition: number,
  { of, count }: { of: number; count: number },
): string[] => {
  const partitioner = Partitioners.DefaultPartitioner();
  const partitionMetadata = Array.from({ length: of }, (_, partitionId) => ({
    partitionErrorCode: 0,
    partitionId,
    leader: 1,
    replicas: [1],
    isr: [1],
  }));
  const keys: string[] = [];
  for (let n = 0; keys.length < count; n += 1) {
    const key = `k${n}`;
    if (partitioner({ topic: 't', partitionMetadata, message: { key, value: null } }) === partition)
      keys.push(key);
  }
  return keys;
};

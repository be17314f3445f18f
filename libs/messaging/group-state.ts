import type { Logger } from '#libs/logging/logger.js';
import { withAdmin } from './kafka-admin.js';
import type { KafkaSettings } from './kafka-settings.js';

/** A consumer group and the topic that it reads. */
export interface Reading {
  readonly group: string;
  readonly topic: string;
}

export interface GroupState extends Reading {
  readonly members: number;
  /** The first offset of each partition that is not finished. */
  readonly committed: ReadonlyMap<number, bigint>;
  /** Records that are not finished. */
  readonly unfinished: number;
}

/** How far groups are, and whether anybody reads for them. */
export const groupStates = (
  settings: KafkaSettings,
  log: Logger,
  readings: readonly Reading[],
): Promise<GroupState[]> =>
  withAdmin(settings, log, async (admin) => {
    const { groups } = await admin.describeGroups(readings.map(({ group }) => group));
    const states: GroupState[] = [];
    for (const { group, topic } of readings) {
      const partitions = await admin.fetchTopicOffsets(topic);
      const [held] = await admin.fetchOffsets({ groupId: group, topics: [topic] });
      const committed = new Map<number, bigint>();
      let unfinished = 0n;
      for (const { partition, low, high } of partitions) {
        const offset = held?.partitions.find((each) => each.partition === partition)?.offset ?? '-1';
        // A group that has committed nothing begins with the oldest record; one may also be gone that it was at.
        const next = BigInt(offset) > BigInt(low) ? BigInt(offset) : BigInt(low);
        committed.set(partition, next);
        unfinished += BigInt(high) - next;
      }
      const members = groups.find(({ groupId }) => groupId === group)?.members.length ?? 0;
      states.push({ group, topic, members, committed, unfinished: Number(unfinished) });
    }
    return states;
  });

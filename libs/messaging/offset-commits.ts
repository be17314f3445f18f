import type { Consumer, EachBatchPayload } from 'kafkajs';
import type { Logger } from '#libs/logging/logger.js';
import type { PartitionSession } from './partition-session.js';

export interface OffsetCommitsOptions {
  readonly consumer: Consumer;
  readonly topic: string;
  readonly log: Logger;
  /** Those of the partitions that are this member's now. */
  readonly sessions: ReadonlyMap<number, PartitionSession>;
}

/** Tells the group what the sessions have finished, one request at a time. */
export class OffsetCommits {
  private committing: Promise<void> | undefined;
  /**
   * `consumer.commitOffsets` tries again by itself, in the next generation too: it would set back what the new owner of
   * a partition has committed since. This one, which kafkajs hands to eachBatch, tries once.
   */
  private commitOnce: EachBatchPayload['commitOffsetsIfNecessary'] | undefined;

  constructor(private readonly options: OffsetCommitsOptions) {}

  goThrough({ commitOffsetsIfNecessary }: EachBatchPayload): void {
    this.commitOnce = commitOffsetsIfNecessary;
  }

  commit(): Promise<void> {
    return (this.committing ??= this.commitFinished().finally(() => (this.committing = undefined)));
  }

  /** With what is finished at this moment, unlike a commit that is already under way. */
  async commitNow(): Promise<void> {
    if (this.committing) {
      await this.committing;
      // A rejoin whose answer came with that of the commit is announced before this goes on.
      await new Promise(setImmediate);
    }
    await this.commit();
  }

  private async commitFinished(): Promise<void> {
    const { consumer, topic, log, sessions } = this.options;
    const due = [...sessions].flatMap(([partition, session]) => {
      const offset = session.toCommit;
      return offset === undefined ? [] : [{ partition, session, offset }];
    });
    if (due.length === 0 || !this.commitOnce) return;

    // Only this event says that a commit arrived.
    const confirmed = new Set<number>();
    const forget = consumer.on(consumer.events.COMMIT_OFFSETS, ({ payload: { topics } }) => {
      for (const { partitions } of topics)
        for (const { partition } of partitions) confirmed.add(Number(partition));
    });
    try {
      const partitions = due.map(({ partition, offset }) => ({ partition, offset: String(offset) }));
      await this.commitOnce({ topics: [{ topic, partitions }] });
      for (const { partition, session, offset } of due)
        if (confirmed.has(partition)) session.noteCommitted(offset);
    } catch (error) {
      // Of the generation before a rebalance, or Kafka is away: the next one says the same or more.
      log.debug({ error }, 'commit not accepted');
    } finally {
      forget();
    }
  }
}

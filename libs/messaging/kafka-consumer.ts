import type { Consumer, EachBatchPayload } from 'kafkajs';
import type { Logger } from '#libs/logging/logger.js';
import { within } from './deadline.js';
import { KafkaUnavailable } from './errors.js';
import { withAdmin } from './kafka-admin.js';
import { createKafka } from './kafka-client.js';
import { kafkaFailure } from './kafka-failure.js';
import type { KafkaSettings } from './kafka-settings.js';
import type { KafkaRecord } from './message.js';
import { OffsetCommits } from './offset-commits.js';
import { PartitionSession, type PartitionSessionOptions } from './partition-session.js';

export interface KafkaConsumerOptions {
  readonly settings: KafkaSettings;
  readonly groupId: string;
  readonly topic: string;
  readonly log: Logger;
  readonly session: Pick<
    PartitionSessionOptions,
    'window' | 'deliver' | 'overflow' | 'stuck' | 'saysOf' | 'onSuperseded'
  >;
  /** kafkajs has given up, or says nothing any more: the process should end, so that a supervisor starts it anew. */
  readonly onGaveUp: (error: Error) => void;
  readonly timing?: Partial<ConsumerTiming>;
}

export interface ConsumerTiming {
  /** A member that died holds up its group for as long as this. */
  readonly sessionTimeoutMs: number;
  readonly heartbeatMs: number;
  readonly rebalanceTimeoutMs: number;
  readonly commitEveryMs: number;
  /** For the calls in hand when the service is told to stop. */
  readonly drainMs: number;
  /** On top of it, for the last commit and for leaving the group. */
  readonly farewellMs: number;
  /** Without any sign of life from kafkajs. */
  readonly silenceMs: number;
}

const defaults: ConsumerTiming = {
  sessionTimeoutMs: 10_000,
  heartbeatMs: 1000,
  rebalanceTimeoutMs: 60_000,
  commitEveryMs: 1000,
  drainMs: 20_000,
  farewellMs: 5000,
  silenceMs: 120_000,
};

/** A full partition is read on at once when its window is emptier than this, at the next tick when there is any room. */
const readOnAt = 0.75;

/**
 * Glue between kafkajs and the lanes: what kafkajs hands over goes into the lanes and counts as fetched, what the
 * lanes have finished is committed on a timer. A record is never waited for in here.
 */
export class KafkaConsumer {
  private readonly consumer: Consumer;
  private readonly commits: OffsetCommits;
  private readonly timing: ConsumerTiming;
  private readonly sessions = new Map<number, PartitionSession>();
  /** Partitions that are not read because there is no room for the next record. */
  private readonly full = new Set<number>();
  /** Sessions that ended, until they have left their last record. */
  private readonly leaving = new Map<number, Promise<void>>();
  private assignment: Promise<void> = Promise.resolve();
  private generation = 0;
  private joined = false;
  private stopping = false;
  private lastSignMs = Date.now();
  private ticker: NodeJS.Timeout | undefined;

  constructor(private readonly options: KafkaConsumerOptions) {
    const { settings, groupId, topic, log, timing } = options;
    this.timing = { ...defaults, ...timing };
    this.consumer = createKafka(settings, log).consumer({
      groupId,
      sessionTimeout: this.timing.sessionTimeoutMs,
      heartbeatInterval: this.timing.heartbeatMs,
      rebalanceTimeout: this.timing.rebalanceTimeoutMs,
      maxWaitTimeInMs: 500,
      // Small enough that what is fetched and finds no room is little.
      maxBytesPerPartition: 256 * 1024,
      maxBytes: 4 * 1024 * 1024,
      allowAutoTopicCreation: false,
      retry: { initialRetryTime: 100, maxRetryTime: 1000, retries: 20 },
    });
    this.commits = new OffsetCommits({
      ...{ topic, log, sessions: this.sessions },
      consumer: this.consumer,
    });
    this.listen();
  }

  async start(): Promise<void> {
    try {
      await this.consumer.connect();
      // An offset that is gone must lead to the oldest record: the newest would skip what lies between.
      await this.consumer.subscribe({ topic: this.options.topic, fromBeginning: true });
      await this.consumer.run({
        autoCommit: false,
        eachBatchAutoResolve: false,
        eachBatch: (payload) => this.handOver(payload),
      });
    } catch (error) {
      await this.consumer.disconnect().catch(() => undefined);
      throw kafkaFailure(error, { topic: this.options.topic });
    }
    this.ticker = setInterval(() => this.tick(), this.timing.commitEveryMs);
  }

  /** Takes no more records, gives those in hand time to end, commits what is finished, leaves the group. */
  async stop(): Promise<void> {
    this.stopping = true;
    clearInterval(this.ticker);
    this.ifRunning(() => this.consumer.pause([{ topic: this.options.topic }]));

    const { drainMs, farewellMs } = this.timing;
    const end = Date.now() + drainMs + farewellMs;
    const sessions = [...this.sessions.values()];
    const late = () => new KafkaUnavailable('not in time');
    await within(drainMs, Promise.all(sessions.map((session) => session.stop())), late).catch(() =>
      this.options.log.warn({ drainMs }, 'calls left unfinished'),
    );
    await within(farewellMs / 2, this.commits.commitNow(), late).catch(() => undefined);
    // Leaving waits for a rebalance under way; unsaid, the group would wait for the session to end.
    await within(end - Date.now(), this.consumer.disconnect(), late).catch(() =>
      this.options.log.warn({}, 'left without leaving the group'),
    );
    this.joined = false;
  }

  /** Whether this process is a member of its group and takes records. */
  get ready(): boolean {
    return this.joined && !this.stopping;
  }

  get partitions(): readonly number[] {
    return [...this.sessions.keys()].sort((a, b) => a - b);
  }

  get unfinished(): number {
    return [...this.sessions.values()].reduce((sum, session) => sum + session.unfinished, 0);
  }

  /** Records of each assigned partition that are not finished. */
  async lag(): Promise<ReadonlyMap<number, number>> {
    const { settings, log, topic } = this.options;
    const ends = await withAdmin(settings, log, (admin) => admin.fetchTopicOffsets(topic));
    return new Map(
      ends
        .filter(({ partition }) => this.sessions.has(partition))
        .map(({ partition, low, high }) => {
          const position = this.sessions.get(partition)?.position ?? BigInt(low);
          return [partition, Math.max(0, Number(BigInt(high) - position))];
        }),
    );
  }

  private listen(): void {
    const { consumer } = this;
    const { GROUP_JOIN, REBALANCING, CRASH, HEARTBEAT, FETCH, REQUEST } = consumer.events;
    const sign = () => void (this.lastSignMs = Date.now());
    for (const event of [HEARTBEAT, FETCH, REQUEST] as const) consumer.on(event, sign);
    consumer.on(GROUP_JOIN, ({ payload: { memberAssignment } }) => {
      sign();
      this.assign(memberAssignment[this.options.topic] ?? []);
    });
    // Goes out ahead of the request to join, while the group still takes it: others need not repeat what is finished.
    consumer.on(REBALANCING, () => void this.commits.commitNow());
    consumer.on(CRASH, ({ payload: { error, restart } }) => {
      sign();
      this.joined = false;
      this.options.log.error({ error, restart }, 'consumer crashed');
      if (!restart) this.giveUp(error);
    });
  }

  private assign(partitions: readonly number[]): void {
    this.joined = true;
    const generation = ++this.generation;
    for (const [partition, session] of this.sessions)
      if (partitions.includes(partition)) session.rejoined();
      else this.leave(partition);
    this.assignment = this.settle(partitions, generation);
  }

  /** Compares what this process knows of its partitions with what the group has committed, before any record is taken. */
  private async settle(partitions: readonly number[], generation: number): Promise<void> {
    const committed = await this.committedOffsets(generation);
    if (generation !== this.generation) return;
    for (const partition of partitions) {
      if (this.sessions.get(partition)?.isBehind(committed.get(partition))) this.leave(partition);
      if (!this.sessions.has(partition)) this.enter(partition, committed.get(partition));
    }
    this.options.log.info({ topic: this.options.topic, partitions }, 'partitions assigned');
  }

  private async committedOffsets(generation: number): Promise<ReadonlyMap<number, bigint>> {
    const { settings, groupId, topic, log } = this.options;
    while (generation === this.generation && !this.stopping) {
      try {
        const [held] = await withAdmin(settings, log, (admin) =>
          admin.fetchOffsets({ groupId, topics: [topic] }),
        );
        const known = (held?.partitions ?? []).map(
          ({ partition, offset }) => [partition, BigInt(offset)] as const,
        );
        return new Map(known.filter(([, offset]) => offset >= 0n));
      } catch (error) {
        log.warn({ error }, 'committed offsets not read');
        await new Promise((resolve) => setTimeout(resolve, 500));
      }
    }
    return new Map();
  }

  private enter(partition: number, committed?: bigint): PartitionSession {
    const session = new PartitionSession({
      ...this.options.session,
      committed,
      after: this.leaving.get(partition) ?? Promise.resolve(),
      onFinished: () => this.readOn(partition, readOnAt),
      onBroken: (error) => this.giveUp(error instanceof Error ? error : new Error(String(error))),
    });
    this.sessions.set(partition, session);
    this.resume(partition);
    return session;
  }

  private leave(partition: number): void {
    const session = this.sessions.get(partition);
    if (!session) return;
    this.sessions.delete(partition);
    const left = Promise.all([this.leaving.get(partition), session.stop()]).then(() => {
      if (this.leaving.get(partition) === left) this.leaving.delete(partition);
    });
    this.leaving.set(partition, left);
  }

  private async handOver(payload: EachBatchPayload): Promise<void> {
    const { batch, heartbeat, resolveOffset, isRunning, isStale, pause } = payload;
    this.commits.goThrough(payload);
    await this.assignmentSettled(heartbeat);
    for (const message of batch.messages) {
      if (this.stopping || !isRunning() || isStale()) return;
      const record = recordOf(batch, message);
      const offered = this.offer(record, BigInt(batch.highWatermark));
      if (offered === 'no room') {
        this.full.add(batch.partition);
        pause();
        return;
      }
      if (offered === 'not ours') return;
      resolveOffset(message.offset);
    }
  }

  private offer(record: KafkaRecord, highWatermark: bigint) {
    const { partition, offset } = record;
    const session = this.sessions.get(partition);
    if (!session) return 'not ours';
    const offered = session.offer(record, highWatermark);
    if (offered !== 'other log') return offered;

    this.options.log.error(
      { topic: record.topic, partition, offset: String(offset), highWatermark: String(highWatermark) },
      'log was reset: the topic was made anew or cut',
    );
    this.leave(partition);
    return this.enter(partition).offer(record, highWatermark);
  }

  /** A rejoin is settled in milliseconds, or as long as Kafka is away; the group must not think us dead meanwhile. */
  private async assignmentSettled(heartbeat: () => Promise<void>): Promise<void> {
    const settled = this.assignment.then(() => true);
    const beat = () =>
      new Promise<false>((resolve) => setTimeout(() => resolve(false), this.timing.heartbeatMs));
    while (!(await Promise.race([settled, beat()]))) await heartbeat();
  }

  private tick(): void {
    for (const partition of this.full) {
      this.sessions.get(partition)?.shortenStuckLanes();
      this.readOn(partition);
    }
    void this.commits.commit();
    if (Date.now() - this.lastSignMs > this.timing.silenceMs)
      this.giveUp(new KafkaUnavailable('kafkajs shows no sign of life'));
  }

  private readOn(partition: number, share = 1): void {
    if (this.full.has(partition) && this.sessions.get(partition)?.hasRoom(share)) this.resume(partition);
  }

  private resume(partition: number): void {
    this.full.delete(partition);
    if (!this.stopping)
      this.ifRunning(() => this.consumer.resume([{ topic: this.options.topic, partitions: [partition] }]));
  }

  private giveUp(error: Error): void {
    if (this.stopping) return;
    this.joined = false;
    this.options.onGaveUp(error);
  }

  /** kafkajs throws when it is told something between a crash and its restart. */
  private ifRunning(tell: () => void): void {
    try {
      tell();
    } catch (error) {
      this.options.log.debug({ error }, 'consumer not running');
    }
  }
}

const recordOf = (
  { topic, partition }: EachBatchPayload['batch'],
  { offset, timestamp, key, value, headers }: EachBatchPayload['batch']['messages'][number],
): KafkaRecord => ({
  topic,
  partition,
  offset: BigInt(offset),
  timestampMs: Number(timestamp),
  key,
  value,
  headers: headers ?? {},
});

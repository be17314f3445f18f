import { randomUUID } from 'node:crypto';
import type { Consumer } from 'kafkajs';
import type { Logger } from '#libs/logging/logger.js';
import { KafkaUnavailable } from './errors.js';
import { withAdmin } from './kafka-admin.js';
import { createKafka } from './kafka-client.js';
import type { KafkaSettings } from './kafka-settings.js';
import type { KafkaRecord } from './message.js';
import type { Place } from './topic-reader.js';

export interface Span {
  readonly from: Place;
  readonly to: Place;
}

/** A partition is not read on while so many of its records wait to be taken, until it has room for half of them. */
const mostBuffered = 1000;

/** One partition between two offsets: what was fetched and is not taken yet. */
class Stretch {
  private readonly buffer: KafkaRecord[] = [];
  private taken = 0;

  constructor(
    readonly topic: string,
    readonly partition: number,
    public next: bigint,
    private readonly end: bigint,
  ) {}

  add(record: KafkaRecord): void {
    // A rejoin gives the records since the last seek again.
    if (record.offset < this.next || record.offset >= this.end) return;
    this.buffer.push(record);
    this.next = record.offset + 1n;
  }

  /** The log may end with offsets that hold no record. */
  readTo(lastOffset: bigint): void {
    if (lastOffset >= this.next) this.next = lastOffset + 1n;
  }

  get first(): KafkaRecord | undefined {
    return this.buffer[this.taken];
  }

  take(): void {
    this.taken += 1;
    if (this.taken < mostBuffered) return;
    this.buffer.splice(0, this.taken);
    this.taken = 0;
  }

  get buffered(): number {
    return this.buffer.length - this.taken;
  }

  get isRead(): boolean {
    return this.next >= this.end;
  }
}

/**
 * The records between two places, of all partitions together in the order in which the broker appended them, in bounded
 * memory however many there are. Reads as a group of its own, which is gone afterwards, and commits nothing.
 *
 * @throws KafkaUnavailable when nothing comes for as long as `silenceMs`.
 */
export async function* readMerged(
  settings: KafkaSettings,
  log: Logger,
  { from, to }: Span,
  { silenceMs = 60_000 }: { readonly silenceMs?: number } = {},
): AsyncGenerator<KafkaRecord> {
  const stretches = stretchesOf({ from, to });
  if (stretches.length === 0) return;

  const groupId = `isthmus-reader-${randomUUID()}`;
  const consumer = createKafka(settings, log).consumer({
    groupId,
    maxWaitTimeInMs: 100,
    maxBytesPerPartition: 256 * 1024,
    allowAutoTopicCreation: false,
  });
  const reading = new Reading(consumer, stretches);
  try {
    await reading.start([...new Set(stretches.map(({ topic }) => topic))]);
    while (stretches.some((stretch) => !stretch.isRead || stretch.buffered > 0)) {
      const oldest = reading.oldest();
      if (oldest?.first === undefined) {
        await reading.more(silenceMs);
        continue;
      }
      const record = oldest.first;
      oldest.take();
      reading.readOn(oldest);
      yield record;
    }
  } finally {
    await consumer.disconnect();
    await withAdmin(settings, log, (admin) => admin.deleteGroups([groupId])).catch(() => undefined);
  }
}

/** Glue to kafkajs: what it hands over goes into the stretches, and a full one is paused. */
class Reading {
  private readonly paused = new Set<Stretch>();
  private wake: () => void = () => undefined;
  private failure: Error | undefined;

  constructor(
    private readonly consumer: Consumer,
    private readonly stretches: readonly Stretch[],
  ) {}

  async start(topics: string[]): Promise<void> {
    const { consumer } = this;
    await consumer.connect();
    await consumer.subscribe({ topics, fromBeginning: true });
    // At each join, because kafkajs forgets a seek when it starts itself again, as it does while a broker warms up.
    consumer.on(consumer.events.GROUP_JOIN, ({ payload: { memberAssignment } }) =>
      this.seek(memberAssignment),
    );
    consumer.on(consumer.events.CRASH, ({ payload: { error, restart } }) => {
      if (!restart) this.fail(error);
    });
    await consumer.run({
      autoCommit: false,
      eachBatch: ({ batch }) => {
        const { topic, partition, messages } = batch;
        const stretch = this.find(topic, partition);
        if (stretch === undefined) return Promise.resolve();
        for (const { offset, timestamp, key, value, headers } of messages) {
          const place = { topic, partition, offset: BigInt(offset), timestampMs: Number(timestamp) };
          stretch.add({ ...place, key, value, headers: headers ?? {} });
        }
        stretch.readTo(BigInt(batch.lastOffset()));
        if (stretch.isRead || stretch.buffered >= mostBuffered) this.pause(stretch);
        this.wake();
        return Promise.resolve();
      },
    });
  }

  /** The stretch whose next record is the oldest of all; undefined while one may still have an older one. */
  oldest(): Stretch | undefined {
    if (this.failure) throw this.failure;
    let oldest: Stretch | undefined;
    for (const stretch of this.stretches) {
      if (stretch.first === undefined) {
        if (stretch.isRead) continue;
        return undefined;
      }
      if (oldest?.first === undefined || stretch.first.timestampMs < oldest.first.timestampMs)
        oldest = stretch;
    }
    return oldest;
  }

  more(silenceMs: number): Promise<void> {
    return new Promise((resolve, reject) => {
      const silence = setTimeout(
        () => reject(new KafkaUnavailable('topics were not read in time')),
        silenceMs,
      );
      this.wake = () => {
        clearTimeout(silence);
        resolve();
      };
      if (this.failure) this.wake();
    });
  }

  readOn(stretch: Stretch): void {
    if (stretch.isRead || stretch.buffered > mostBuffered / 2 || !this.paused.delete(stretch)) return;
    this.consumer.resume([{ topic: stretch.topic, partitions: [stretch.partition] }]);
  }

  private pause(stretch: Stretch): void {
    this.paused.add(stretch);
    this.consumer.pause([{ topic: stretch.topic, partitions: [stretch.partition] }]);
  }

  private seek(assignment: Readonly<Record<string, readonly number[]>>): void {
    for (const [topic, partitions] of Object.entries(assignment)) {
      for (const partition of partitions) {
        const stretch = this.find(topic, partition);
        if (stretch === undefined) this.consumer.pause([{ topic, partitions: [partition] }]);
        else this.consumer.seek({ topic, partition, offset: String(stretch.next) });
      }
    }
  }

  private find(topic: string, partition: number): Stretch | undefined {
    return this.stretches.find((stretch) => stretch.topic === topic && stretch.partition === partition);
  }

  private fail(error: Error): void {
    this.failure = error;
    this.wake();
  }
}

const stretchesOf = ({ from, to }: Span): Stretch[] =>
  [...to].flatMap(([topic, partitions]) =>
    [...partitions]
      .map(([partition, end]) => ({ partition, start: from.get(topic)?.get(partition) ?? 0n, end }))
      .filter(({ start, end }) => end > start)
      .map(({ partition, start, end }) => new Stretch(topic, partition, start, end)),
  );

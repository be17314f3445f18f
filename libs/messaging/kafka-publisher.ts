import type { Logger } from '#libs/logging/logger.js';
import { within } from './deadline.js';
import { DisposableProducer } from './disposable-producer.js';
import { KafkaUnavailable, RecordTooLarge } from './errors.js';
import { kafkaFailure, protocolErrorOf } from './kafka-failure.js';
import type { KafkaSettings } from './kafka-settings.js';
import type { OutgoingRecord, Publisher } from './message.js';
import { PendingRecord, PublishQueue, type PublishQueueLimits } from './publish-queue.js';

export interface PublisherOptions extends Partial<PublishQueueLimits> {
  /** After this long a record counts as not acknowledged. */
  readonly publishTimeoutMs?: number;
}

const goodbyeMs = 2000;

/**
 * Group commit: whatever came in while one batch was on its way is the next batch. One idempotent send at a time, and
 * a new producer after any that failed: a producer that goes on after a failure reuses sequence numbers, and the broker
 * drops what it takes for duplicates (acknowledged and lost). So a rejection means "unknown", never "absent".
 */
export class KafkaPublisher implements Publisher {
  private readonly queue: PublishQueue;
  private readonly publishTimeoutMs: number;
  private producer: DisposableProducer | undefined;
  private sending: Promise<void> | undefined;
  private closed = false;
  private reachable = false;

  constructor(
    private readonly settings: KafkaSettings,
    private readonly log: Logger,
    {
      publishTimeoutMs = 10_000,
      maxRecords = 10_000,
      maxBytes = 64 * 1024 * 1024,
      batchRecords = 500,
      // The broker's default limit of a batch is 1 MiB, headers of the batch included.
      batchBytes = 1_000_000,
    }: PublisherOptions = {},
  ) {
    this.publishTimeoutMs = publishTimeoutMs;
    this.queue = new PublishQueue({ maxRecords, maxBytes, batchRecords, batchBytes });
  }

  /**
   * Connects ahead of the first record, so that a service may say that it is ready.
   * @throws KafkaUnavailable, KafkaForbidden
   */
  async connect(): Promise<void> {
    await this.withProducer(() => Promise.resolve()).catch((error: unknown) => {
      throw kafkaFailure(error);
    });
  }

  /** Whether the last thing that Kafka said to this publisher was yes. */
  get ready(): boolean {
    return this.reachable && !this.closed;
  }

  async publish(record: OutgoingRecord): Promise<void> {
    if (this.closed) throw new KafkaUnavailable('the publisher is closed');
    const pending = new PendingRecord(record);
    if (!this.queue.offer(pending)) throw new KafkaUnavailable('too many records wait for Kafka');

    const deadline = setTimeout(
      () => pending.fail(new KafkaUnavailable('Kafka did not acknowledge in time', { topic: record.topic })),
      this.publishTimeoutMs,
    );
    this.sending ??= this.sendAll();
    try {
      await pending.acknowledged;
    } finally {
      clearTimeout(deadline);
    }
  }

  /** Takes no more records, sends those that wait, and leaves. */
  async close(): Promise<void> {
    this.closed = true;
    await this.sending;
    const producer = this.producer;
    this.producer = undefined;
    if (!producer) return;
    const late = () => new KafkaUnavailable('no goodbye in time');
    await within(goodbyeMs, producer.disconnect(), late).catch(() => producer.discard());
  }

  private async sendAll(): Promise<void> {
    // Records that are published in one go belong in one batch.
    await Promise.resolve();
    try {
      for (let batch = this.queue.take(); batch.length > 0; batch = this.queue.take()) await this.send(batch);
    } finally {
      // In the same turn in which the queue was found empty: a record that comes a moment later must start anew.
      this.sending = undefined;
    }
  }

  private async send(batch: readonly PendingRecord[]): Promise<void> {
    try {
      await this.withProducer((producer) => producer.send(batch.map(({ record }) => record)));
      for (const pending of batch) pending.acknowledge();
    } catch (error) {
      this.settle(batch, error);
    }
  }

  private settle(batch: readonly PendingRecord[], error: unknown): void {
    const topics = [...new Set(batch.map(({ record }) => record.topic))];
    const tooLarge = /^(MESSAGE|RECORD_LIST)_TOO_LARGE$/.test(protocolErrorOf(error) ?? '');
    if (tooLarge && batch.length > 1) return this.queue.putBackAlone(batch);

    const failure = tooLarge
      ? new RecordTooLarge('the broker refuses a record of this size', { topics }, { cause: error })
      : kafkaFailure(error, { topics });
    this.log.warn({ topics, records: batch.length, code: failure.code, error }, 'batch not acknowledged');
    for (const pending of batch) pending.fail(failure);
  }

  private async withProducer(use: (producer: DisposableProducer) => Promise<void>): Promise<void> {
    const producer = (this.producer ??= new DisposableProducer(
      this.settings,
      this.log,
      this.publishTimeoutMs,
    ));
    const late = () => new KafkaUnavailable('Kafka did not answer in time');
    try {
      await within(
        this.publishTimeoutMs,
        producer.connect().then(() => use(producer)),
        late,
      );
      this.reachable = true;
    } catch (error) {
      this.reachable = false;
      if (this.producer === producer) this.producer = undefined;
      producer.discard();
      throw error;
    }
  }
}

import type { OutgoingRecord } from './message.js';

export interface PublishQueueLimits {
  readonly maxRecords: number;
  readonly maxBytes: number;
  readonly batchRecords: number;
  readonly batchBytes: number;
}

/** A record on its way to the broker, and the caller who waits for it. */
export class PendingRecord {
  readonly bytes: number;
  /** To be sent in a batch of its own, because a batch with it was refused for its size. */
  alone = false;
  settled = false;
  readonly acknowledged: Promise<void>;
  private resolve!: () => void;
  private reject!: (error: Error) => void;

  constructor(readonly record: OutgoingRecord) {
    this.bytes = sizeOf(record);
    this.acknowledged = new Promise((resolve, reject) => {
      this.resolve = resolve;
      this.reject = reject;
    });
  }

  acknowledge(): void {
    this.settled = true;
    this.resolve();
  }

  fail(error: Error): void {
    this.settled = true;
    this.reject(error);
  }
}

/** Records in the order in which they were handed over, bounded, taken a batch at a time. */
export class PublishQueue {
  private waiting: PendingRecord[] = [];
  private bytes = 0;

  constructor(private readonly limits: PublishQueueLimits) {}

  /** false when there is no room. */
  offer(pending: PendingRecord): boolean {
    const { maxRecords, maxBytes } = this.limits;
    if (this.waiting.length >= maxRecords || this.bytes + pending.bytes > maxBytes) return false;
    this.waiting.push(pending);
    this.bytes += pending.bytes;
    return true;
  }

  /** The next batch, at least one record if any waits; records whose callers gave up are left out. */
  take(): PendingRecord[] {
    const batch: PendingRecord[] = [];
    let bytes = 0;
    let taken = 0;
    for (const pending of this.waiting) {
      const full = batch.length >= this.limits.batchRecords || bytes + pending.bytes > this.limits.batchBytes;
      if (!pending.settled && batch.length > 0 && (full || pending.alone)) break;
      taken += 1;
      this.bytes -= pending.bytes;
      if (pending.settled) continue;
      batch.push(pending);
      bytes += pending.bytes;
      if (pending.alone) break;
    }
    this.waiting = this.waiting.slice(taken);
    return batch;
  }

  /** Puts a refused batch back in front, in its order, each record in a batch of its own. */
  putBackAlone(batch: readonly PendingRecord[]): void {
    for (const pending of batch) {
      pending.alone = true;
      this.bytes += pending.bytes;
    }
    this.waiting = [...batch, ...this.waiting];
  }
}

/** The record itself and what the wire format adds, rounded up. */
const sizeOf = ({ key, value, headers }: OutgoingRecord): number =>
  32 +
  (key?.length ?? 0) +
  (value?.length ?? 0) +
  Object.entries(headers).reduce((sum, [name, held]) => sum + 8 + name.length + lengthOf(held), 0);

const lengthOf = (held: OutgoingRecord['headers'][string]): number =>
  Array.isArray(held) ? held.reduce((sum, one) => sum + 8 + one.length, 0) : (held?.length ?? 0);

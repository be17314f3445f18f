import { setMaxListeners } from 'node:events';
import { Lanes } from './lanes.js';
import type { KafkaRecord } from './message.js';
import { DeliveryStopped, type Deliver } from './middleware.js';
import { OffsetTracker } from './offset-tracker.js';

/** How many records may be unfinished. Finished ones that stand beyond the commit cost nothing. */
export interface Window {
  readonly perPartition: number;
  readonly perKey: number;
  /** From this share of the partition's window on, waits that have an end end at once. */
  readonly crowdedAt: number;
}

export interface PartitionSessionOptions {
  readonly window: Window;
  readonly deliver: Deliver;
  /** Parks a record for which its lane has no room. */
  readonly overflow: Deliver;
  /** Whether everybody is held (open breaker, open gate): a full lane is then nobody's own trouble. */
  readonly holding: () => boolean;
  /** Told after each finished record. */
  readonly onFinished: () => void;
  /** Told when a record can not become finished any more. */
  readonly onBroken: (error: unknown) => void;
  /** What the group had committed when this process got the partition. */
  readonly committed?: bigint | undefined;
  /** Settles when an earlier session of this partition has left its last record. */
  readonly after?: Promise<void>;
}

/** What came of offering a record. */
export type Offered = 'taken' | 'copy' | 'no room' | 'other log';

/** One partition for as long as this process has it: which records are in its lanes, and what may be committed. */
export class PartitionSession {
  private readonly tracker = new OffsetTracker();
  private readonly lanes: Lanes<KafkaRecord>;
  private readonly stopping = controllerForMany();
  private readonly aside = new Set<Promise<void>>();
  private crowd = controllerForMany();
  private committed: bigint | undefined;

  constructor(private readonly options: PartitionSessionOptions) {
    this.committed = options.committed;
    this.lanes = new Lanes((record) => this.finish(options.deliver, record), options.onBroken);
  }

  offer(record: KafkaRecord, highWatermark: bigint): Offered {
    if (this.isOfAnotherLog(record.offset, highWatermark)) return 'other log';
    const key = laneOf(record);
    const laneIsFull = this.lanes.lengthOf(key) >= this.options.window.perKey;
    const known = this.tracker.end !== undefined && record.offset < this.tracker.end;
    if (!known && !this.hasRoomFor(key)) return 'no room';
    if (!this.tracker.take(record.offset)) return 'copy';

    this.noteCrowd();
    if (laneIsFull) this.passBy(record);
    else this.lanes.add(key, record);
    return 'taken';
  }

  /** Room for a record of this key, in its lane or beside it. */
  hasRoomFor(key: string, share = 1): boolean {
    const { window, holding } = this.options;
    if (this.tracker.unfinished >= window.perPartition * share) return false;
    return this.lanes.lengthOf(key) < window.perKey || !holding();
  }

  /** What a restart should begin with, if that is more than what is committed. */
  get toCommit(): bigint | undefined {
    const { committable } = this.tracker;
    return committable !== undefined && committable > (this.committed ?? -1n) ? committable : undefined;
  }

  /** Where the work of this partition stands, for its lag. */
  get position(): bigint | undefined {
    return this.tracker.committable ?? this.committed;
  }

  get unfinished(): number {
    return this.tracker.unfinished;
  }

  noteCommitted(offset: bigint): void {
    this.committed = offset;
  }

  /** Another member has committed more than this one has finished: it had the partition in between. */
  isBehind(committed: bigint | undefined): boolean {
    const { committable } = this.tracker;
    return committed !== undefined && committable !== undefined && committable < committed;
  }

  /** Every lane stops before its next step; resolves when the steps in hand have ended. */
  async stop(): Promise<void> {
    this.stopping.abort();
    await Promise.all([this.lanes.stop(), ...this.aside]);
  }

  /** Only a log that was made anew gives an offset below what was committed, or ends before what was read. */
  private isOfAnotherLog(offset: bigint, highWatermark: bigint): boolean {
    return offset < (this.committed ?? 0n) || highWatermark < (this.tracker.end ?? 0n);
  }

  private async finish(deliver: Deliver, record: KafkaRecord): Promise<void> {
    await this.options.after;
    if (this.stopping.signal.aborted) throw new DeliveryStopped();
    await deliver({ record, stop: this.stopping.signal, crowded: () => this.crowd.signal, attempt: 1 });
    this.tracker.finish(record.offset);
    this.noteCrowd();
    this.options.onFinished();
  }

  private passBy(record: KafkaRecord): void {
    const parked = this.finish(this.options.overflow, record)
      .catch((error: unknown) => {
        if (!(error instanceof DeliveryStopped)) this.options.onBroken(error);
      })
      .finally(() => this.aside.delete(parked));
    this.aside.add(parked);
  }

  private noteCrowd(): void {
    const { perPartition, crowdedAt } = this.options.window;
    const crowded = this.tracker.unfinished >= perPartition * crowdedAt;
    if (crowded) this.crowd.abort();
    else if (this.crowd.signal.aborted) this.crowd = controllerForMany();
  }
}

/** Keys are bytes: two that are not the same text are not the same lane. */
export const laneOf = ({ key }: KafkaRecord): string => key?.toString('latin1') ?? '';

/** Every waiting lane of the partition listens: hundreds are no leak. */
const controllerForMany = (): AbortController => {
  const controller = new AbortController();
  setMaxListeners(0, controller.signal);
  return controller;
};

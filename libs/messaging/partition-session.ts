import { setMaxListeners } from 'node:events';
import type { SaysOf } from './lane-order.js';
import { Lanes, type Ending } from './lanes.js';
import type { KafkaRecord } from './message.js';
import { DeliveryStopped, type Deliver, type Delivery } from './middleware.js';
import { OffsetTracker } from './offset-tracker.js';

/** How many records may be unfinished. Finished ones that stand beyond the commit cost nothing. */
export interface Window {
  readonly perPartition: number;
  /** Of a key whose first record is stuck. The lane of one that goes on may be as long as the window. */
  readonly perKey: number;
  /** From this share of the partition's window on, waits that have an end end at once. */
  readonly crowdedAt: number;
}

export interface PartitionSessionOptions {
  readonly window: Window;
  readonly deliver: Deliver;
  /** Parks a record for which its lane has no room. */
  readonly overflow: Deliver;
  /** Whether this delivery has waited for long, for a cause of its own. */
  readonly stuck: (delivery: Delivery) => boolean;
  /** What a record says, to leave out those that newer ones of their lane make needless. */
  readonly saysOf?: SaysOf<KafkaRecord> | undefined;
  /** Told of each record that was left out. */
  readonly onSuperseded?: (record: KafkaRecord) => void;
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
  private readonly relieving = new Set<string>();
  /** Of each lane, the delivery in hand. */
  private readonly heads = new Map<string, Delivery>();
  private crowd = controllerForMany();
  private committed: bigint | undefined;
  /** The log gives no offset below this: reading only goes back when the group is joined anew, to what is committed. */
  private lowest: bigint;

  constructor(private readonly options: PartitionSessionOptions) {
    this.committed = options.committed;
    this.lowest = options.committed ?? 0n;
    this.lanes = new Lanes({
      step: (record) => this.handle(record),
      onBroken: options.onBroken,
      saysOf: options.saysOf,
      onSuperseded: (record) => this.leaveOut(record),
    });
  }

  offer(record: KafkaRecord, highWatermark: bigint): Offered {
    if (this.isOfAnotherLog(record.offset, highWatermark)) return 'other log';
    const known = this.tracker.knows(record.offset);
    if (!known && !this.hasRoom()) {
      this.shortenStuckLanes();
      return 'no room';
    }
    this.lowest = record.offset + 1n;
    if (known) return 'copy';
    this.tracker.take(record.offset);
    this.noteCrowd();
    const key = laneOf(record);
    this.lanes.add(key, record);
    if (this.lanes.lengthOf(key) > this.options.window.perKey && this.isStuck(key)) this.relieve(key);
    return 'taken';
  }

  /** Whether less than this share of the window is taken. */
  hasRoom(share = 1): boolean {
    return this.tracker.unfinished < this.options.window.perPartition * share;
  }

  /** A lane may have grown before its first record got stuck; where there is no room, only `perKey` stay. */
  shortenStuckLanes(): void {
    for (const key of this.lanes.longerThan(this.options.window.perKey))
      if (this.isStuck(key)) this.relieve(key);
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

  /** The group was joined anew and this process still has the partition: records from the last commit on come again. */
  rejoined(): void {
    this.lowest = this.committed ?? 0n;
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

  /** Only a log that was made anew goes back further, or ends before what was read. */
  private isOfAnotherLog(offset: bigint, highWatermark: bigint): boolean {
    return offset < this.lowest || highWatermark < (this.tracker.end ?? 0n);
  }

  private async handle(record: KafkaRecord): Promise<Ending> {
    const [key, delivery] = [laneOf(record), this.deliveryOf(record)];
    this.heads.set(key, delivery);
    await this.deliver(this.options.deliver, delivery).finally(() => this.heads.delete(key));
    if (delivery.gaveWay) return 'gave way';
    return delivery.parked ? 'parked' : 'done';
  }

  private deliveryOf(record: KafkaRecord): Delivery {
    return {
      record,
      stop: this.stopping.signal,
      crowded: () => this.crowd.signal,
      isNeedless: () => this.lanes.isHeadNeedless(laneOf(record)),
      attempt: 1,
    };
  }

  private async deliver(deliver: Deliver, delivery: Delivery): Promise<void> {
    await this.options.after;
    if (delivery.stop.aborted) throw new DeliveryStopped();
    await deliver(delivery);
    if (!delivery.gaveWay) this.finish(delivery.record);
  }

  private leaveOut(record: KafkaRecord): void {
    this.options.onSuperseded?.(record);
    this.finish(record);
  }

  private finish({ offset }: KafkaRecord): void {
    this.tracker.finish(offset);
    this.noteCrowd();
    this.options.onFinished();
  }

  private isStuck(key: string): boolean {
    const head = this.heads.get(key);
    return head !== undefined && this.options.stuck(head);
  }

  /**
   * Makes a stuck lane as short as it may be: first those go that newer ones in it make needless, then the newest ones
   * are parked. Nothing of it can be committed before the stuck record is, which stands before all of them.
   */
  private relieve(key: string): void {
    if (this.relieving.has(key)) return;
    this.relieving.add(key);
    this.beside(async () => {
      // Again when the lane grew meanwhile: none is parked that need not be.
      for (let seen = -1; seen !== this.lanes.lengthOf(key);) {
        seen = this.lanes.lengthOf(key);
        for (const record of await this.lanes.takeNeedless(key)) this.leaveOut(record);
      }
      this.relieving.delete(key);
      if (!this.isStuck(key)) return;
      for (const record of this.lanes.shorten(key, this.options.window.perKey))
        this.beside(() => this.deliver(this.options.overflow, this.deliveryOf(record)));
    });
  }

  /** Work that no lane does; stopping waits for it. */
  private beside(work: () => Promise<void>): void {
    const run = work()
      .catch((error: unknown) => {
        if (!(error instanceof DeliveryStopped)) this.options.onBroken(error);
      })
      .finally(() => this.aside.delete(run));
    this.aside.add(run);
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

import { LaneOrder, type SaysOf } from './lane-order.js';

/** A record came through, had to be parked, or waits in vain while newer ones behind it say all that it says. */
export type Ending = 'done' | 'parked' | 'gave way';

export interface LanesOptions<R> {
  /** Handles one record to its end; rejects only when the lanes are being stopped. */
  readonly step: (record: R) => Promise<Ending>;
  /** Told when a step rejects all the same: that record can not become finished any more. */
  readonly onBroken: (error: unknown) => void;
  /** What a record says, to leave out those that newer ones of their lane make needless; without it none is left out. */
  readonly saysOf?: SaysOf<R> | undefined;
  /** Told of each that was left out, once what makes it needless has come through. */
  readonly onSuperseded?: (record: R) => void;
}

interface Lane<R> {
  /** The first one is in hand. */
  readonly records: R[];
  readonly order: LaneOrder<R> | undefined;
}

/** Records of one key one after the other, different keys side by side. */
export class Lanes<R> {
  private readonly lanes = new Map<string, Lane<R>>();
  private readonly running = new Set<Promise<void>>();
  private stopped = false;

  constructor(private readonly options: LanesOptions<R>) {}

  add(key: string, record: R): void {
    if (this.stopped) return;
    const lane = this.lanes.get(key);
    if (lane) {
      lane.records.push(record);
      return;
    }
    const { saysOf } = this.options;
    const opened = { records: [record], order: saysOf && new LaneOrder<R>(saysOf) };
    this.lanes.set(key, opened);
    const run = this.run(key, opened).finally(() => this.running.delete(run));
    this.running.add(run);
  }

  /** Records of this key that are not finished, the one in hand included. */
  lengthOf(key: string): number {
    return this.lanes.get(key)?.records.length ?? 0;
  }

  /** Keys whose lanes are longer than this. */
  longerThan(length: number): string[] {
    return [...this.lanes].filter(([, { records }]) => records.length > length).map(([key]) => key);
  }

  /** Takes the newest records out of a lane that is longer than this. */
  shorten(key: string, length: number): R[] {
    return this.lanes.get(key)?.records.splice(length) ?? [];
  }

  /** Whether newer ones of its lane make the record in hand needless. */
  async isHeadNeedless(key: string): Promise<boolean> {
    const lane = this.lanes.get(key);
    const [head, next] = lane?.records ?? [];
    if (lane?.order === undefined || head === undefined || next === undefined) return false;
    return (await lane.order.needless(lane.records)).includes(head);
  }

  /** Takes those records out of a lane, the one in hand aside, that newer ones in it make needless. */
  async takeNeedless(key: string): Promise<R[]> {
    const lane = this.lanes.get(key);
    if (lane?.order === undefined) return [];
    const needless = await lane.order.needless(lane.records.slice(1));
    return needless.filter((record) => remove(lane.records, record, 1));
  }

  /** No lane takes another step; resolves when the steps in hand have ended. */
  async stop(): Promise<void> {
    this.stopped = true;
    await Promise.all(this.running);
  }

  private async run(key: string, lane: Lane<R>): Promise<void> {
    const { records, order } = lane;
    try {
      while (records.length > 0 && !this.stopped) {
        // Without a pause: most lanes have one record.
        const record = order === undefined || records.length === 1 ? records[0] : await this.take(lane);
        if (record === undefined) continue;
        const ending = await this.options.step(record);
        if (ending === 'gave way') continue;
        records.shift();
        if (order === undefined || ending === 'parked' || records.length === 0) continue;
        await order.cameThrough(record);
        await this.leaveOut(lane);
      }
    } catch (error) {
      if (!this.stopped) this.options.onBroken(error);
    } finally {
      this.lanes.delete(key);
    }
  }

  /** Brings the next record to be handled to the front. */
  private async take({ records, order }: Lane<R>): Promise<R | undefined> {
    const record = await order?.next(records);
    if (this.stopped) return undefined;
    if (record === undefined) {
      await this.leaveOut({ records, order });
      return undefined;
    }
    if (remove(records, record)) records.unshift(record);
    return records[0];
  }

  private async leaveOut({ records, order }: Lane<R>): Promise<void> {
    for (const record of (await order?.superseded(records)) ?? [])
      if (!this.stopped && remove(records, record)) this.options.onSuperseded?.(record);
  }
}

/** Whether it was there, at this place or behind it. */
const remove = <R>(records: R[], record: R, from = 0): boolean => {
  const place = records.indexOf(record, from);
  if (place !== -1) records.splice(place, 1);
  return place !== -1;
};

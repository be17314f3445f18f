import { NewestSaid, type Says } from './says.js';

/** Undefined for a record that can not be read: it stands for nobody, and nobody for it. */
export type SaysOf<R> = (record: R) => Promise<Says | undefined>;

/**
 * The order of one lane: as the records came, but for those that say nothing any more. Of a record whose every state is
 * said by newer ones of the same lane nothing is written. It stays in the lane until one of them has come through; if
 * they are parked instead, its turn comes after all.
 */
export class LaneOrder<R> {
  private said: ReadonlyMap<R, Promise<Says | undefined>> = new Map();
  /** The newest version of each thing that came through while this lane was open. */
  private readonly told = new Map<string, number>();

  constructor(private readonly saysOf: SaysOf<R>) {}

  /** The first record of the lane that must be handled; undefined when none must. */
  async next(lane: readonly R[]): Promise<R | undefined> {
    const needless = new Set(await this.needless(lane));
    return lane.find((record) => !needless.has(record));
  }

  /** The record came through: what it says is true in ERPNext, or something newer is. */
  async cameThrough(record: R): Promise<void> {
    const says = await this.saying(record);
    for (const { of, version } of says?.states ?? [])
      this.told.set(of, Math.max(version, this.told.get(of) ?? version));
  }

  /** Those of which every state has come through with another record, in this version or a newer one. */
  async superseded(lane: readonly R[]): Promise<R[]> {
    const all = await this.sayings(lane);
    return lane.filter((_, place) => this.isTold(all[place]));
  }

  /** Those of which every state is said by newer ones that wait with them, or has come through. */
  async needless(lane: readonly R[]): Promise<R[]> {
    const all = await this.sayings(lane);
    const newest = new NewestSaid();
    all.forEach((says, place) => says && newest.note(says, String(place)));
    newest.note(
      { states: [...this.told].map(([of, version]) => ({ of, version })), replaceable: false },
      'told',
    );
    return lane.filter((_, place) => {
      const says = all[place];
      return says !== undefined && !newest.needs(says, String(place));
    });
  }

  private isTold(says: Says | undefined): boolean {
    return (
      says?.replaceable === true &&
      says.states.length > 0 &&
      says.states.every(({ of, version }) => version <= (this.told.get(of) ?? Number.NEGATIVE_INFINITY))
    );
  }

  private async sayings(lane: readonly R[]): Promise<(Says | undefined)[]> {
    const said = new Map(lane.map((record) => [record, this.saying(record)]));
    this.said = said;
    const all = await Promise.all(said.values());
    // What could not be read may be read later: a registry that was down just now knows the schema again.
    for (const record of lane.filter((_, place) => all[place] === undefined)) said.delete(record);
    return all;
  }

  private saying(record: R): Promise<Says | undefined> {
    return this.said.get(record) ?? this.saysOf(record).catch(() => undefined);
  }
}

/** Draws that are the same for the same seed on every machine. */
export class Chance {
  constructor(private state: number) {}

  /** From 0 to just below 1. */
  draw(): number {
    // mulberry32
    this.state = (this.state + 0x6d2b79f5) | 0;
    let t = Math.imul(this.state ^ (this.state >>> 15), 1 | this.state);
    t = (t + Math.imul(t ^ (t >>> 7), 61 | t)) ^ t;
    return ((t ^ (t >>> 14)) >>> 0) / 4294967296;
  }

  /** A whole number from `low` to `high`, both included. */
  whole(low: number, high: number): number {
    return low + Math.floor(this.draw() * (high - low + 1));
  }

  happens(probability: number): boolean {
    return this.draw() < probability;
  }

  pick<T>(from: readonly T[]): T {
    const picked = from[Math.floor(this.draw() * from.length)];
    if (picked === undefined) throw new Error('nothing to pick from');
    return picked;
  }

  shuffled<T>(list: readonly T[]): T[] {
    return list
      .map((item) => [this.draw(), item] as const)
      .sort(([one], [other]) => one - other)
      .map(([, item]) => item);
  }

  /** Draws of its own, so that one part draws the same however often another one does. */
  fork(): Chance {
    return new Chance(Math.floor(this.draw() * 2 ** 32));
  }
}

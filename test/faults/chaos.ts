import { setTimeout as sleep } from 'node:timers/promises';
import type { Chance } from './chance.js';
import type { ScheduledFault } from './sandbox-faults.js';

export interface ChaosOptions {
  /** Go on side by side, each one fault after the other. */
  readonly decks: readonly (readonly ScheduledFault[])[];
  /** How often each deck is played. */
  readonly rounds: number;
  readonly chance: Chance;
  /** How much of what is to go through it is under way, from 0 to 1: no deck gets ahead of that. */
  readonly underWay: () => number;
}

/** Lets everything go wrong, in an order that the seed decides. */
export class Chaos {
  /** How often each fault really happened. */
  readonly happened: Record<string, number> = {};
  private readonly played: number[];

  constructor(private readonly options: ChaosOptions) {
    this.played = options.decks.map(() => 0);
    for (const { name } of options.decks.flat()) this.happened[name] = 0;
  }

  /** How much of it is over, from 0 to 1; of several decks the one that is behind. */
  get share(): number {
    const { decks } = this.options;
    return Math.min(...decks.map((deck, index) => this.shareOf(deck, index)));
  }

  get notTested(): string[] {
    return Object.entries(this.happened)
      .filter(([, count]) => count === 0)
      .map(([name]) => name);
  }

  /** Ends with the last fault of the last deck: until then the others go on. */
  async run(): Promise<void> {
    const { decks, chance } = this.options;
    await Promise.all(decks.map((deck, index) => this.play(deck, index, chance.fork())));
  }

  private async play(deck: readonly ScheduledFault[], index: number, chance: Chance): Promise<void> {
    for (let round = 0; round < this.options.rounds || this.share < 1; round += 1) {
      for (const fault of chance.shuffled(deck)) {
        if (this.share >= 1) return;
        await sleep(chance.whole(100, 500));
        while (Math.min(1, this.shareOf(deck, index)) > this.options.underWay()) await sleep(50);
        this.happened[fault.name] = (this.happened[fault.name] ?? 0) + (await fault.strike(chance));
        this.played[index] = (this.played[index] ?? 0) + 1;
      }
    }
  }

  private shareOf(deck: readonly ScheduledFault[], index: number): number {
    return (this.played[index] ?? 0) / (deck.length * this.options.rounds);
  }
}

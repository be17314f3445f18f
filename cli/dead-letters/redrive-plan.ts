import { NewestSaid, type Says } from '#libs/messaging/says.js';
import type { LedgerEntry } from './ledger.js';

/** A record that goes back to its topic. */
export interface Sending {
  /** Where it stands. */
  readonly id: string;
  /** What its count of redrives is then. */
  readonly redrives: number;
  /** Dead letters that are settled by it: itself, and those that it makes needless. */
  readonly settles: readonly LedgerEntry[];
}

/** What can be known of a record whose value no schema explains: nothing can stand for it. */
const unexplained: Says = { states: [], replaceable: false };

/**
 * Finds out which records must go back for these dead letters: of each, and of those that came after it, the newest by
 * version of everything that it says the state of. A record that ends or decides something always goes itself.
 */
export class RedrivePlan {
  private readonly newest = new NewestSaid();
  private readonly affected = new Set<string>();
  private readonly said = new Map<string, Says>();
  private readonly letters: ReadonlyMap<string, LedgerEntry>;

  constructor(letters: Iterable<LedgerEntry>) {
    this.letters = new Map([...letters].map((letter) => [letter.id, letter]));
  }

  /**
   * Shown each dead letter and each record after it, of its key, in the order of their topic.
   * @param says undefined when the record can't be decoded.
   */
  note(id: string, says: Says = unexplained): void {
    if (this.letters.has(id)) {
      this.said.set(id, says);
      for (const { of } of says.states) this.affected.add(of);
    }
    const states = says.states.filter(({ of }) => this.affected.has(of));
    if (states.length > 0) this.newest.note({ ...says, states }, id);
  }

  /** In no order: whoever sends them reads them in the order of their topic. */
  sendings(): Sending[] {
    const sendings = new Map<string, { id: string; redrives: number; settles: LedgerEntry[] }>();
    for (const letter of this.letters.values()) {
      for (const id of this.standIns(letter.id)) {
        const sending = sendings.get(id) ?? { id, redrives: 0, settles: [] };
        sending.redrives = Math.max(sending.redrives, letter.redrives + 1);
        sending.settles.push(letter);
        sendings.set(id, sending);
      }
    }
    return [...sendings.values()];
  }

  /** How many of the dead letters no schema explains. */
  get unexplained(): number {
    return [...this.said.values()].filter((says) => says === unexplained).length;
  }

  private standIns(id: string): string[] {
    const says = this.said.get(id) ?? unexplained;
    const newer = this.newest.needs(says, id) ? [] : this.newest.placesOf(says);
    return newer.length > 0 ? newer : [id];
  }
}

import type { ErrorCode } from '#libs/errors/catalogue.js';
import type { Delivery } from './middleware.js';

export interface OldestWaiting {
  readonly seconds: number;
  readonly cause: ErrorCode;
  /** What was seen of the cause last. */
  readonly symptom?: string;
  readonly key?: string;
  /** How many keys wait for this cause. */
  readonly customers: number;
}

/** The records that wait, and what for. */
export class WaitingList {
  private readonly entries = new Map<Delivery, { since: number; cause: ErrorCode }>();
  /** One for all that wait for a cause: who is held since the breaker opened has not seen what the probes see. */
  private readonly symptoms = new Map<ErrorCode, string | undefined>();

  enter(delivery: Delivery, cause: ErrorCode, symptom?: string): void {
    this.entries.set(delivery, { since: this.entries.get(delivery)?.since ?? Date.now(), cause });
    this.symptoms.set(cause, symptom);
  }

  leave(delivery: Delivery): void {
    this.entries.delete(delivery);
  }

  /** What a record waits for and for how long, if it waits. */
  find(delivery: Delivery): { readonly cause: ErrorCode; readonly ms: number } | undefined {
    const entry = this.entries.get(delivery);
    return entry && { cause: entry.cause, ms: Date.now() - entry.since };
  }

  get size(): number {
    return this.entries.size;
  }

  /** The one that has waited longest, of each cause. */
  oldest(): OldestWaiting[] {
    const waiting = new Map<
      ErrorCode,
      { since: number; delivery: Delivery; keys: Set<string | undefined> }
    >();
    for (const [delivery, { since, cause }] of this.entries) {
      const known = waiting.get(cause) ?? { since, delivery, keys: new Set() };
      known.keys.add(delivery.record.key?.toString());
      waiting.set(cause, since < known.since ? { ...known, since, delivery } : known);
    }
    return [...waiting].map(([cause, { since, delivery, keys }]) => {
      const key = delivery.record.key?.toString();
      const seconds = (Date.now() - since) / 1000;
      const symptom = this.symptoms.get(cause);
      return {
        ...{ cause, seconds, customers: keys.size },
        ...(symptom !== undefined && { symptom }),
        ...(key !== undefined && { key }),
      };
    });
  }
}

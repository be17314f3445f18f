import { codeOf, IntegrationError } from '#libs/errors/integration-error.js';
import type { ErrorCode } from '#libs/errors/catalogue.js';

export interface KeepsFailingBounds {
  readonly attempts: number;
  readonly overMs: number;
  readonly whileSucceeded: number;
}

/** How many records went through, whichever. */
export class Tally {
  successes = 0;
}

/** One record's passing failures, and when they stop looking like passing. */
export class Patience {
  private readonly firstOf = new Map<ErrorCode, number>();
  private first: { at: number; successes: number } | undefined;
  private lastSuccesses = 0;
  private failures = 0;

  constructor(
    private readonly bounds: KeepsFailingBounds,
    private readonly tally: Tally,
  ) {}

  /** How much longer this failure may wait: undefined, as long as it takes. Counts from its first time. */
  leftMs(error: unknown, now: number): number | undefined {
    const bound = error instanceof IntegrationError ? error.waitAtMostMs : undefined;
    if (bound === undefined) return undefined;
    const since = this.firstOf.get(codeOf(error)) ?? now;
    this.firstOf.set(codeOf(error), since);
    return Math.max(0, since + bound - now);
  }

  /**
   * Whether it failed so often, for so long, while so many others succeeded, that the trouble is its own. A failure
   * counts only if somebody succeeded since the one before it: an outage of everything proves nothing.
   */
  keepsFailing(now: number): boolean {
    const { successes } = this.tally;
    this.first ??= { at: now, successes };
    if (this.failures === 0 || successes > this.lastSuccesses) this.failures += 1;
    else if (this.failures === 1) this.first = { at: now, successes };
    this.lastSuccesses = successes;

    const { attempts, overMs, whileSucceeded } = this.bounds;
    return (
      this.failures >= attempts &&
      now - this.first.at >= overMs &&
      successes - this.first.successes >= whileSucceeded
    );
  }
}

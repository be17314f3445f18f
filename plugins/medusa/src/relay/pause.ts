import { backoffMs, type Curve } from './backoff.js';

const curve: Curve = { firstMs: 500, mostMs: 30_000 };

/** While the receiver is away, one webhook at a time asks whether it is back, less and less often. */
export class Pause {
  private failures = 0;
  private untilMs = 0;

  constructor(
    private readonly nowMs: () => number,
    private readonly random: () => number,
  ) {}

  get isOn(): boolean {
    return this.nowMs() < this.untilMs;
  }

  /** Not trusted yet: only one may ask. */
  get isDoubtful(): boolean {
    return this.failures > 0;
  }

  get remainingMs(): number {
    return Math.max(0, this.untilMs - this.nowMs());
  }

  begin(retryAfterMs: number | null): void {
    const delayMs = backoffMs(curve, this.failures, retryAfterMs, this.random);
    this.failures += 1;
    this.untilMs = Math.max(this.untilMs, this.nowMs() + delayMs);
  }

  end(): void {
    this.failures = 0;
    this.untilMs = 0;
  }
}

/** A request that was answered, or dropped (status 0). */
export interface LoggedRequest {
  method: string;
  path: string;
  doctype?: string;
  status: number;
}

/** What the API was asked: counts for all time, the last requests in full, never a body. */
export class Requests {
  inFlight = 0;
  highestInFlight = 0;
  private readonly counts = new Map<string, number>();
  private recent: LoggedRequest[] = [];

  constructor(private readonly kept = 1000) {}

  begin(): void {
    this.inFlight += 1;
    this.highestInFlight = Math.max(this.highestInFlight, this.inFlight);
  }

  end(request: LoggedRequest): void {
    this.inFlight -= 1;
    const key = `${request.method} ${request.doctype ?? ''}`;
    this.counts.set(key, (this.counts.get(key) ?? 0) + 1);
    this.recent.push(request);
    if (this.recent.length > 2 * this.kept) this.recent = this.recent.slice(-this.kept);
  }

  /** How many requests there were, of one method or on one DocType. */
  count(wanted: { method?: string; doctype?: string } = {}): number {
    let sum = 0;
    for (const [key, count] of this.counts) {
      const blank = key.indexOf(' ');
      if (wanted.method !== undefined && wanted.method !== key.slice(0, blank)) continue;
      if (wanted.doctype !== undefined && wanted.doctype !== key.slice(blank + 1)) continue;
      sum += count;
    }
    return sum;
  }

  last(): readonly LoggedRequest[] {
    return this.recent.slice(-this.kept);
  }

  reset(): void {
    this.counts.clear();
    this.recent = [];
    this.highestInFlight = this.inFlight;
  }

  summary(): object {
    return {
      total: this.count(),
      inFlight: this.inFlight,
      highestInFlight: this.highestInFlight,
      counts: Object.fromEntries([...this.counts].map(([key, count]) => [key.trim(), count])),
    };
  }
}

/** Tells time as the site does: naive, in the site's time zone, with microseconds, never the same twice. */
export class SiteClock {
  private lastMicros = 0;
  private readonly offsets = new Map<number, number>();

  constructor(
    private readonly timeZone: string,
    private readonly nowMs: () => number = Date.now,
  ) {}

  now(): string {
    this.lastMicros = Math.max(Math.floor(this.nowMs() * 1000), this.lastMicros + 1);
    const ms = Math.floor(this.lastMicros / 1000);
    const local = new Date(ms + this.offsetMs(ms)).toISOString();
    const micros = String(this.lastMicros % 1_000_000).padStart(6, '0');
    return `${local.slice(0, 10)} ${local.slice(11, 19)}.${micros}`;
  }

  today(): string {
    return this.now().slice(0, 10);
  }

  // Asking Intl is slow, and an offset changes at most at a full quarter of an hour.
  private offsetMs(ms: number): number {
    const quarter = Math.floor(ms / 900_000);
    let offset = this.offsets.get(quarter);
    if (offset === undefined) {
      const local = new Date(ms).toLocaleString('sv-SE', { timeZone: this.timeZone });
      offset = Date.parse(`${local.replace(' ', 'T')}Z`) - Math.floor(ms / 1000) * 1000;
      this.offsets.clear();
      this.offsets.set(quarter, offset);
    }
    return offset;
  }
}

/** Records of one key one after the other, different keys side by side. */
export class Lanes<R> {
  private readonly waiting = new Map<string, R[]>();
  private readonly running = new Set<Promise<void>>();
  private stopped = false;

  /**
   * @param step handles one record to its end; it rejects only when the lanes are being stopped.
   * @param onBroken is told when it rejects all the same: that record can not become finished any more.
   */
  constructor(
    private readonly step: (record: R) => Promise<void>,
    private readonly onBroken: (error: unknown) => void,
  ) {}

  add(key: string, record: R): void {
    if (this.stopped) return;
    const lane = this.waiting.get(key);
    if (lane) {
      lane.push(record);
      return;
    }
    const opened = [record];
    this.waiting.set(key, opened);
    const run = this.run(key, opened).finally(() => this.running.delete(run));
    this.running.add(run);
  }

  /** Records of this key that are not finished, the one in hand included. */
  lengthOf(key: string): number {
    return this.waiting.get(key)?.length ?? 0;
  }

  /** Keys whose lanes are longer than this. */
  longerThan(length: number): string[] {
    return [...this.waiting].filter(([, lane]) => lane.length > length).map(([key]) => key);
  }

  /** Takes the newest records out of a lane that is longer than this. */
  shorten(key: string, length: number): R[] {
    return this.waiting.get(key)?.splice(length) ?? [];
  }

  /** No lane takes another step; resolves when the steps in hand have ended. */
  async stop(): Promise<void> {
    this.stopped = true;
    await Promise.all(this.running);
  }

  private async run(key: string, lane: R[]): Promise<void> {
    try {
      for (let record = lane[0]; record !== undefined && !this.stopped; record = lane[0]) {
        await this.step(record);
        lane.shift();
      }
    } catch (error) {
      if (!this.stopped) this.onBroken(error);
    } finally {
      this.waiting.delete(key);
    }
  }
}

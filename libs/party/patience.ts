/** Remembers since when something is waited for, to give up after a while. Lost with the process: then it waits again. */
export class Patience {
  private readonly since = new Map<string, number>();

  constructor(
    private readonly limitMs: number,
    private readonly now: () => number = Date.now,
  ) {}

  isOver(key: string): boolean {
    const since = this.since.get(key) ?? this.now();
    this.since.set(key, since);
    return this.now() - since >= this.limitMs;
  }

  forget(key: string): void {
    this.since.delete(key);
  }
}

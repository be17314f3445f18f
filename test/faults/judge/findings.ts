/** What a certificate counts; all must be nothing. */
export const wrongs = ['lost', 'doubled', 'stale', 'orphaned', 'unannounced', 'untrue', 'exposed'] as const;

export type Wrong = (typeof wrongs)[number];

/** What the comparison found wrong, each with a sentence for the person who looks for the cause. */
export class Findings {
  private readonly said = new Map<Wrong, Set<string>>(wrongs.map((wrong) => [wrong, new Set<string>()]));

  add(wrong: Wrong, sentence: string): void {
    this.said.get(wrong)?.add(sentence);
  }

  /** Adds it unless the two are equal. */
  compare(wrong: Wrong, where: string, found: unknown, expected: unknown): void {
    if (JSON.stringify(found ?? null) !== JSON.stringify(expected ?? null))
      this.add(wrong, `${where}: ${JSON.stringify(found)}, not ${JSON.stringify(expected)}`);
  }

  /** The one of them; none is lost, more are doubled. */
  theOne<T>(what: string, candidates: readonly T[]): T | undefined {
    if (candidates.length === 0) this.add('lost', `no ${what}`);
    if (candidates.length > 1) this.add('doubled', `${candidates.length} times ${what}`);
    return candidates[0];
  }

  counts(): Record<Wrong, number> {
    const count = (wrong: Wrong) => this.said.get(wrong)?.size ?? 0;
    return Object.fromEntries(wrongs.map((wrong) => [wrong, count(wrong)])) as Record<Wrong, number>;
  }

  sentences(): string[] {
    return [...this.said].flatMap(([wrong, sentences]) =>
      [...sentences].map((sentence) => `${wrong}: ${sentence}`),
    );
  }
}

interface Told {
  readonly type: string;
  readonly reasonCode?: string;
}

/** Codes of what was left to people. */
export const reasons = (outcomes: readonly Told[]): (string | undefined)[] =>
  outcomes.filter(({ type }) => type === 'NeedsAttention').map(({ reasonCode }) => reasonCode);

/** What a failure asks for: will waiting help, is this record the trouble, or are we? */
export type Verdict = 'wait' | 'park' | 'ours';

/**
 * A failure that Isthmus understands.
 *
 * Every concrete error carries a code that is listed in `libs/errors/README.md` and never reworded, because operators
 * search for it, and a verdict that the delivery acts on. `message` and `context` go into logs and dead-letter headers:
 * codes, ids and field names, never a customer's data.
 */
export abstract class IntegrationError extends Error {
  abstract readonly code: string;
  abstract readonly verdict: Verdict;

  constructor(
    message: string,
    readonly context: Readonly<Record<string, unknown>> = {},
    options?: ErrorOptions,
  ) {
    super(message, options);
    this.name = new.target.name;
  }
}

/** An error that nobody foresaw is a bug of ours on this one record. */
export const BUG = 'BUG';

export const verdictOf = (error: unknown): Verdict =>
  error instanceof IntegrationError ? error.verdict : 'park';

export const codeOf = (error: unknown): string => (error instanceof IntegrationError ? error.code : BUG);

import { catalogue, type CatalogueEntry, type ErrorCode, type Verdict } from './catalogue.js';

/**
 * A failure that Isthmus understands: its code decides, by the catalogue, whether the record waits, is parked, or the
 * service stops. `message` and `context` go into logs and dead-letter headers: codes, ids and field names, never a
 * customer's data.
 */
export abstract class IntegrationError extends Error {
  abstract readonly code: ErrorCode;
  /** Of a failure that waits: how long at most, in ms, before the record is parked after all. */
  readonly waitAtMostMs?: number;

  constructor(
    message: string,
    readonly context: Readonly<Record<string, unknown>> = {},
    options?: ErrorOptions,
  ) {
    super(message, options);
    this.name = new.target.name;
  }

  /** What an operator sees of it from outside, `ERPNext answers 503`: one of few texts, for metrics. */
  get symptom(): string | undefined {
    return undefined;
  }
}

/** An error that nobody foresaw is a bug of ours on this one record. */
export const codeOf = (error: unknown): ErrorCode => (error instanceof IntegrationError ? error.code : 'BUG');

export const symptomOf = (error: unknown): string | undefined =>
  error instanceof IntegrationError ? error.symptom : undefined;

export const verdictOf = (error: unknown): Verdict => entryOf(error).verdict;

export const entryOf = (error: unknown): CatalogueEntry => catalogue[codeOf(error)];

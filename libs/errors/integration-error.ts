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
}

/** An error that nobody foresaw is a bug of ours on this one record. */
export const codeOf = (error: unknown): ErrorCode => (error instanceof IntegrationError ? error.code : 'BUG');

export const verdictOf = (error: unknown): Verdict => entryOf(error).verdict;

export const entryOf = (error: unknown): CatalogueEntry => catalogue[codeOf(error)];

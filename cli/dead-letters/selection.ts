import type { LedgerEntry } from './ledger.js';

/** Which dead letters are meant; all that is said must hold. */
export interface Selection {
  readonly id?: string | undefined;
  readonly cause?: string | undefined;
  readonly key?: string | undefined;
  /** ms since 1970. */
  readonly sinceMs?: number | undefined;
}

export const isSelected = (
  { id, cause, key, failedAtMs }: Pick<LedgerEntry, 'id' | 'cause' | 'key' | 'failedAtMs'>,
  selection: Selection,
): boolean =>
  (selection.id === undefined || selection.id === id) &&
  (selection.cause === undefined || selection.cause === cause) &&
  (selection.key === undefined || selection.key === key) &&
  (selection.sinceMs === undefined || failedAtMs >= selection.sinceMs);

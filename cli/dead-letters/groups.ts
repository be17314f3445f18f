import { wordsOf } from '../terminal/words-of.js';
import type { LedgerEntry } from './ledger.js';

/** Dead letters of one topic that one mend is for. */
export interface Group {
  readonly topic: string;
  readonly cause: string;
  readonly count: number;
  readonly customers: number;
  readonly firstMs: number;
  readonly lastMs: number;
  /** The newest: the one most likely to be of interest. */
  readonly example: string;
  readonly meaning: string;
  readonly mend: string;
}

/** By topic and cause, the oldest trouble first. */
export const groupsOf = (entries: Iterable<LedgerEntry>): Group[] => {
  const groups = new Map<string, Omit<Group, 'customers'> & { keys: Set<string | null> }>();
  for (const { id, cause, failedAtMs, key, at } of entries) {
    const name = `${at.topic} ${cause}`;
    const known = groups.get(name);
    const keys = known?.keys ?? new Set();
    keys.add(key);
    const newest = known === undefined || failedAtMs >= known.lastMs;
    groups.set(name, {
      topic: at.topic,
      cause,
      count: (known?.count ?? 0) + 1,
      keys,
      firstMs: Math.min(failedAtMs, known?.firstMs ?? Infinity),
      lastMs: Math.max(failedAtMs, known?.lastMs ?? 0),
      example: newest ? id : known.example,
      ...wordsOf(cause),
    });
  }
  return [...groups.values()]
    .map(({ keys, ...group }) => ({ ...group, customers: keys.size }))
    .sort((a, b) => a.firstMs - b.firstMs);
};

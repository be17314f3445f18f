import type { ErpNextDocument, Fields } from './erpnext-client.js';

/** What Isthmus keeps on every document that stands for something in Medusa. */
export interface KeptState extends ErpNextDocument {
  readonly medusa_id?: string | null;
  /** The version that was applied last, ISO 8601 UTC. */
  readonly medusa_updated_at?: string | null;
  /** What Medusa said last, JSON: a field is written only when Medusa changed it since. */
  readonly medusa_snapshot?: string | null;
  readonly medusa_deleted?: 0 | 1 | null;
}

export const keptFields = [
  'name',
  'modified',
  'medusa_id',
  'medusa_updated_at',
  'medusa_snapshot',
  'medusa_deleted',
] as const;

/** ms since 1970; undefined when no whole event was applied yet. */
export const versionOf = ({ medusa_updated_at }: KeptState): number | undefined => {
  const version = Date.parse(medusa_updated_at ?? '');
  return Number.isNaN(version) ? undefined : version;
};

/** Undefined when Medusa has said nothing yet; so is a snapshot that somebody broke. */
export const wordOf = <Word extends object>({ medusa_snapshot }: KeptState): Word | undefined => {
  try {
    const word: unknown = JSON.parse(medusa_snapshot || 'null');
    return typeof word === 'object' && word !== null ? (word as Word) : undefined;
  } catch {
    return undefined;
  }
};

/** Goes with the last write of a change. A partial word does not move the version. */
export const noted = (word: object, version: number | undefined): Fields => ({
  // In one order, so that the same word is the same text, whichever event said which part first.
  medusa_snapshot: JSON.stringify(Object.fromEntries(Object.entries(word).sort(byKey))),
  ...(version === undefined ? {} : { medusa_updated_at: new Date(version).toISOString() }),
});

const byKey = ([one]: [string, unknown], [other]: [string, unknown]) => (one < other ? -1 : 1);

/** What Medusa has said, its last word over what it said before. */
export const merged = <Word extends { readonly deleted?: boolean }>(
  stored: Word | undefined,
  said: Word,
  version: number | undefined,
): Word =>
  version === undefined
    ? // What a partial word says counts only where nothing was said yet; but an end is an end.
      { ...said, ...stored, ...(said.deleted === true ? { deleted: true } : {}) }
    : ({ ...stored, ...said } as Word);

/**
 * Whether a word changes anything: it is newer, or partial with something that was never said. A deletion at the
 * version of the last state wins: Medusa touches and soft-deletes a row in one statement.
 */
export const isNews = <Word extends { readonly deleted?: boolean }>(
  document: KeptState,
  said: Word,
  version: number | undefined,
): boolean => {
  const stored = wordOf<Word>(document);
  const ends = said.deleted === true && stored?.deleted !== true;
  if (version === undefined) return ends || Object.keys(said).some((key) => !(key in (stored ?? {})));
  const held = versionOf(document);
  return held === undefined || version > held || (version === held && ends);
};

export const isOlder = (document: KeptState, version: number | undefined): boolean =>
  version !== undefined && version < (versionOf(document) ?? Number.NEGATIVE_INFINITY);

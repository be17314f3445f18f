import type { LifecycleEvent } from '#schemas/generated/lifecycle-event.js';

export type Found = Readonly<Record<string, unknown>>;

/** Everything that came of a run. */
export interface Evidence {
  readonly leads: readonly Found[];
  readonly customers: readonly Found[];
  readonly contacts: readonly Found[];
  readonly addresses: readonly Found[];
  readonly quotations: readonly Found[];
  readonly salesOrders: readonly Found[];
  readonly facts: readonly LifecycleEvent[];
  /** Cause and key of what was parked. */
  readonly parked: readonly string[];
  /** Webhooks whose record stands in a topic. */
  readonly recorded: ReadonlySet<string>;
  /** Webhooks that were answered 202. */
  readonly acknowledged: ReadonlySet<string>;
}

export const nameOf = (document: Found): string => String(document['name']);

/** The documents by the value of a field. */
export const by = (documents: readonly Found[], ...fields: readonly string[]) => {
  const groups = new Map<unknown, Found[]>();
  for (const document of documents) {
    for (const value of new Set(fields.map((field) => document[field]))) {
      if (value) groups.set(value, [...(groups.get(value) ?? []), document]);
    }
  }
  return (...values: readonly unknown[]): Found[] => [
    ...new Set(values.flatMap((value) => groups.get(value) ?? [])),
  ];
};

export const rowsOf = (document: Found, table: string): readonly Found[] => {
  const rows = document[table];
  return Array.isArray(rows) ? (rows as Found[]) : [];
};

/** Of a Contact or an Address: whose it is, `Lead CRM-LEAD-1`. */
export const linksOf = (document: Found): string[] =>
  rowsOf(document, 'links').map(
    ({ link_doctype, link_name }) => `${String(link_doctype)} ${String(link_name)}`,
  );

/** The documents by whose they are. */
export const byOwner = (documents: readonly Found[]) => {
  const owned = new Map<string, Found[]>();
  for (const document of documents)
    for (const link of new Set(linksOf(document))) owned.set(link, [...(owned.get(link) ?? []), document]);
  return (...owners: readonly string[]): Found[] => [
    ...new Set(owners.flatMap((owner) => owned.get(owner) ?? [])),
  ];
};

export const versionOf = (document: Found, field = 'medusa_updated_at'): number | null => {
  const version = Date.parse(String(document[field] ?? ''));
  return Number.isNaN(version) ? null : version;
};

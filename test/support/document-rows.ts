export type Document = Readonly<Record<string, unknown>>;

/** Of a table in a document; none where it has no such table. */
export const rowsOf = (document: Document, table: string): Document[] =>
  (document[table] ?? []) as Document[];

/** As much of Medusa's `query` as is needed here. */
export interface Query {
  graph(question: {
    entity: string;
    fields: string[];
    filters: Record<string, unknown>;
    withDeleted?: boolean;
  }): Promise<{ data: unknown[] }>;
}

export interface Row {
  readonly id: string;
  readonly [field: string]: unknown;
}

/**
 * Plain JSON of a row. Amounts are objects whose toJSON gives the number, so a copy has to go through JSON; each comes
 * a second time as raw_*, which is dropped.
 */
export const plain = <T>(value: T): T =>
  JSON.parse(
    JSON.stringify(value, (key, inner: unknown) => (key.startsWith('raw_') ? undefined : inner)),
  ) as T;

/** One row, also one that is marked as deleted; undefined when it is gone. */
export const readRow = async (
  query: Query,
  entity: string,
  fields: readonly string[],
  id: string,
): Promise<Row | undefined> => {
  const question = { entity, fields: [...fields], filters: { id } };
  const { data } = await query.graph(question);
  // A second question, because the parts of a living row must come without those that were deleted.
  const found = data[0] ?? (await query.graph({ ...question, withDeleted: true })).data[0];
  return found === undefined ? undefined : (plain(found) as Row);
};

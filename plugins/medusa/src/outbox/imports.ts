import { entityTypes, type EntityType } from '../relay/change.js';
import type { Sql, SqlPool } from './sql.js';
import type { EntityTable } from './watched-tables.js';

/** What is to be sent again: everything, what changed since a time, or what one customer has. */
export interface ImportRequest {
  readonly entityTypes: readonly EntityType[];
  readonly since: Date | null;
  readonly customerId: string | null;
}

export interface ImportProgress {
  readonly id: string;
  readonly entity_types: EntityType[];
  readonly since: Date | null;
  readonly customer_id: string | null;
  /** Put into the outbox so far. */
  readonly noted: number;
  readonly created_at: Date;
  readonly done_at: Date | null;
}

interface OpenImport extends ImportProgress {
  readonly entity_type: EntityType;
  readonly after_id: string;
}

const pageSize = 200;

/** So many imported rows may wait at once: an import is as fast as the bridge, and the outbox stays small. */
const mostWaiting = 400;

const shown = 'id, entity_types, since, customer_id, noted, created_at, done_at';

export const beginImport = async (sql: Sql, request: ImportRequest): Promise<ImportProgress> => {
  const types = entityTypes.filter((type) => request.entityTypes.includes(type));
  const { rows } = await sql.query<ImportProgress>(
    `insert into isthmus_import (entity_types, since, customer_id, entity_type) values ($1, $2, $3, $4) returning ${shown}`,
    [types, request.since, request.customerId, types[0] ?? 'customer'],
  );
  await sql.query(`notify isthmus_outbox`);
  const [begun] = rows;
  if (!begun) throw new Error('the import was not stored');
  return begun;
};

export const recentImports = async (sql: Sql): Promise<ImportProgress[]> =>
  (
    await sql.query<ImportProgress>(
      `select ${shown} from isthmus_import order by done_at is not null, id desc limit 10`,
    )
  ).rows;

/** Puts the next page of the oldest open import into the outbox; false when there is nothing to do at the moment. */
export const advanceImport = async (pool: SqlPool, tables: readonly EntityTable[]): Promise<boolean> => {
  const client = await pool.connect();
  try {
    await client.query('begin');
    const advanced = await advanceIn(client, tables);
    await client.query('commit');
    client.release();
    return advanced;
  } catch (error) {
    client.release(true);
    throw error;
  }
};

const advanceIn = async (sql: Sql, tables: readonly EntityTable[]): Promise<boolean> => {
  const { rows } = await sql.query<OpenImport>(
    `select ${shown}, entity_type, after_id from isthmus_import where done_at is null
     order by id limit 1 for update skip locked`,
  );
  const open = rows[0];
  if (!open || (await waiting(sql)) >= mostWaiting) return false;

  const table = tables.find(({ entityType }) => entityType === open.entity_type);
  const page = table ? await notePage(sql, open, table) : [];
  const lastId = page.at(-1);
  if (lastId !== undefined && page.length === pageSize) {
    await sql.query(`update isthmus_import set after_id = $2, noted = noted + $3 where id = $1`, [
      open.id,
      lastId,
      page.length,
    ]);
    return true;
  }
  const next = open.entity_types[open.entity_types.indexOf(open.entity_type) + 1];
  await sql.query(
    `update isthmus_import set noted = noted + $2, after_id = '', entity_type = coalesce($3, entity_type),
       done_at = case when $3::text is null then now() end where id = $1`,
    [open.id, page.length, next ?? null],
  );
  return true;
};

const waiting = async (sql: Sql): Promise<number> => {
  const { rows } = await sql.query<{ count: string }>(
    `select count(*) from isthmus_outbox where sent_at is null and urgency > 0`,
  );
  return Number(rows[0]?.count ?? 0);
};

/** Rows that were deleted are told to whom asks for a time or a customer; to a first import they say nothing. */
const notePage = async (
  sql: Sql,
  { after_id, since, customer_id }: OpenImport,
  { table, entityType, customerColumn }: EntityTable,
): Promise<string[]> => {
  const { rows } = await sql.query<{ id: string }>(
    `with page as (
       select id, "${customerColumn}" as customer_id, updated_at from "${table}"
       where id > $1 and ($2::timestamptz is null or updated_at >= $2 or deleted_at >= $2)
         and ($3::text is null or "${customerColumn}" = $3)
         and (deleted_at is null or $2 is not null or $3 is not null)
       order by id limit ${pageSize}
     ), noted as (
       insert into isthmus_outbox (entity_type, entity_id, customer_id, what, occurred_at, urgency)
       select $4, id, customer_id, 'imported', updated_at, 1 from page
     )
     select id from page order by id`,
    [after_id, since, customer_id, entityType],
  );
  return rows.map(({ id }) => id);
};

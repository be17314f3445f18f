import { createHash } from 'node:crypto';
import type { Sql } from './sql.js';
import type { EntityTable, OrderPartTable } from './watched-tables.js';

interface Trigger {
  readonly name: string;
  readonly table: string;
  readonly create: string;
}

const quoted = (name: string) => `"${name.replaceAll('"', '""')}"`;
const literal = (text: string) => `'${text.replaceAll("'", "''")}'`;

/** Named for what it does, so that a newer version of the plugin finds what it has to replace. */
const trigger = (table: string, when: string, then: string): Trigger => {
  const hash = createHash('sha256').update(`${when} ${then}`).digest('hex').slice(0, 8);
  const name = `isthmus_note_${hash}`;
  return { name, table, create: `create trigger ${name} ${when.replace('$table', quoted(table))} ${then}` };
};

const ofEntities = ({ table, entityType, customerColumn }: EntityTable): Trigger[] => [
  trigger(
    table,
    'after insert or update or delete on $table',
    `for each row execute function isthmus_note_row(${literal(entityType)}, ${literal(customerColumn)})`,
  ),
];

/** Once a statement: an order of a hundred lines is written down a few times, not hundreds of times. */
const ofOrderParts = ({ table, rows, content }: OrderPartTable): Trigger[] =>
  // PostgreSQL gives changed rows to triggers of a single kind of event only.
  (['insert', 'update', 'delete'] as const).map((event) =>
    trigger(
      table,
      `after ${event} on $table referencing ${event === 'delete' ? 'old' : 'new'} table as changed`,
      `for each statement execute function isthmus_note_orders(${literal(rows)}, ${literal(content ? 'content' : '')})`,
    ),
  );

export interface Watched {
  readonly entities: readonly EntityTable[];
  readonly orderParts: readonly OrderPartTable[];
}

/**
 * Makes the triggers be those of the watched tables, no others; answers the tables that do not exist.
 * Touches no table whose triggers are right: making one waits for the table's writers.
 */
export const ensureTriggers = async (sql: Sql, { entities, orderParts }: Watched): Promise<string[]> => {
  const wanted = [...entities.flatMap(ofEntities), ...orderParts.flatMap(ofOrderParts)];
  const found = await existingTriggers(sql);
  for (const { table, name } of found) {
    if (wanted.some((one) => one.table === table && one.name === name)) continue;
    await sql.query(`drop trigger if exists ${quoted(name)} on ${quoted(table)}`);
  }
  const missing = new Set<string>();
  for (const { table, name, create } of wanted) {
    if (found.some((one) => one.table === table && one.name === name)) continue;
    if (!(await tableExists(sql, table))) missing.add(table);
    else await sql.query(create);
  }
  return [...missing];
};

const existingTriggers = async (sql: Sql): Promise<{ table: string; name: string }[]> => {
  const { rows } = await sql.query<{ table: string; name: string }>(
    `select c.relname as "table", t.tgname as name from pg_trigger t
     join pg_class c on c.oid = t.tgrelid join pg_proc p on p.oid = t.tgfoid
     where p.proname in ('isthmus_note_row', 'isthmus_note_orders') and pg_table_is_visible(c.oid)`,
  );
  return rows;
};

const tableExists = async (sql: Sql, table: string): Promise<boolean> => {
  const { rows } = await sql.query<{ exists: boolean }>('select to_regclass($1) is not null as exists', [
    quoted(table),
  ]);
  return rows[0]?.exists ?? false;
};

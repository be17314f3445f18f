import { recentImports, type ImportProgress } from './imports.js';
import type { Sql } from './sql.js';

export interface OutboxStatus {
  readonly pending: number;
  /** When the oldest pending change was noted. */
  readonly oldest: Date | null;
  readonly failing: number;
  readonly last_error: {
    readonly at: Date;
    readonly error: string;
    readonly entity_type: string;
    readonly entity_id: string;
    readonly attempts: number;
    readonly next_attempt_at: Date;
  } | null;
  readonly sent_last_hour: number;
  readonly imports: ImportProgress[];
}

export const outboxStatus = async (sql: Sql): Promise<OutboxStatus> => {
  const { rows } = await sql.query<{
    pending: string;
    oldest: Date | null;
    failing: string;
    sent_last_hour: string;
  }>(
    `select
       (select count(*) from isthmus_outbox where sent_at is null) as pending,
       (select min(noted_at) from isthmus_outbox where sent_at is null) as oldest,
       (select count(*) from isthmus_outbox where sent_at is null and attempts > 0) as failing,
       (select count(*) from isthmus_outbox where sent_at > now() - interval '1 hour') as sent_last_hour`,
  );
  const { rows: errors } = await sql.query<NonNullable<OutboxStatus['last_error']>>(
    `select failed_at as at, last_error as error, entity_type, entity_id, attempts, due_at as next_attempt_at
     from isthmus_outbox where sent_at is null and failed_at is not null order by failed_at desc limit 1`,
  );
  const counts = rows[0];
  return {
    pending: Number(counts?.pending ?? 0),
    oldest: counts?.oldest ?? null,
    failing: Number(counts?.failing ?? 0),
    last_error: errors[0] ?? null,
    sent_last_hour: Number(counts?.sent_last_hour ?? 0),
    imports: await recentImports(sql),
  };
};

/** Lets everything that was put off be tried at once; answers how much that is. */
export const retryNow = async (sql: Sql): Promise<number> => {
  const { rowCount } = await sql.query(
    `update isthmus_outbox set due_at = now() where id in (
       select id from isthmus_outbox where sent_at is null and due_at > now() for update skip locked)`,
  );
  await sql.query(`notify isthmus_outbox`);
  return rowCount ?? 0;
};

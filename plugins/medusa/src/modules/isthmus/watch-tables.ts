import type { LoaderOptions } from '@medusajs/framework/types';
import { ensureTriggers } from '../../outbox/triggers.js';
import { watchedFor } from '../../outbox/watched.js';
import { readOptions } from '../../options.js';
import { withConnection } from './connect.js';

/**
 * Before the shop takes its first request, its tables are watched; a shop that cannot be watched does not start,
 * because each of its changes would be lost.
 */
export const watchTables = async ({ container, options, logger }: LoaderOptions): Promise<void> => {
  const { send, quotes } = readOptions(options ?? {});
  const unknown = await withConnection(container, async (sql) => {
    await sql.query('begin');
    await sql.query(`select pg_advisory_xact_lock(hashtextextended('isthmus triggers', 0))`);
    const { rows } = await sql.query<{ ready: boolean }>(
      `select to_regclass('isthmus_outbox') is not null as ready`,
    );
    if (!rows[0]?.ready)
      throw new Error('@isthmus/medusa-plugin has no outbox yet: run npx medusa db:migrate');
    const tables = await ensureTriggers(sql, watchedFor(send, quotes));
    await sql.query('commit');
    return tables;
  });
  for (const table of unknown)
    logger?.warn(`Isthmus: there is no table "${table}", so nothing of it is sent`);
};

/**
 * The plugin's relay without a Medusa around it, on a table of one's own: starts in a tenth of a second, so it can be
 * killed a thousand times. Arguments: address of the database, address of the receiver, secret.
 */
import { PgOutbox } from '../../../plugins/medusa/src/outbox/pg-outbox.js';
import { HttpReceiver } from '../../../plugins/medusa/src/relay/receiver.js';
import { Relay } from '../../../plugins/medusa/src/relay/relay.js';
import { openPool } from './open-pool.js';

const [, , database = '', url = '', secret = ''] = process.argv;

const pool = openPool(database);

const relay = new Relay({
  outbox: new PgOutbox(pool, 1),
  receiver: new HttpReceiver({ url, secrets: [secret], deadlineMs: 300 }),
  tell: async ({ entityId: id }) => {
    const { rows } = await pool.query<object>('select * from customer where id = $1', [id]);
    return { entityType: 'customer', id, row: rows[0] ?? null };
  },
  source: { system: 'medusa', version: 'none' },
  log: { info: () => {}, warn: () => {}, error: () => {} },
  concurrency: 4,
  pollMs: 50,
});
relay.start();

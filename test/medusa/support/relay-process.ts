/**
 * The plugin's relay without a Medusa around it, on a table of one's own: starts in a tenth of a second, so it can be
 * killed a thousand times. Arguments: address of the database, address of the receiver, secret.
 */
import { PgOutbox } from '../../../plugins/medusa/src/outbox/pg-outbox.js';
import { HttpReceiver } from '../../../plugins/medusa/src/relay/receiver.js';
import { Relay } from '../../../plugins/medusa/src/relay/relay.js';
import { tell, type Shop } from '../../../plugins/medusa/src/rows/tell.js';
import { openPool } from './open-pool.js';

const [, , database = '', url = '', secret = ''] = process.argv;

const pool = openPool(database);

const outbox = new PgOutbox(pool, 1);
const shop: Shop = {
  query: {
    graph: async ({ filters }) => ({
      data: (await pool.query<object>('select * from customer where id = $1', [filters['id']])).rows,
    }),
  },
  previewOrder: () => Promise.reject(new Error('there are no orders')),
  quotes: null,
  versionAt: (entityType, id) => outbox.versionAt(entityType, id),
};

const relay = new Relay({
  outbox,
  receiver: new HttpReceiver({ url, secrets: [secret], deadlineMs: 2_000 }),
  tell: (change) => tell(change, shop),
  source: { system: 'medusa', version: 'none' },
  log: { info: () => {}, warn: () => {}, error: () => {} },
  concurrency: 4,
  pollMs: 50,
});
relay.start();

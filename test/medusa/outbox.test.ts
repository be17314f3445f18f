import { expect } from 'chai';
import { spawn } from 'node:child_process';
import { once } from 'node:events';
import { advanceImport, beginImport } from '../../plugins/medusa/src/outbox/imports.js';
import { PgOutbox } from '../../plugins/medusa/src/outbox/pg-outbox.js';
import { outboxStatus, retryNow } from '../../plugins/medusa/src/outbox/status.js';
import { createTables } from '../../plugins/medusa/src/outbox/tables.js';
import { createTriggerFunctions } from '../../plugins/medusa/src/outbox/trigger-functions.js';
import { ensureTriggers, type Watched } from '../../plugins/medusa/src/outbox/triggers.js';
import { eventually } from '../support/eventually.js';
import { openPool } from './support/open-pool.js';
import { PostgresServer } from './support/postgres-server.js';
import { TestReceiver, type Mood } from './support/receiver.js';
import { installShop } from './support/shop-install.js';

/** The documented run has more of them: docs/sender.md. */
const kills = Number(process.env['RELAY_KILLS'] ?? 30);

const watched: Watched = {
  entities: [
    { table: 'customer', entityType: 'customer', customerColumn: 'id' },
    { table: 'customer_address', entityType: 'customer_address', customerColumn: 'customer_id' },
  ],
  orderParts: [{ table: 'order_item', rows: 'order', content: true }],
};

const shopTables = `
  create table customer (id text primary key, phone text, updated_at timestamptz default now(), deleted_at timestamptz);
  create table customer_address (id text primary key, customer_id text, settings json, updated_at timestamptz default now(),
    deleted_at timestamptz);
  create table "order" (id text primary key, customer_id text, updated_at timestamptz default now());
  create table order_item (id text primary key, order_id text references "order" on delete cascade, quantity int);
`;

describe('outbox of the Medusa plugin, on PostgreSQL', function () {
  this.timeout(30_000);

  let postgres: PostgresServer;
  let pool: ReturnType<typeof openPool>;
  let url: string;
  let databases = 0;

  before(async function () {
    this.timeout(300_000);
    await installShop();
    postgres = await PostgresServer.start();
  });

  after(() => postgres?.stop());

  beforeEach(async () => {
    url = await postgres.create(`outbox_${(databases += 1)}`);
    pool = openPool(url);
    await pool.query(createTables);
    await pool.query(createTriggerFunctions);
    await pool.query(shopTables);
    await ensureTriggers(pool, watched);
  });

  afterEach(() => pool.end());

  const outbox = () => new PgOutbox(pool, 1);
  const none = new Set<string>();
  const noted = async () =>
    (
      await pool.query<{ entity_id: string; what: string; customer_id: string | null }>(
        'select entity_id, what, customer_id from isthmus_outbox order by id',
      )
    ).rows;

  describe('a trigger', () => {
    it('notes what is committed, with the change, and nothing else', async () => {
      await pool.query(`begin; insert into customer values ('cus_1'); rollback`);
      expect(await noted()).to.be.empty;
      await pool.query(`insert into customer values ('cus_1')`);

      expect(await noted()).to.deep.equal([{ entity_id: 'cus_1', what: 'created', customer_id: 'cus_1' }]);
    });

    it('knows whose a row was that is gone', async () => {
      await pool.query(`insert into customer_address values ('cuaddr_1', 'cus_1')`);
      await pool.query(`delete from customer_address`);

      expect((await noted()).at(-1)).to.deep.equal({
        entity_id: 'cuaddr_1',
        what: 'deleted',
        customer_id: 'cus_1',
      });
    });

    it('dates a deletion after the row’s last change, whatever the clock of the shop says', async () => {
      await pool.query(`insert into customer values ('cus_1', null, now() + interval '1 hour')`);
      await pool.query(`delete from customer`);

      const { rows } = await pool.query<{ later: boolean }>(
        `select occurred_at > now() + interval '59 minutes' as later from isthmus_outbox where what = 'deleted'`,
      );
      expect(rows[0]?.later).to.equal(true);
    });

    const versions = async () =>
      (
        await pool.query<{ version_at: Date | null }>('select version_at from isthmus_outbox order by id')
      ).rows.map(({ version_at }) => version_at?.getTime() ?? null);

    it('leaves the version to a row whose updated_at grows', async () => {
      await pool.query(`insert into customer values ('cus_1')`);
      await pool.query(`update customer set phone = '1', updated_at = updated_at + interval '5 minutes'`);

      expect(await versions()).to.deep.equal([null, null]);
    });

    it('counts in milliseconds, as receivers do', async () => {
      await pool.query(`insert into customer values ('cus_1', null, '2026-11-23T16:00:00.123456Z')`);
      await pool.query(`update customer set phone = '1', updated_at = '2026-11-23T16:00:00.123789Z'`);

      expect((await versions())[1]).to.be.greaterThan(Date.parse('2026-11-23T16:00:00.123Z'));
    });

    it('makes each state newer than the one before, where updated_at does not grow or goes back', async () => {
      await pool.query(`insert into customer values ('cus_1', null, '2026-11-23T16:00:00.123Z')`);
      await pool.query(`update customer set phone = '1'`);
      await pool.query(`update customer set phone = '2', updated_at = updated_at - interval '5 seconds'`);
      await pool.query(`update customer set phone = '3', updated_at = '2026-11-24T16:00:00Z'`);

      const [first, second, third, fourth] = await versions();
      expect(first).to.equal(null);
      expect(second).to.be.greaterThan(Date.parse('2026-11-23T16:00:00.123Z'));
      expect(third).to.be.greaterThan(second ?? NaN);
      expect(fourth).to.be.greaterThan(third ?? NaN);
    });

    it('notes no update that changes nothing, also where a column is json', async () => {
      await pool.query(`insert into customer_address values ('cuaddr_1', 'cus_1', '{"a":1}')`);
      await pool.query(`update customer_address set settings = settings`);

      expect(await noted()).to.have.length(1);
    });

    it('finds the outbox for somebody with another search path', async () => {
      await pool.query(`create schema elsewhere`);
      const client = await pool.connect();
      await client.query(`set search_path = elsewhere`);
      await client.query(`insert into public.customer values ('cus_1')`);
      client.release(true);

      expect(await noted()).to.have.length(1);
    });

    it('makes an order newer once a statement, however many of its parts change', async () => {
      await pool.query(`insert into "order" values ('order_1', 'cus_1', now() + interval '1 hour')`);
      await pool.query(`insert into order_item select n, 'order_1', 1 from generate_series(1, 100) n`);

      expect(await noted()).to.deep.equal([{ entity_id: 'order_1', what: 'updated', customer_id: 'cus_1' }]);
      const { rows } = await pool.query<{ newer: boolean }>(
        `select version_at > updated_at as newer from isthmus_outbox, "order" where version_at is not null`,
      );
      expect(rows[0]?.newer).to.equal(true);
    });

    it('lets an order be deleted with its parts', async () => {
      await pool.query(`insert into "order" values ('order_1', 'cus_1')`);
      await pool.query(`insert into order_item values ('1', 'order_1', 1)`);
      await pool.query(`delete from "order"`);

      expect(await noted()).to.have.length(1);
    });

    it('is replaced when it has to do something else, and taken away when nothing', async () => {
      const triggers = async () =>
        (await pool.query(`select tgname from pg_trigger where tgname like 'isthmus_note_%' order by 1`))
          .rows;
      const before = await triggers();
      await ensureTriggers(pool, watched);
      expect(await triggers()).to.deep.equal(before);
      const other = {
        entities: [{ table: 'customer', entityType: 'quote' as const, customerColumn: 'id' }],
        orderParts: [],
      };
      await ensureTriggers(pool, other);
      await pool.query(`insert into customer values ('cus_1')`);

      expect(await triggers()).to.have.length(1);
      expect((await pool.query('select entity_type from isthmus_outbox')).rows).to.deep.equal([
        { entity_type: 'quote' },
      ]);
    });

    it('is asked for on a table that does not exist: says so and goes on', async () => {
      const missing = await ensureTriggers(pool, {
        entities: [
          ...watched.entities,
          { table: 'quote', entityType: 'quote', customerColumn: 'customer_id' },
        ],
        orderParts: [],
      });

      expect(missing).to.deep.equal(['quote']);
    });
  });

  describe('a claim', () => {
    it('gathers all that is noted of an entity, and leaves nothing when it is done', async () => {
      await pool.query(`insert into customer values ('cus_1')`);
      await pool.query(`update customer set phone = '1'; update customer set phone = '2'`);

      const delivery = await outbox().claim(none);
      expect(delivery?.change).to.include({ entityId: 'cus_1', what: 'created' });
      await delivery?.done();

      expect(await outbox().claim(none)).to.equal(undefined);
      expect(await outboxStatus(pool)).to.include({ pending: 0, sent_last_hour: 3 });
    });

    it('does not make the shop wait: what changes meanwhile is sent afterwards', async () => {
      await pool.query(`insert into customer values ('cus_1')`);
      const delivery = await outbox().claim(none);
      await pool.query(`set statement_timeout = '1s'; update customer set phone = '1'`);
      await delivery?.done();

      const next = await outbox().claim(none);
      expect(next?.change).to.include({ entityId: 'cus_1', what: 'updated' });
      await next?.done();
    });

    it('keeps everybody else from the customer, not from others', async () => {
      await pool.query(`insert into customer values ('cus_1'), ('cus_2')`);
      await pool.query(`insert into customer_address values ('cuaddr_1', 'cus_1')`);

      const first = await outbox().claim(none);
      const second = await outbox().claim(none);
      const third = await outbox().claim(none);

      expect([first?.lane, second?.lane, third]).to.deep.equal(['cus_1', 'cus_2', undefined]);
      await first?.done();
      const fourth = await outbox().claim(none);
      expect(fourth?.change.entityId).to.equal('cuaddr_1');
      await fourth?.done();
      await second?.done();
    });

    it('finds the one free customer behind many that others are at', async () => {
      await pool.query(`insert into customer select 'cus_' || n from generate_series(1, 9) n`);
      const client = await pool.connect();
      await client.query(`begin`);
      await client.query(
        `select pg_advisory_xact_lock(hashtextextended('isthmus cus_' || n, 0)) from generate_series(1, 8) n`,
      );

      const delivery = await outbox().claim(none);

      expect(delivery?.lane).to.equal('cus_9');
      await delivery?.done();
      client.release(true);
    });

    it('puts off, says why, and comes back at once when told', async () => {
      await pool.query(`insert into customer values ('cus_1')`);
      await (await outbox().claim(none))?.putOff(3_600_000, '400 NO_ENVELOPE');

      expect(await outbox().claim(none)).to.equal(undefined);
      expect((await outboxStatus(pool)).last_error).to.include({ error: '400 NO_ENVELOPE', attempts: 1 });
      expect(await retryNow(pool)).to.equal(1);
      const again = await outbox().claim(none);
      expect(again?.attempts).to.equal(1);
      await again?.done();
    });

    it('is for what a person waits for before what an import noted', async () => {
      await pool.query(`insert into customer values ('cus_1'), ('cus_2')`);
      await pool.query(`truncate isthmus_outbox`);
      await beginImport(pool, { entityTypes: ['customer'], since: null, customerId: null });
      await advanceImport(pool, watched.entities);
      await pool.query(`insert into customer values ('cus_3')`);

      const delivery = await outbox().claim(none);

      expect(delivery?.change.entityId).to.equal('cus_3');
      await delivery?.done();
    });
  });

  it(`loses nothing when its relay is killed ${kills} times`, async function () {
    this.timeout(30_000 + kills * 3_000);
    const bad: Mood[] = ['is busy', 'hangs', 'takes and drops the connection'];
    const receiver = await TestReceiver.start('s', 125);
    receiver.mood = () => bad[Math.floor(Math.random() * 40)] ?? 'takes';
    const main = new URL('./support/relay-process.js', import.meta.url).pathname;
    const startRelay = () => spawn(process.execPath, [main, url, receiver.url, 's'], { stdio: 'inherit' });
    let going = true;
    const changing = (async () => {
      for (let n = 1; going; n += 1) {
        await pool
          .query(
            n % 7 === 0
              ? `delete from customer where id = 'cus_${n % 50}'`
              : `insert into customer values ('cus_${n % 50}', '${n}')
                 on conflict (id) do update set phone = excluded.phone, updated_at = clock_timestamp()`,
          )
          .catch(() => undefined);
        if (n % 5 === 0) await new Promise((resolve) => setTimeout(resolve, 5));
      }
    })();
    try {
      for (let kill = 1; kill <= kills; kill += 1) {
        const relays = [startRelay(), startRelay()];
        await new Promise((resolve) => setTimeout(resolve, 250 + Math.random() * 500));
        if (kill % 10 === 0) await postgres.restart();
        for (const relay of relays) {
          relay.kill('SIGKILL');
          await once(relay, 'exit');
        }
      }
      going = false;
      await changing;
      const killed = receiver.taken.length;
      receiver.mood = () => 'takes';
      const relay = startRelay();
      await eventually(
        async () => {
          await retryNow(pool);
          expect(await outboxStatus(pool)).to.include({ pending: 0 });
        },
        { withinMs: 30_000, everyMs: 200 },
      );
      relay.kill();

      const { rows } = await pool.query<{ id: string; phone: string }>('select id, phone from customer');
      const held = new Map(rows.map(({ id, phone }) => [id, phone]));
      for (let n = 0; n < 50; n += 1) {
        const id = `cus_${n}`;
        expect(receiver.lastOf('customer', id)?.entity?.['phone'], id).to.equal(held.get(id));
      }
      expect(receiver.faults).to.deep.equal([]);
      console.log(`      ${kills} times two relays killed, ${killed} webhooks taken meanwhile`);
    } finally {
      going = false;
      await changing;
      await receiver.stop();
    }
  });
});

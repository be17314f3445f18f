import { expect } from 'chai';
import { eventually } from '../support/eventually.js';
import { differences } from './support/last-states.js';
import type { Session, ShopApi } from './support/shop-api.js';
import { Shop } from './support/shop.js';

interface Status {
  readonly pending: number;
  readonly failing: number;
  readonly last_error: {
    readonly error: string;
    readonly entity_id: string;
    readonly attempts: number;
  } | null;
  readonly imports: readonly { readonly noted: number; readonly done_at: string | null }[];
}

const importScript = './node_modules/@isthmus/medusa-plugin/.medusa/server/src/scripts/import.js';

describe('a shop that gets the plugin later', function () {
  this.timeout(90_000);

  let shop: Shop;
  let api: ShopApi;
  let ada: Session;
  let order: string;

  before(async function () {
    this.timeout(480_000);
    shop = await Shop.open({ stock: true });
    const stock = await shop.start({ ISTHMUS_URL: '' });
    ada = await stock.register();
    order = await stock.order(ada);
    await stock.addAddress(ada);
    await stock.requestQuote(ada);
    const grace = await stock.register();
    await stock.admin('DELETE', `/customers/${grace.id}`);
    await shop.stop();
  });

  after(() => shop?.close());

  const status = () => api.admin<Status>('GET', '/isthmus');

  it('does not start before its database was migrated', async () => {
    const failure = await shop.start().then(
      () => 'it started',
      (error: Error) => error.message,
    );

    expect(failure).to.contain('did not start');
  });

  it('tells nothing of before by itself, and every later change', async () => {
    await shop.migrate();
    api = await shop.start();
    await api.call('POST', '/store/customers/me', { phone: '1' }, ada.token);
    await shop.drained();

    expect(shop.receiver.taken.map(({ event }) => event.data.id)).to.deep.equal([ada.id]);
  });

  it('tells everything that was there before by the import script, but what was deleted by then', async () => {
    const said = await shop.exec(importScript, 'all');

    expect(said).to.contain('0 not sent yet');
    const found = await differences(shop.database, shop.receiver);
    expect(found.filter((line) => !/^customer(_address)? .*never told$/.test(line))).to.deep.equal([]);
    const [deleted] = await shop.database.query<{ count: number }>(
      'select count(*)::int from customer where deleted_at is not null',
    );
    expect(found).to.have.length(deleted?.count ?? 0);
  });

  it('dates an imported state by its row', async () => {
    const [row] = await shop.database.query<{ updated_at: Date }>(
      'select updated_at from "order" where id = $1',
      [order],
    );

    expect(shop.receiver.lastOf('order', order)).to.include({
      type: 'order.order.imported',
      occurred_at: row?.updated_at.toISOString(),
    });
  });

  it('goes on with an import after a kill, and shows how far it is', async () => {
    shop.receiver.forget();
    await shop.database.query(
      `insert into customer (id, email, has_account) select 'cus_bulk_' || n, n || '@bulk.example', true
       from generate_series(1, 700) n`,
    );
    await shop.drained(60_000);
    shop.receiver.forget();
    await api.admin('POST', '/isthmus/resend', { all: true });
    await eventually(() => expect(shop.receiver.taken).to.have.length.greaterThan(300));
    await shop.kill();
    api = await shop.start();
    await eventually(async () => expect((await status()).imports[0]?.done_at).to.be.a('string'), {
      withinMs: 60_000,
    });
    await shop.drained(60_000);

    const told = new Set(shop.receiver.taken.map(({ event }) => event.data.id));
    expect([...told].filter((id) => id.startsWith('cus_bulk_'))).to.have.length(700);
    expect((await status()).imports[0]?.noted).to.be.at.least(700);
  });

  it('sends again what one customer has, deleted or not', async () => {
    shop.receiver.forget();
    await api.admin('POST', '/isthmus/resend', { customer_id: ada.id });
    await eventually(async () => expect((await status()).imports[0]?.done_at).to.be.a('string'));
    await shop.drained();

    const kinds = shop.receiver.taken.map(({ entity_type }) => entity_type);
    expect(new Set(kinds)).to.deep.equal(new Set(['customer', 'customer_address', 'order', 'quote']));
    expect(new Set(shop.receiver.taken.map(({ event }) => event.data.customer_id))).to.deep.equal(
      new Set([ada.id]),
    );
  });

  it('sends again what changed since a time', async () => {
    shop.receiver.forget();
    const since = new Date();
    await api.call('POST', '/store/customers/me', { phone: '2' }, ada.token);
    await shop.drained();
    shop.receiver.forget();
    await api.admin('POST', '/isthmus/resend', { since: since.toISOString(), entity_types: ['customer'] });
    await eventually(async () => expect((await status()).imports[0]?.done_at).to.be.a('string'));
    await shop.drained();

    expect(shop.receiver.taken.map(({ event }) => event.data.id)).to.deep.equal([ada.id]);
  });

  it('keeps what the bridge refuses, shows it, and tries it again when told', async () => {
    shop.receiver.mood = ({ event }) => (event.data.id === ada.id ? 'refuses' : 'takes');
    await api.call('POST', '/store/customers/me', { phone: '3' }, ada.token);
    const other = await api.register();
    await eventually(() => expect(shop.receiver.lastOf('customer', other.id)).not.to.equal(undefined));
    await eventually(async () => expect(await status()).to.include({ pending: 1, failing: 1 }));
    expect((await status()).last_error).to.include({
      error: '400 NO_ENVELOPE',
      entity_id: ada.id,
      attempts: 1,
    });
    shop.receiver.mood = () => 'takes';
    expect(await api.admin('POST', '/isthmus/resend', { failed: true })).to.deep.equal({ retried: 1 });
    await shop.drained();

    expect(shop.receiver.lastOf('customer', ada.id)?.entity).to.include({ phone: '3' });
  });

  it('refuses a request to send again that says nothing, and strangers', async () => {
    const nothing = await api.admin('POST', '/isthmus/resend').catch((error: Error) => error.message);
    const stranger = await api.call('GET', '/admin/isthmus').catch((error: Error) => error.message);

    expect(nothing).to.match(/400 .*must be one of/);
    expect(stranger).to.match(/401/);
  });

  it('has the work shared by two workers, while a server only takes requests', async () => {
    await shop.stop();
    shop.receiver.forget();
    await shop.start({ WORKER_MODE: 'worker' });
    await shop.start({ WORKER_MODE: 'worker' });
    api = await shop.start({ WORKER_MODE: 'server' });
    await Promise.all(
      Array.from({ length: 6 }, async () => {
        const who = await api.register();
        for (let change = 0; change < 5; change += 1) {
          await api.call('POST', '/store/customers/me', { phone: `${change}` }, who.token);
          await api.addAddress(who);
        }
      }),
    );
    await shop.drained();

    const [used] = await shop.database.query<{ count: number }>(
      `select count(distinct pid)::int from pg_stat_activity where application_name = 'isthmus' and datname = current_database()`,
    );
    expect(used?.count).to.be.greaterThan(2);
    expect(shop.receiver.faults).to.deep.equal([]);
  });
});

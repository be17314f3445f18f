/**
 * Not a test, a measurement: `npx mocha --timeout 900000 dist/test/medusa/trigger-overhead.js`. Blocks with and without
 * triggers take turns in one running shop, so that whatever else the machine does falls on both.
 */
import { ensureTriggers } from '../../plugins/medusa/src/outbox/triggers.js';
import { watchedFor } from '../../plugins/medusa/src/outbox/watched.js';
import { plainQuotes } from '../../plugins/medusa/src/quotes/quote-adapter.js';
import { openPool } from './support/open-pool.js';
import type { ShopApi } from './support/shop-api.js';
import { Shop } from './support/shop.js';

const blocks = 12;

const median = (numbers: number[]): number =>
  numbers.sort((a, b) => a - b)[Math.floor(numbers.length / 2)] ?? 0;

const timed = async (work: () => Promise<unknown>): Promise<number> => {
  const start = performance.now();
  await work();
  return performance.now() - start;
};

describe('overhead of the triggers', function () {
  this.timeout(900_000);

  it('is measured', async () => {
    const shop = await Shop.open();
    // No relay in this process: what it costs is paid elsewhere.
    const api = await shop.start({ WORKER_MODE: 'server' });
    const pool = openPool(shop.url);
    const watch = async (on: boolean) => {
      const nothing = { entities: [], orderParts: [] };
      await ensureTriggers(
        pool,
        on ? watchedFor(['customer', 'customer_address', 'order', 'quote'], plainQuotes) : nothing,
      );
    };
    const who = await api.register();
    const cases: Record<string, { work: () => Promise<unknown>; times: number }> = {
      'update of a customer, over HTTP': {
        times: 15,
        work: () => api.call('POST', '/store/customers/me', { phone: `${Math.random()}` }, who.token),
      },
      'completion of an order, over HTTP': { times: 3, work: () => completion(api, who) },
      'update of a customer, in SQL': {
        times: 200,
        work: () => pool.query('update customer set phone = random()::text where id = $1', [who.id]),
      },
    };
    try {
      for (const [name, { work, times }] of Object.entries(cases)) {
        const measured: Record<'with' | 'without', number[]> = { with: [], without: [] };
        await work();
        for (let block = 0; block < blocks; block += 1) {
          const way = block % 2 === 0 ? 'without' : 'with';
          await watch(way === 'with');
          for (let n = 0; n < times; n += 1) {
            measured[way].push(
              name.startsWith('completion') ? ((await work()) as number) : await timed(work),
            );
          }
        }
        const [bare, triggered] = [median(measured.without), median(measured.with)];
        console.log(
          `${name}: ${bare.toFixed(2)} ms without, ${triggered.toFixed(2)} ms with triggers: +${(triggered - bare).toFixed(2)} ms (${(100 * (triggered / bare - 1)).toFixed(1)} %), ${measured.with.length} each`,
        );
      }
    } finally {
      await pool.end();
      await shop.close();
    }
  });
});

/** Only the last call is timed: the cart was filled before. */
const completion = async (api: ShopApi, who: Awaited<ReturnType<ShopApi['register']>>): Promise<number> => {
  const cart = await api.payableCart(who);
  return timed(() => api.call('POST', `/store/carts/${cart}/complete`, {}, who.token));
};

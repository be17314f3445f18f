import { expect } from 'chai';
import { DoomedInstances } from './support/doomed-instances.js';
import { differences } from './support/last-states.js';
import { RandomLoad } from './support/random-load.js';
import type { Mood } from './support/receiver.js';
import { Shop } from './support/shop.js';

/** The documented run has more of them: docs/sender.md. */
const kills = Number(process.env['MEDUSA_KILLS'] ?? 12);
const comparedEvery = 50;

const moods: readonly Mood[] = ['is busy', 'hangs', 'takes and drops the connection', 'refuses'];

const sometimesBad = (): Mood =>
  Math.random() < 0.8 ? 'takes' : (moods[Math.floor(Math.random() * moods.length)] ?? 'takes');

describe('a shop that is killed', function () {
  this.timeout(240_000 + kills * 60_000);

  it(`loses nothing: ${kills} kills under load, a moody receiver, restarts of PostgreSQL`, async () => {
    const shop = await Shop.open();
    const instances = new DoomedInstances(shop, 3);
    const load = new RandomLoad(() => instances.serving);
    try {
      while (instances.kills.total < kills) {
        shop.receiver.mood = sometimesBad;
        load.start(3);
        await instances.killUntil(Math.min(kills, instances.kills.total + comparedEvery));
        await load.stop();

        shop.receiver.mood = () => 'takes';
        const api = await instances.serve();
        await api.admin('POST', '/isthmus/resend', { failed: true });
        await shop.drained(300_000);
        expect(await differences(shop.database, shop.receiver)).to.deep.equal([]);
        expect(shop.receiver.faults).to.deep.equal([]);
        console.log(
          `      ${new Date().toISOString()} ${await done(instances, load, shop)}: nothing missing`,
        );
        shop.receiver.taken.length = 0;
      }
    } finally {
      await load.stop();
      await shop.kill();
      await shop.close();
    }
  });
});

const done = async (
  { kills: { total, midRequest, starting, restartsOfPostgres } }: DoomedInstances,
  { confirmed }: RandomLoad,
  { database, receiver }: Shop,
): Promise<string> => {
  const [row] = await database.query<{ entities: string; repeated: string }>(
    `select count(distinct (entity_type, entity_id)) as entities,
       count(*) filter (where attempts > 1) as repeated from isthmus_outbox`,
  );
  return (
    `${total} kills (${midRequest} amid a request, ${starting} while starting), ${restartsOfPostgres} restarts of ` +
    `PostgreSQL, ${confirmed} confirmed actions on ${row?.entities} entities, ${receiver.count} webhooks taken, ` +
    `${row?.repeated} changes sent more than once`
  );
};

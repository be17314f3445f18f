import { expect } from 'chai';
import { differences } from './support/last-states.js';
import { RandomLoad } from './support/random-load.js';
import type { Mood } from './support/receiver.js';
import { Shop } from './support/shop.js';

/** The documented run has more of them: docs/sender.md. */
const kills = Number(process.env['MEDUSA_KILLS'] ?? 5);

const moods: readonly Mood[] = ['is busy', 'hangs', 'takes and drops the connection', 'refuses'];

const sometimesBad = (): Mood =>
  Math.random() < 0.8 ? 'takes' : (moods[Math.floor(Math.random() * moods.length)] ?? 'takes');

describe('a shop that is killed', function () {
  this.timeout(60_000 + kills * 30_000);

  it(`loses nothing: ${kills} kills under load, a moody receiver, restarts of PostgreSQL`, async () => {
    const shop = await Shop.open();
    const load = new RandomLoad();
    try {
      shop.receiver.mood = sometimesBad;
      for (let kill = 1; kill <= kills; kill += 1) {
        load.start(await shop.start());
        await new Promise((resolve) => setTimeout(resolve, 300 + Math.random() * 2_500));
        if (kill % 4 === 0) await shop.postgres.restart();
        await shop.kill();
        await load.stop();
      }

      shop.receiver.mood = () => 'takes';
      const api = await shop.start();
      await api.admin('POST', '/isthmus/resend', { failed: true });
      await shop.drained(60_000);

      expect(await differences(shop.database, shop.receiver)).to.deep.equal([]);
      expect(shop.receiver.faults).to.deep.equal([]);
      expect(load.confirmed).to.be.greaterThan(kills);
      console.log(`      ${kills} kills, ${load.confirmed} confirmed actions, ${await heldBy(shop)}`);
    } finally {
      await load.stop();
      await shop.close();
    }
  });
});

const heldBy = async ({ database, receiver }: Shop): Promise<string> => {
  const [row] = await database.query<{ entities: string; repeated: string }>(
    `select count(distinct (entity_type, entity_id)) as entities,
       count(*) filter (where attempts > 1) as repeated from isthmus_outbox`,
  );
  return `${row?.entities} entities, ${receiver.taken.length} webhooks taken, ${row?.repeated} changes sent more than once`;
};

import { expect } from 'chai';
import { eventually } from '../support/eventually.js';
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
  this.timeout(120_000 + kills * 60_000);

  it(`loses nothing: ${kills} kills under load, a moody receiver, restarts of PostgreSQL`, async () => {
    const shop = await Shop.open();
    const load = new RandomLoad();
    try {
      shop.receiver.mood = sometimesBad;
      for (let kill = 1; kill <= kills; kill += 1) {
        const before = load.confirmed;
        load.start(await shop.start());
        // On a busy machine the first action takes its time, and there must be something to lose.
        await eventually(() => expect(load.confirmed).to.be.greaterThan(before), { withinMs: 30_000 });
        await new Promise((resolve) => setTimeout(resolve, Math.random() * 2_500));
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

/**
 * Not a test, a measurement: `npx mocha --timeout 1800000 dist/test/integration/rebuild-at-length.js`. Rebuild day with the
 * captured story of a shop told of 77 times as many people, on a real Kafka.
 */
import { expect } from 'chai';
import { rebuild } from '../support/rebuild.js';

describe('A rebuild at length', function () {
  this.timeout(1_800_000);

  it('ends in the same documents', async () => {
    const { events, live, rebuilt, seconds, ...result } = await rebuild({ copies: 77 });

    console.log(`${events} events`, 'seconds', seconds);
    console.log(result);
    for (const [doctype, documents] of Object.entries(rebuilt)) {
      const [before, after] = [live[doctype] ?? [], documents].map((all) =>
        all.map((each) => JSON.stringify(each)),
      );
      const differing = after?.filter((document) => !before?.includes(document)) ?? [];
      console.log(`${doctype}: ${before?.length} live, ${after?.length} rebuilt, ${differing.length} differ`);
      expect([after?.length, differing.length], doctype).to.deep.equal([before?.length, 0]);
    }
  });
});

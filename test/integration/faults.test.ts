import { expect } from 'chai';
import { certify } from '../faults/certify.js';
import { isClean, reportOf } from '../faults/report.js';
import { setStage } from '../faults/stage.js';
import { temporaryFolder } from '../support/servers.js';

describe('The past of a shop, played through everything that can go wrong', function () {
  this.timeout('10m');
  const cleanUps: (() => Promise<void>)[] = [];

  afterEach(async () => {
    for (const cleanUp of cleanUps.splice(0).reverse()) await cleanUp();
  });

  /** What `npm run faults` does at length: docs/effect-once.md. */
  it('leaves nothing lost, doubled, stale, orphaned, unannounced or untrue', async () => {
    const stage = await setStage(
      {
        folder: await temporaryFolder(),
        plantedEnv: {},
        path: process.env['PATH'],
        say: () => undefined,
        onCrash: (error) => console.error(error),
      },
      (cleanUp) => cleanUps.push(cleanUp),
    );

    const { result, sent, findings } = await certify({
      ...{ stage, seed: 1, events: 200, patienceMs: 120_000 },
      say: () => undefined,
    });

    expect(isClean(result), reportOf(result, sent, findings)).to.equal(true);
    expect(result.acknowledged).to.equal(200);
  });
});

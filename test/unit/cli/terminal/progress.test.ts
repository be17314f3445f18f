import { expect } from 'chai';
import { progress } from '../../../../cli/terminal/progress.js';

describe('progress', () => {
  it('says nothing of work that is soon done, and not too much of any other', () => {
    let now = 0;
    const said: string[] = [];
    const tell = progress({
      things: 'records',
      terminal: { say: (line) => said.push(line) },
      now: () => now,
    });

    for (now = 0; now <= 5_000; now += 500) tell(now, 6_000);
    now = 6_000;
    tell(6_000);

    expect(said).to.deep.equal(['2000 of 6000 records ...', '4000 of 6000 records ...', '6000 records ...']);
  });
});

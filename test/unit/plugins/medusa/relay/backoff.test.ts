import { expect } from 'chai';
import { backoffMs, refused, unreachable } from '../../../../../plugins/medusa/src/relay/backoff.js';

const most = () => 1;

describe('backoff of the Medusa plugin', () => {
  it('doubles from seconds to minutes while the receiver is away', () => {
    const delays = [0, 1, 2, 9, 40].map((attempts) => backoffMs(unreachable, attempts, null, most));

    expect(delays).to.deep.equal([1_000, 2_000, 4_000, 300_000, 300_000]);
  });

  it('takes minutes to hours over what the receiver refuses', () => {
    const delays = [0, 1, 12].map((attempts) => backoffMs(refused, attempts, null, most));

    expect(delays).to.deep.equal([60_000, 120_000, 21_600_000]);
  });

  it('spreads what failed together over half of the delay', () => {
    expect(backoffMs(unreachable, 3, null, () => 0)).to.equal(4_000);
  });

  it('never comes back sooner than the receiver asked for', () => {
    expect(backoffMs(unreachable, 0, 30_000, most)).to.equal(30_000);
  });

  it('waits a day at most, whatever the receiver asked for', () => {
    expect(backoffMs(unreachable, 0, 1e12, most)).to.equal(86_400_000);
  });
});

import { expect } from 'chai';
import { settle } from '../../../../cli/demo/settle.js';

describe('settle', () => {
  const counting = (...counts: number[]) => {
    let last = 0;
    return () => Promise.resolve((last = counts.shift() ?? last));
  };
  const say = () => {};

  it('waits until nothing is unfinished', async () => {
    expect(await settle({ unfinished: counting(3, 3, 1, 0), everyMs: 1, patienceMs: 1000, say })).to.equal(0);
  });

  it('gives up when nothing moves, and says how many are left', async () => {
    expect(await settle({ unfinished: counting(3, 2), everyMs: 1, patienceMs: 20, say })).to.equal(2);
  });
});

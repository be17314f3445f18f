import { expect } from 'chai';
import { OffsetTracker } from '#libs/messaging/offset-tracker.js';

describe('OffsetTracker', () => {
  let tracker: OffsetTracker;

  beforeEach(() => {
    tracker = new OffsetTracker();
  });

  const take = (...offsets: number[]) => offsets.forEach((offset) => tracker.take(BigInt(offset)));
  const finish = (...offsets: number[]) => offsets.forEach((offset) => tracker.finish(BigInt(offset)));

  it('has nothing to commit before it was given anything', () => {
    expect(tracker.committable).to.equal(undefined);
  });

  it('commits up to the first unfinished record, however far ahead others are', () => {
    take(10, 11, 12, 13);
    finish(13, 11, 12);

    expect(tracker.committable).to.equal(10n);
    finish(10);
    expect(tracker.committable).to.equal(14n);
  });

  it('commits across the gaps that compaction and transactions leave', () => {
    take(10, 15, 40);
    finish(10);
    expect(tracker.committable).to.equal(15n);

    finish(15, 40);
    expect(tracker.committable).to.equal(41n);
  });

  it('knows the copies that a rejoin brings, of open and of finished records', () => {
    take(10, 11, 12);
    finish(11);

    expect([10n, 11n, 12n, 13n].map((offset) => tracker.knows(offset))).to.deep.equal([
      true,
      true,
      true,
      false,
    ]);
    expect(tracker.unfinished).to.equal(2);
  });

  it('counts only the unfinished ones', () => {
    take(...Array(5000).keys());
    finish(...[...Array(5000).keys()].slice(1));

    expect([tracker.unfinished, tracker.committable]).to.deep.equal([1, 0n]);
  });
});

import { expect } from 'chai';
import { PartitionSession, type PartitionSessionOptions } from '#libs/messaging/partition-session.js';
import type { Delivery } from '#libs/messaging/middleware.js';
import { record } from '../../../support/record.js';

describe('PartitionSession', () => {
  let inHand: Map<bigint, () => void>;
  let deliveries: Delivery[];
  let overflowed: bigint[];
  let held: boolean;

  beforeEach(() => {
    inHand = new Map();
    deliveries = [];
    overflowed = [];
    held = false;
  });

  const open = (more: Partial<PartitionSessionOptions> = {}) =>
    new PartitionSession({
      window: { perPartition: 10, perKey: 3, crowdedAt: 0.8 },
      deliver: (delivery) => {
        deliveries.push(delivery);
        return new Promise((resolve) => inHand.set(delivery.record.offset, resolve));
      },
      overflow: (delivery) => Promise.resolve(void overflowed.push(delivery.record.offset)),
      holding: () => held,
      onFinished: () => undefined,
      onBroken: (error) => {
        throw error;
      },
      ...more,
    });
  const offer = (session: PartitionSession, key: string, offset: number, highWatermark = 1000) =>
    session.offer(record({ key, offset: BigInt(offset) }), BigInt(highWatermark));
  const finish = async (offset: number) => {
    inHand.get(BigInt(offset))?.();
    await settled();
  };

  it('has no room beyond its window of unfinished records, and room again when some are finished', async () => {
    const session = open();
    const offered = [...Array(11).keys()].map((n) => offer(session, `k${n}`, n));
    await settled();

    expect(offered).to.deep.equal([...Array<string>(10).fill('taken'), 'no room']);
    await finish(5);
    expect(offer(session, 'k10', 10)).to.equal('taken');
  });

  it('lets a record whose lane is full pass by, to be parked', async () => {
    const session = open();
    for (const offset of [0, 1, 2, 3]) offer(session, 'k', offset);
    await settled();

    expect(overflowed).to.deep.equal([3n]);
    expect(deliveries.map(({ record: { offset } }) => offset)).to.deep.equal([0n]);
  });

  it('parks nothing of a full lane while everybody is held', async () => {
    const session = open();
    held = true;
    const offered = [0, 1, 2, 3].map((offset) => offer(session, 'k', offset));
    await settled();

    expect(offered).to.deep.equal(['taken', 'taken', 'taken', 'no room']);
    expect(overflowed).to.deep.equal([]);
  });

  it('tells those that wait when the window is nearly full, and when it is not any more', async () => {
    const session = open();
    for (const offset of Array(7).keys()) offer(session, `k${offset}`, offset);
    await settled();
    const early = deliveries[0]?.crowded();
    expect(early?.aborted).to.equal(false);

    offer(session, 'k7', 7);
    await settled();
    expect(early?.aborted).to.equal(true);

    await finish(7);
    expect(deliveries[0]?.crowded().aborted).to.equal(false);
  });

  it('takes a record that was redelivered for the copy that it is', () => {
    const session = open();
    offer(session, 'k', 5);

    expect(offer(session, 'k', 5)).to.equal('copy');
  });

  it('recognises a log that was made anew: it starts below what was committed, or ends before what was read', () => {
    const session = open({ committed: 100n });
    expect(offer(session, 'k', 3)).to.equal('other log');

    const uncommitted = open();
    offer(uncommitted, 'k', 500);
    expect(offer(uncommitted, 'k', 0, 7)).to.equal('other log');
  });

  it('has something to commit only when that is more than what is committed', async () => {
    const session = open({ committed: 7n });
    offer(session, 'k', 7);
    await settled();
    expect(session.toCommit).to.equal(undefined);

    await finish(7);
    expect(session.toCommit).to.equal(8n);
    session.noteCommitted(8n);
    expect(session.toCommit).to.equal(undefined);
  });

  it('is behind when another member committed more than this one has finished', () => {
    const session = open();
    offer(session, 'k', 7);

    expect([7n, 8n, undefined].map((committed) => session.isBehind(committed))).to.deep.equal([
      false,
      true,
      false,
    ]);
  });

  it('begins only when an earlier session of the partition has left its last record', async () => {
    let left = () => undefined as void;
    const session = open({ after: new Promise<void>((resolve) => (left = resolve)) });
    offer(session, 'k', 0);
    await settled();
    expect(deliveries).to.deep.equal([]);

    left();
    await settled();
    expect(deliveries).to.have.length(1);
  });

  it('tells the record in hand to stop, and begins no other', async () => {
    const session = open();
    offer(session, 'k', 0);
    offer(session, 'k', 1);
    await settled();

    const stopped = session.stop();
    expect(deliveries[0]?.stop.aborted).to.equal(true);
    await finish(0);
    await stopped;

    expect(deliveries).to.have.length(1);
  });
});

const settled = () => new Promise((resolve) => setImmediate(resolve));

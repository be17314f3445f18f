import { expect } from 'chai';
import { PartitionSession, type PartitionSessionOptions } from '#libs/messaging/partition-session.js';
import { DeliveryStopped, type Delivery } from '#libs/messaging/middleware.js';
import { record } from '../../../support/record.js';

describe('PartitionSession', () => {
  let inHand: Map<bigint, () => void>;
  let deliveries: Delivery[];
  let overflowed: bigint[];
  let stuck: boolean;

  beforeEach(() => {
    inHand = new Map();
    deliveries = [];
    overflowed = [];
    stuck = false;
  });

  const open = (more: Partial<PartitionSessionOptions> = {}) =>
    new PartitionSession({
      window: { perPartition: 10, perKey: 3, crowdedAt: 0.8 },
      deliver: (delivery) => {
        deliveries.push(delivery);
        return new Promise((resolve) => inHand.set(delivery.record.offset, resolve));
      },
      overflow: (delivery) => Promise.resolve(void overflowed.push(delivery.record.offset)),
      stuck: () => stuck,
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

  it('lets further records of a key pass by, to be parked, when its first one is stuck and the lane is full', async () => {
    const session = open();
    stuck = true;
    for (const offset of [0, 1, 2, 3]) offer(session, 'k', offset);
    await settled();

    expect(overflowed).to.deep.equal([3n]);
    expect(deliveries.map(({ record: { offset } }) => offset)).to.deep.equal([0n]);
  });

  it('parks nothing of a long lane that goes on', async () => {
    const session = open();
    for (const offset of Array(10).keys()) offer(session, 'k', offset);
    await settled();

    expect(offer(session, 'k', 10)).to.equal('no room');
    expect(overflowed).to.deep.equal([]);
  });

  describe('whose records say what they are about', () => {
    const superseded: bigint[] = [];
    const openSaying = () =>
      open({
        // The value names the thing; each offset is a newer state of it.
        saysOf: ({ value, offset }) =>
          Promise.resolve({ states: [{ of: String(value), version: Number(offset) }], replaceable: true }),
        onSuperseded: ({ offset }) => superseded.push(offset),
      });
    const offerOf = (session: PartitionSession, offset: number, thing: string) =>
      session.offer(record({ key: 'k', offset: BigInt(offset), value: thing }), 1000n);
    beforeEach(() => superseded.splice(0));

    it('finishes the needless ones of a stuck lane before it parks any', async () => {
      const session = openSaying();
      stuck = true;
      ['a', 'b', 'b', 'b', 'b'].forEach((thing, offset) => offerOf(session, offset, thing));
      await settled();

      expect([superseded, overflowed]).to.deep.equal([[1n, 2n, 3n], []]);
      expect(session.unfinished).to.equal(2);
      expect(session.toCommit).to.equal(0n);
    });

    it('parks those for which there is no room all the same', async () => {
      const session = openSaying();
      stuck = true;
      ['a', 'b', 'c', 'd', 'e', 'c'].forEach((thing, offset) => offerOf(session, offset, thing));
      await settled();

      expect([superseded, overflowed]).to.deep.equal([[2n], [4n, 5n]]);
    });

    it('finishes a record that gave way only with the one that makes it needless', async () => {
      let attempts = 0;
      const session = open({
        saysOf: ({ offset }) =>
          Promise.resolve({ states: [{ of: 'a', version: Number(offset) }], replaceable: true }),
        onSuperseded: ({ offset }) => superseded.push(offset),
        deliver: async (delivery) => {
          if (delivery.record.offset === 1n) return;
          attempts += 1;
          while (!(await delivery.isNeedless())) await settled();
          delivery.gaveWay = true;
        },
      });
      offerOf(session, 0, 'a');
      await settled();
      offerOf(session, 1, 'a');
      await settled();
      await settled();

      expect([attempts, superseded, session.toCommit, session.unfinished]).to.deep.equal([1, [0n], 2n, 0]);
    });

    it('commits nothing that was left out before the one that says it has come through', async () => {
      const session = openSaying();
      ['a', 'b', 'b'].forEach((thing, offset) => offerOf(session, offset, thing));
      await settled();
      await finish(0);
      expect(session.toCommit).to.equal(1n);

      await finish(2);
      expect([session.toCommit, superseded]).to.deep.equal([3n, [1n]]);
    });
  });

  it('shortens the lane that fills the window when its first record gets stuck', async () => {
    const session = open();
    for (const offset of Array(10).keys()) offer(session, 'k', offset);
    stuck = true;

    expect(offer(session, 'other', 10)).to.equal('no room');
    await settled();

    expect(overflowed).to.deep.equal([3n, 4n, 5n, 6n, 7n, 8n, 9n]);
    expect(offer(session, 'other', 10)).to.equal('taken');
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

  it('takes a record that a rejoin brought again for the copy that it is', () => {
    const session = open({ committed: 5n });
    offer(session, 'k', 5);
    offer(session, 'k', 6);

    session.rejoined();

    expect([5, 6, 7].map((offset) => offer(session, 'k', offset))).to.deep.equal(['copy', 'copy', 'taken']);
  });

  it('takes no rejoin for a new log, though a commit arrived between the rejoin and its first record', async () => {
    const session = open();
    offer(session, 'k', 5);
    session.rejoined();
    session.noteCommitted(6n);

    expect(offer(session, 'k', 5)).to.equal('copy');
  });

  it('recognises a log that was made anew: it starts below what was committed', () => {
    expect(offer(open({ committed: 100n }), 'k', 3)).to.equal('other log');
  });

  it('recognises a log that was made anew: it goes back without a rejoin', () => {
    const session = open();
    offer(session, 'k', 500);

    expect(offer(session, 'k', 0)).to.equal('other log');
  });

  it('recognises a log that was made anew: it ends before what was read', () => {
    const session = open();
    offer(session, 'k', 500);
    session.rejoined();

    expect(offer(session, 'k', 0, 7)).to.equal('other log');
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

  it('stands at its first unfinished record, or at what is committed while it has none', async () => {
    const session = open({ committed: 7n });
    expect(session.position).to.equal(7n);
    expect(open().position).to.equal(undefined);

    offer(session, 'k', 9);
    await settled();
    expect(session.position).to.equal(9n);
    await finish(9);
    expect(session.position).to.equal(10n);
  });

  it('has room for a share of its window', () => {
    const session = open();
    for (const offset of Array(5).keys()) offer(session, `k${offset}`, offset);

    expect([0.5, 0.6, 1].map((share) => session.hasRoom(share))).to.deep.equal([false, true, true]);
    expect(session.hasRoom()).to.equal(true);
  });

  it('takes the log for the same when its end is the next record, or gaps were cut out of it', () => {
    const session = open({ committed: 5n });

    expect([
      offer(session, 'k', 5, 6),
      offer(session, 'k', 9, 10),
      offer(session, 'k', 10, 10),
    ]).to.deep.equal(['taken', 'taken', 'taken']);
  });

  it('is not behind before it has read anything', () => {
    expect(open().isBehind(8n)).to.equal(false);
    expect(open({ committed: 5n }).isBehind(8n)).to.equal(false);
  });

  it('lets a lane be as long as it may be, stuck or not', async () => {
    const session = open();
    stuck = true;
    for (const offset of [0, 1, 2]) offer(session, 'k', offset);
    session.shortenStuckLanes();
    await settled();

    expect(overflowed).to.deep.equal([]);
  });

  it('parks nothing when the lane goes on while it is being looked through', async () => {
    const session = open();
    for (const offset of Array(6).keys()) offer(session, 'k', offset);
    stuck = true;
    session.shortenStuckLanes();
    stuck = false;
    await settled();

    expect(overflowed).to.deep.equal([]);
  });

  it('keeps records of no key in one lane', async () => {
    const session = open();
    for (const offset of [0n, 1n]) session.offer(record({ key: null, offset }), 1000n);
    await settled();

    expect(deliveries).to.have.length(1);
  });

  it('tells when a record could not be parked, unless it was told to stop', async () => {
    const broken: unknown[] = [];
    const bug = new Error('a bug in the runtime');
    const sessionThat = (refuse: Error) =>
      open({ overflow: () => Promise.reject(refuse), onBroken: (error) => broken.push(error) });
    stuck = true;
    for (const refuse of [bug, new DeliveryStopped()]) {
      const session = sessionThat(refuse);
      for (const offset of [0, 1, 2, 3]) offer(session, 'k', offset);
      await settled();
      await settled();
    }

    expect(broken).to.deep.equal([bug]);
  });

  it('waits at its end for what is being parked', async () => {
    let parked = () => undefined as void;
    const session = open({ overflow: () => new Promise<void>((resolve) => (parked = resolve)) });
    stuck = true;
    for (const offset of [0, 1, 2, 3]) offer(session, 'k', offset);
    await settled();
    let stopped = false;

    const stopping = session.stop().then(() => (stopped = true));
    await finish(0);
    await settled();
    expect(stopped).to.equal(false);

    parked();
    await stopping;
    expect(session.unfinished).to.equal(2);
  });
});

const settled = () => new Promise((resolve) => setImmediate(resolve));

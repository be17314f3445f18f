import { expect } from 'chai';
import { PendingRecord, PublishQueue } from '#libs/messaging/publish-queue.js';

const limits = { maxRecords: 100, maxBytes: 100_000, batchRecords: 3, batchBytes: 1000 };

describe('PublishQueue', () => {
  it('gives batches in the order of arrival, bounded by number', () => {
    const { queue } = queueOf([1, 1, 1, 1, 1]);

    expect([names(queue.take()), names(queue.take()), queue.take()]).to.deep.equal([
      ['0', '1', '2'],
      ['3', '4'],
      [],
    ]);
  });

  it('bounds a batch by bytes, but gives a record that is larger than a batch all the same', () => {
    const { queue } = queueOf([600, 600, 5000, 10]);

    expect([1, 2, 3, 4].map(() => names(queue.take()))).to.deep.equal([['0'], ['1'], ['2'], ['3']]);
  });

  it('leaves out a record whose caller gave up', () => {
    const { queue, pending } = queueOf([1, 1, 1]);
    pending[1]?.acknowledged.catch(() => undefined);
    pending[1]?.fail(new Error('too late'));

    expect(names(queue.take())).to.deep.equal(['0', '2']);
  });

  it('has no room beyond its records, and room again after a batch was taken', () => {
    const queue = new PublishQueue({ ...limits, maxRecords: 2 });

    expect([record('0', 1), record('1', 1), record('2', 1)].map((one) => queue.offer(one))).to.deep.equal([
      true,
      true,
      false,
    ]);
    queue.take();
    expect(queue.offer(record('3', 1))).to.equal(true);
  });

  it('has no room beyond its bytes', () => {
    const queue = new PublishQueue({ ...limits, maxBytes: 1000 });

    expect([record('0', 800), record('1', 800)].map((one) => queue.offer(one))).to.deep.equal([true, false]);
  });

  it('sends the records of a refused batch one by one, before those that came later', () => {
    const { queue } = queueOf([1, 1, 1, 1]);

    queue.putBackAlone(queue.take());

    expect([1, 2, 3, 4].map(() => names(queue.take()))).to.deep.equal([['0'], ['1'], ['2'], ['3']]);
  });

  it('counts of a record all that it is sent with', () => {
    const sizeOf = (more: object) =>
      new PendingRecord({ topic: 't', key: null, value: null, headers: {}, ...more }).bytes;
    const empty = sizeOf({});

    expect(empty).to.equal(32);
    expect(sizeOf({ key: 'cus_1' }) - empty).to.equal(5);
    expect(sizeOf({ value: Buffer.alloc(100) }) - empty).to.equal(100);
    expect(sizeOf({ headers: { ce_id: '12345' } }) - empty).to.equal(8 + 5 + 5);
    expect(sizeOf({ headers: { ce_id: ['12', '345'], none: undefined } }) - empty).to.equal(
      8 + 5 + (8 + 2) + (8 + 3) + (8 + 4),
    );
  });

  it('has room up to its last byte, and fills a batch up to its last byte', () => {
    const bytes = record('0', 0).bytes;
    const queue = new PublishQueue({ ...limits, maxBytes: 3 * bytes, batchBytes: 2 * bytes });

    expect(['0', '1', '2', '3'].map((key) => queue.offer(record(key, 0)))).to.deep.equal([
      true,
      true,
      true,
      false,
    ]);
    expect(names(queue.take())).to.deep.equal(['0', '1']);
    expect(['4', '5', '6'].map((key) => queue.offer(record(key, 0)))).to.deep.equal([true, true, false]);
  });

  it('has no more room for what was put back than for what came', () => {
    const bytes = record('0', 0).bytes;
    const queue = new PublishQueue({ ...limits, maxBytes: 2 * bytes });
    queue.offer(record('0', 0));
    queue.offer(record('1', 0));

    queue.putBackAlone(queue.take());

    expect(queue.offer(record('2', 0))).to.equal(false);
    queue.take();
    expect(queue.offer(record('2', 0))).to.equal(true);
  });

  it('tells whoever waits for a record how it ended', async () => {
    const [sent, lost] = [record('0', 0), record('1', 0)];
    expect([sent.settled, lost.settled]).to.deep.equal([false, false]);

    sent.acknowledge();
    lost.fail(new Error('lost'));

    await sent.acknowledged;
    expect(await lost.acknowledged.catch((error: Error) => error.message)).to.equal('lost');
    expect([sent.settled, lost.settled]).to.deep.equal([true, true]);
  });
});

const record = (key: string, bytes: number) =>
  new PendingRecord({ topic: 't', key, value: Buffer.alloc(bytes), headers: {} });

const queueOf = (sizes: readonly number[]) => {
  const queue = new PublishQueue(limits);
  const pending = sizes.map((bytes, index) => record(String(index), bytes));
  for (const one of pending) queue.offer(one);
  return { queue, pending };
};

const names = (batch: readonly PendingRecord[]) => batch.map(({ record: { key } }) => key);

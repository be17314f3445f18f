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

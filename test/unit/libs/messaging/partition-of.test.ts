import { expect } from 'chai';
import { partitionOf, partitionsOf } from '#libs/messaging/partition-of.js';
import { keysOfPartition } from '../../../support/partition-keys.js';

describe('partitionOf', () => {
  it('finds the partition that the publisher chooses', () => {
    for (const key of keysOfPartition(7, { of: 12, count: 5 })) expect(partitionOf(key, 12)).to.equal(7);
  });

  it('leaves of topics only the partitions that may hold a key, however many each has', () => {
    const place = (partitions: number) =>
      new Map(Array.from({ length: partitions }, (_, partition) => [partition, 9n]));
    const [key = ''] = keysOfPartition(7, { of: 12, count: 1 });

    const left = partitionsOf(
      [key],
      new Map([
        ['a', place(12)],
        ['b', place(3)],
      ]),
    );

    expect(left.get('a')).to.deep.equal(new Map([[7, 9n]]));
    expect([...(left.get('b')?.keys() ?? [])]).to.deep.equal([partitionOf(key, 3)]);
  });
});

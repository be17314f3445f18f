import { expect } from 'chai';
import { partitionOf } from '#libs/messaging/partition-of.js';
import { keysOfPartition } from '../../../support/partition-keys.js';

describe('partitionOf', () => {
  it('finds the partition that the publisher chooses', () => {
    for (const key of keysOfPartition(7, { of: 12, count: 5 })) expect(partitionOf(key, 12)).to.equal(7);
  });
});

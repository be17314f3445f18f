import { expect } from 'chai';
import { SpanOfKeys } from '../../../../cli/dead-letters/span-of-keys.js';
import { record } from '../../../support/record.js';

describe('SpanOfKeys', () => {
  const letter = (key: string, partition: number, offset: bigint) => ({
    key,
    origin: { topic: 'events', partition, offset },
  });
  const span = new SpanOfKeys([
    letter('a', 0, 7n),
    letter('a', 0, 5n),
    letter('b', 0, 9n),
    letter('c', 2, 1n),
  ]);
  const place = (...offsets: [number, bigint][]) => new Map([['events', new Map(offsets)]]);

  it('reads a partition from the first dead letter on, and no other partition', () => {
    expect(span.from(place([0, 0n], [1, 0n], [2, 3n]))).to.deep.equal(place([0, 5n], [2, 3n]));
    expect(span.to(place([0, 20n], [1, 20n], [2, 30n]))).to.deep.equal(place([0, 20n], [2, 30n]));
  });

  it('holds each key from its own first dead letter on', () => {
    const held = (key: string, offset: bigint) => span.holds(record({ key, offset }));

    expect([held('a', 4n), held('a', 5n), held('b', 8n), held('b', 10n), held('x', 10n)]).to.deep.equal([
      ...[false, true, false, true, false],
    ]);
  });
});

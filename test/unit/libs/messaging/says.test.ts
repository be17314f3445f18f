import { expect } from 'chai';
import { NewestSaid, type Says } from '#libs/messaging/says.js';

const says = (states: Record<string, number>, replaceable = true): Says => ({
  states: Object.entries(states).map(([of, version]) => ({ of, version })),
  replaceable,
});

/** The places of those that must be handled, when they stand in this order. */
const needed = (...records: Says[]): number[] => {
  const newest = new NewestSaid();
  records.forEach((record, place) => newest.note(record, String(place)));
  return [...records.keys()].filter((place) => newest.needs(records[place] as Says, String(place)));
};

describe('NewestSaid', () => {
  it('needs the newest by version of each thing, whatever order they came in', () => {
    expect(needed(says({ a: 3 }), says({ b: 1 }), says({ a: 1 }), says({ a: 2 }))).to.deep.equal([0, 1]);
  });

  it('takes the later of two with the same version', () => {
    expect(needed(says({ a: 1 }), says({ a: 1 }))).to.deep.equal([1]);
  });

  it('needs a record as long as one thing in it is the newest', () => {
    expect(needed(says({ order: 1, quote: 2 }), says({ order: 2 }), says({ order: 3 }))).to.deep.equal([
      0, 2,
    ]);
  });

  it('needs every record that nothing stands for', () => {
    expect(needed(says({ a: 1 }, false), says({ a: 2 }), says({}, false))).to.deep.equal([0, 1, 2]);
  });

  it('tells where the newest state of each thing stands, each place once', () => {
    const newest = new NewestSaid();
    newest.note(says({ order: 2, quote: 2 }), 'first');
    newest.note(says({ order: 1 }), 'second');
    newest.note(says({ address: 1 }), 'third');

    expect(newest.placesOf(says({ order: 1, quote: 1 }))).to.deep.equal(['first']);
    expect(newest.placesOf(says({ order: 1, address: 1, customer: 1 }))).to.deep.equal(['first', 'third']);
    expect(newest.placesOf(says({}))).to.deep.equal([]);
  });

  it('needs a record that says nothing, and not one that somebody else says', () => {
    const newest = new NewestSaid();
    newest.note(says({ a: 1 }), 'first');

    expect(newest.needs(says({}), 'second')).to.equal(true);
    expect(newest.needs(says({ a: 1 }), 'second')).to.equal(false);
    expect(newest.needs(says({ b: 1 }), 'second')).to.equal(false);
  });
});

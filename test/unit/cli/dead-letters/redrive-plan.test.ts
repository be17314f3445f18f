import { expect } from 'chai';
import type { Says } from '#libs/messaging/says.js';
import type { LedgerEntry } from '../../../../cli/dead-letters/ledger.js';
import { RedrivePlan } from '../../../../cli/dead-letters/redrive-plan.js';

const letter = (id: string, redrives = 0): LedgerEntry => ({
  ...{ id, redrives, key: 'cus_1', cause: 'BUG', failedAtMs: 0 },
  origin: { topic: 'events', partition: 0, offset: 0n },
  at: { topic: 'events.dlt', partition: 0, offset: 0n },
});

/** A state that a newer one makes needless. */
const state = (of: string, version: number): Says => ({ states: [{ of, version }], replaceable: true });
const step = (of: string, version: number): Says => ({ states: [{ of, version }], replaceable: false });

describe('RedrivePlan', () => {
  const planned = (letters: LedgerEntry[], records: readonly (readonly [string, Says?])[]) => {
    const plan = new RedrivePlan(letters);
    for (const [id, says] of records) plan.note(id, says);
    return plan
      .sendings()
      .map(({ id, redrives, settles }) => ({ id, redrives, settles: settles.map((each) => each.id) }));
  };

  it('sends a dead letter back that nothing newer stands for', () => {
    expect(planned([letter('a', 1)], [['a', state('customer 1', 5)]])).to.deep.equal([
      { id: 'a', redrives: 2, settles: ['a'] },
    ]);
  });

  it('sends the newest by version, whoever came last', () => {
    const records = [
      ['a', state('customer 1', 5)],
      ['b', state('customer 1', 9)],
      ['c', state('customer 1', 7)],
    ] as const;

    expect(planned([letter('a'), letter('c', 3)], records)).to.deep.equal([
      { id: 'b', redrives: 4, settles: ['a', 'c'] },
    ]);
  });

  it('leaves other things of the same customer alone', () => {
    const records = [
      ['a', state('order 1', 5)],
      ['b', state('order 2', 9)],
    ] as const;

    expect(planned([letter('a')], records).map(({ id }) => id)).to.deep.equal(['a']);
  });

  it('takes the order from one record and the quote from another when neither has the newest of both', () => {
    const both = (order: number, quote: number): Says => ({
      states: [
        { of: 'order 1', version: order },
        { of: 'quote 1', version: quote },
      ],
      replaceable: true,
    });
    const records = [
      ['a', both(1, 1)],
      ['b', both(2, 1)],
      ['c', state('quote 1', 2)],
    ] as const;

    expect(planned([letter('a')], records)).to.deep.equal([
      { id: 'b', redrives: 1, settles: ['a'] },
      { id: 'c', redrives: 1, settles: ['a'] },
    ]);
  });

  it('never drops a record that ends or decides something', () => {
    const records = [
      ['a', step('order 1 APPROVED', 5)],
      ['b', step('order 1 APPROVED', 9)],
    ] as const;

    expect(planned([letter('a')], records).map(({ id }) => id)).to.deep.equal(['a']);
  });

  it('sends what can not be decoded as it is', () => {
    const plan = new RedrivePlan([letter('a'), letter('b')]);
    plan.note('a', undefined);
    plan.note('b', state('customer 1', 1));

    expect(plan.sendings().map(({ id }) => id)).to.deep.equal(['a', 'b']);
    expect(plan.unexplained).to.equal(1);
  });

  it('loses no dead letter that says nothing', () => {
    expect(
      planned([letter('a')], [['a', { states: [], replaceable: true }]]).map(({ id }) => id),
    ).to.deep.equal(['a']);
  });
});

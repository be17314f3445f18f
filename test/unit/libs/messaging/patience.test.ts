import { expect } from 'chai';
import { IntegrationError } from '#libs/errors/integration-error.js';
import { Patience, Tally } from '#libs/messaging/patience.js';

class Conflict extends IntegrationError {
  readonly code = 'ERPNEXT_CONFLICT';
}

class IdentityConflict extends IntegrationError {
  readonly code = 'IDENTITY_CONFLICT';
  override readonly waitAtMostMs = 60_000;
}

const minute = 60_000;

describe('Patience', () => {
  let tally: Tally;
  let patience: Patience;

  beforeEach(() => {
    tally = new Tally();
    patience = new Patience({ attempts: 10, overMs: 15 * minute, whileSucceeded: 50 }, tally);
  });

  /** Fails once a minute, so often, while so many others succeed in each. */
  const fail = ({ times, othersEach }: { times: number; othersEach: number }, from = 0) =>
    [...Array(times).keys()].map((n) => {
      tally.successes += othersEach;
      return patience.keepsFailing((from + n) * minute);
    });

  it('ends for a record that failed 10 times over 15 minutes while 50 others succeeded', () => {
    const ended = fail({ times: 17, othersEach: 10 });

    expect(ended.indexOf(true)).to.equal(15);
  });

  it('does not end before enough others succeeded', () => {
    expect(fail({ times: 60, othersEach: 1 }).indexOf(true)).to.equal(50);
  });

  it('does not end in an outage of everything, however long', () => {
    expect(fail({ times: 600, othersEach: 0 })).to.not.include(true);
  });

  it('does not hold an outage against a record that fails once more when all others go through again', () => {
    fail({ times: 60, othersEach: 0 });

    expect(fail({ times: 2, othersEach: 500 }, 60)).to.deep.equal([false, false]);
  });

  it('knows how long a wait with an end has left, from the first time of that cause', () => {
    const conflict = new IdentityConflict('taken');

    expect([0, 20_000, 60_000, 90_000].map((now) => patience.leftMs(conflict, now))).to.deep.equal([
      60_000, 40_000, 0, 0,
    ]);
    expect(patience.leftMs(new Conflict('x'), 90_000)).to.equal(undefined);
  });

  it('gives a wait with an end its whole time after another cause has passed', () => {
    patience.leftMs(new Conflict('x'), 0);

    expect(patience.leftMs(new IdentityConflict('taken'), 3_600_000)).to.equal(60_000);
  });

  it('ends at the first failure where one is enough', () => {
    const hasty = new Patience({ attempts: 1, overMs: 0, whileSucceeded: 0 }, tally);

    expect(hasty.keepsFailing(0)).to.equal(true);
  });

  it('counts the time from the first failure that was its own', () => {
    const soon = new Patience({ attempts: 2, overMs: 5 * minute, whileSucceeded: 1 }, tally);
    soon.keepsFailing(0);
    soon.keepsFailing(4 * minute);
    tally.successes += 1;

    expect(soon.keepsFailing(6 * minute)).to.equal(false);
    tally.successes += 1;
    expect(soon.keepsFailing(9 * minute)).to.equal(true);
  });
});

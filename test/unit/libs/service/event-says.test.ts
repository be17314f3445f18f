import { expect } from 'chai';
import { NewestSaid, type Says } from '#libs/messaging/says.js';
import { addressSays, customerSays } from '#libs/service/event-says.js';
import { addressEvent } from '../../../support/address-events.js';
import { customerEvent } from '../../../support/customer-events.js';

const needed = (...records: Says[]): boolean[] => {
  const newest = new NewestSaid();
  records.forEach((record, place) => newest.note(record, String(place)));
  return records.map((record, place) => newest.needs(record, String(place)));
};

describe('What an event says', () => {
  const saved = (version: number, addresses: [] | null = []) =>
    customerSays(customerEvent({ addresses }, { version }));
  const gone = customerSays(customerEvent(null, { stage: 'DELETED', version: 9 }));

  it('makes older states of the same customer needless', () => {
    const other = customerSays(customerEvent({ id: 'cus_2' }, { version: 1 }));

    expect(needed(saved(1), saved(2), other)).to.deep.equal([false, true, true]);
  });

  it('is not the whole customer when the addresses were not sent along', () => {
    expect(needed(saved(1, []), saved(2, null), saved(3, null))).to.deep.equal([true, false, true]);
  });

  it('of a row that is gone leaves the last state needed: without a body nothing can be made and ended', () => {
    expect(needed(saved(1), gone)).to.deep.equal([true, true]);
  });

  it('of a deletion is never dropped, whatever comes later', () => {
    const deleted = addressSays(addressEvent({}, { stage: 'DELETED', version: 2 }));
    const later = addressSays(addressEvent({}, { version: 3 }));

    expect(needed(deleted, later)).to.deep.equal([true, true]);
  });

  it('in part is never dropped and stands for nobody', () => {
    const partial = customerSays(customerEvent({}, { whole: false, version: 5 }));

    expect(needed(saved(1), partial, saved(4))).to.deep.equal([false, true, true]);
  });
});

import { expect } from 'chai';
import { NewestSaid, type Says } from '#libs/messaging/says.js';
import { addressSays, customerSays, quotationSays } from '#libs/service/event-says.js';
import { addressEvent } from '../../../support/address-events.js';
import { customerEvent } from '../../../support/customer-events.js';
import { quotationEvent, quotePart } from '../../../support/quotation-events.js';

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

  it('of a customer names the customer, and the addresses if they were sent', () => {
    expect(saved(7)).to.deep.equal({
      states: [
        { of: 'customer cus_1', version: 7 },
        { of: 'addresses of cus_1', version: 7 },
      ],
      replaceable: true,
    });
    expect(saved(7, null).states).to.deep.equal([{ of: 'customer cus_1', version: 7 }]);
  });

  it('of a customer is nothing that another could stand for in part, at its end, or without a version', () => {
    const says = (said: Parameters<typeof customerEvent>[1]) => customerSays(customerEvent({}, said));

    expect(says({ whole: false })).to.deep.equal({ states: [], replaceable: false });
    expect(says({ stage: 'DELETED' }).replaceable).to.equal(false);
    expect(says({ version: null })).to.deep.equal({ states: [], replaceable: false });
    expect(gone).to.deep.equal({ states: [], replaceable: false });
  });

  it('of an address names the address', () => {
    const says = (said: Parameters<typeof addressEvent>[1] = {}) =>
      addressSays(addressEvent({ id: 'cuaddr_1' }, { version: 7, ...said }));

    expect(says()).to.deep.equal({ states: [{ of: 'address cuaddr_1', version: 7 }], replaceable: true });
    expect(says({ whole: false })).to.deep.equal({ states: [], replaceable: false });
    expect(says({ address: null })).to.deep.include({ states: [] });
    expect(says({ version: null })).to.deep.equal({ states: [], replaceable: false });
    expect(says({ stage: 'DELETED' })).to.deep.equal({
      states: [{ of: 'address cuaddr_1', version: 7 }],
      replaceable: false,
    });
  });

  describe('of an order', () => {
    const says = (
      order: Parameters<typeof quotationEvent>[0],
      quote: Parameters<typeof quotePart>[0] | null = null,
      whole = true,
    ) => quotationSays(quotationEvent(order, { whole, quote: quote === null ? null : quotePart(quote) }));

    it('names order and quote, each with its stage, since a later stage does not tell of an earlier one', () => {
      expect(says({ stage: 'DRAFT', version: 7 }, { stage: 'OFFERED', version: 8 })).to.deep.equal({
        states: [
          { of: 'order order_1 DRAFT', version: 7 },
          { of: 'quote quo_1 OFFERED', version: 8 },
        ],
        replaceable: true,
      });
      expect(says({ stage: 'DRAFT', version: 7 }).states).to.have.length(1);
      expect(says(null, { stage: 'REQUESTED', version: 8 })).to.deep.equal({
        states: [{ of: 'quote quo_1 REQUESTED', version: 8 }],
        replaceable: true,
      });
    });

    it('is never dropped when either part decides something', () => {
      for (const stage of ['APPROVED', 'CANCELED', 'DELETED'])
        expect(says({ stage, version: 7 }, { stage: 'OFFERED', version: 8 }).replaceable).to.equal(false);
      for (const stage of ['APPROVED', 'REJECTED'])
        expect(says({ stage: 'DRAFT', version: 7 }, { stage, version: 8 }).replaceable).to.equal(false);
    });

    it('is never dropped without a version, or in part', () => {
      expect(says({ stage: 'DRAFT', version: null })).to.deep.equal({ states: [], replaceable: false });
      expect(says({ stage: 'DRAFT', version: 7 }, { version: null }).replaceable).to.equal(false);
      expect(says({ stage: 'DRAFT', version: 7 }, null, false)).to.deep.equal({
        states: [],
        replaceable: false,
      });
    });
  });
});

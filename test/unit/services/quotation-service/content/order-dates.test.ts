import { expect } from 'chai';
import {
  metadataOf,
  ShopCalendar,
  validUntil,
} from '../../../../../services/quotation-service/content/order-dates.js';
import { orderPart, quotePart } from '../../../../support/quotation-events.js';

const berlin = new ShopCalendar('Europe/Berlin');

describe('The calendar of a shop', () => {
  it('knows the day by the shop’s clock', () => {
    const lateAtNight = Date.UTC(2026, 10, 23, 23, 30);

    expect(berlin.dateOf(lateAtNight)).to.equal('2026-11-24');
    expect(new ShopCalendar('America/New_York').dateOf(lateAtNight)).to.equal('2026-11-23');
  });

  it('counts days over the end of a month and of summer time', () => {
    expect(berlin.daysAfter('2026-10-24', 7)).to.equal('2026-10-31');
    expect(berlin.daysAfter('2026-12-30', 3)).to.equal('2027-01-02');
  });

  it('takes the end of an offer from the quote, else from the metadata of the order', () => {
    const order = orderPart({ metadata: '{"valid_until":"2026-12-31"}' });
    const quote = quotePart({ validUntil: Date.UTC(2026, 11, 24, 12) });

    expect(validUntil(order, quote, berlin)).to.equal('2026-12-24');
    expect(validUntil(order, quotePart(), berlin)).to.equal('2026-12-31');
    expect(validUntil(orderPart({ metadata: '{"valid_until":"soon"}' }), null, berlin)).to.equal(undefined);
    expect(validUntil(orderPart({ metadata: 'no json' }), null, berlin)).to.equal(undefined);
  });

  it('takes a date as it is said, and a time by the shop’s clock', () => {
    expect(berlin.dateSaid('2026-12-31')).to.equal('2026-12-31');
    expect(berlin.dateSaid('2026-12-31T23:30:00Z')).to.equal('2027-01-01');
    expect(new ShopCalendar('America/New_York').dateSaid('2026-12-31')).to.equal('2026-12-31');
    // A date of more than a day, which is a time after all.
    expect(berlin.dateSaid('2026-12-31 23:30Z')).to.equal('2027-01-01');
  });

  it('takes nothing for a date that is none', () => {
    for (const none of ['2026-13-45', '26-12-31x', '', null, undefined, 20261231, { date: '2026-12-31' }])
      expect(berlin.dateSaid(none)).to.equal(undefined);
  });

  it('finds nothing in metadata that are no object', () => {
    for (const metadata of ['null', '7', '"valid_until"', null]) {
      expect(metadataOf(orderPart({ metadata }))).to.deep.equal({});
      expect(validUntil(orderPart({ metadata }), null, berlin)).to.equal(undefined);
    }
    expect(metadataOf(null)).to.deep.equal({});
    expect(metadataOf(orderPart({ metadata: '{"po":7}' }))).to.deep.equal({ po: 7 });
  });
});

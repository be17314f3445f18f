import { expect } from 'chai';
import { moment, showAge, showTime } from '../../../../cli/terminal/time.js';

describe('A moment that is typed', () => {
  const now = () => Date.parse('2026-11-25T13:00:00Z');

  it('is so long ago, or a date', () => {
    expect(showTime(moment(now)('2h'))).to.equal('2026-11-25 11:00:00Z');
    expect(showTime(moment(now)('2026-11-01'))).to.equal('2026-11-01 00:00:00Z');
    expect(() => moment(now)('yesterday')).to.throw('expected 30m');
  });
});

describe('An age', () => {
  it('is told roughly', () => {
    const minute = 60_000;
    expect([40_000, 4 * minute, 180 * minute, 12 * 1440 * minute].map(showAge)).to.deep.equal([
      ...['40 s', '4 min', '3 h', '12 d'],
    ]);
  });
});

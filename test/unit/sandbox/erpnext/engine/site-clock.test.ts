import { expect } from 'chai';
import { SiteClock } from '../../../../../sandbox/erpnext/engine/site-clock.js';

describe('SiteClock', () => {
  it('tells times that sort as they passed, however fine the clock behind it is', () => {
    let ms = Date.parse('2026-11-23T19:48:00.009Z') + 0.0123;
    const clock = new SiteClock('UTC', () => (ms += 0.1007));

    const told = Array.from({ length: 2_000 }, () => clock.now());

    expect(told[0]).to.equal('2026-11-23 19:48:00.009112');
    expect([...told].sort()).to.deep.equal(told);
  });

  it('never tells the same time twice', () => {
    const clock = new SiteClock('UTC', () => 1_000);

    expect(clock.now()).to.equal('1970-01-01 00:00:01.000000');
    expect(clock.now()).to.equal('1970-01-01 00:00:01.000001');
  });
});

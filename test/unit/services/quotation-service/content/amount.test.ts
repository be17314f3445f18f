import { expect } from 'chai';
import {
  amountOf,
  digitsOf,
  numberOf,
  per,
  rounded,
  roundedUp,
  sum,
  times,
} from '../../../../../services/quotation-service/content/amount.js';

describe('An amount', () => {
  it('is exact where a floating point number is not', () => {
    expect(numberOf(sum([0.1, 0.2].map(amountOf)))).to.equal(0.3);
    expect(numberOf(times(amountOf(4.99), amountOf(7)))).to.equal(34.93);
    expect(numberOf(per(amountOf(34.93), amountOf(7)))).to.equal(4.99);
    expect(numberOf(per(amountOf(-1), amountOf(3)))).to.equal(-0.333333333);
  });

  it('is rounded to the currency, a half away from zero', () => {
    expect([1.005, -1.005, 2.675, 0.004].map((value) => numberOf(rounded(amountOf(value), 2)))).to.deep.equal(
      [1.01, -1.01, 2.68, 0],
    );
    expect(numberOf(rounded(amountOf(1234.5), 0))).to.equal(1235);
  });

  it('is rounded up, but not for what a division left over', () => {
    const upOf = (value: number) => numberOf(roundedUp(amountOf(value), 2));

    expect([19.3333, 4.99, 4.990000001, 108.403361344, 0].map(upOf)).to.deep.equal([
      19.34, 4.99, 4.99, 108.41, 0,
    ]);
  });

  it('has the digits of its currency', () => {
    expect(['EUR', 'JPY', 'KWD'].map(digitsOf)).to.deep.equal([2, 0, 3]);
  });
});

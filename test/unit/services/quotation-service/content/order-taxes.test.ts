import { expect } from 'chai';
import type { OrderPart } from '#schemas/generated/order-part.js';
import type { Books } from '../../../../../services/quotation-service/content/books.js';
import { taxOrder } from '../../../../../services/quotation-service/content/order-taxes.js';
import { placedOrder } from '../../../../../services/quotation-service/content/placed-order.js';
import { orderedAt, orderOf, pricedLine, shippingMethod } from '../../../../support/quotation-events.js';

const books: Books = {
  company: 'Medusa Trading',
  freightAccount: 'Freight',
  taxAccount: ({ rate, code }) => `VAT ${rate}${code === null ? '' : ` ${code}`}`,
  itemTaxTemplate: (rate) => `Template ${rate}`,
  pricing: () => Promise.reject(new Error('nobody asks')),
};
const taxed = (part: OrderPart) => {
  const order = placedOrder('order_1', part, orderedAt);
  const { rows, templateOf } = taxOrder(order, books);
  return {
    rows: rows.map((row) => [row['charge_type'], row['account_head'], row['rate'] ?? row['tax_amount']]),
    descriptions: rows.map((row) => row['description']),
    templates: order.lines.map((line) => templateOf(line)),
  };
};
const line = (price: number, rate: number) => pricedLine(`${price} at ${rate}`, { price, rate });
const taxLine = (rate: number, code: string | null = null) => ({
  rate,
  code,
  description: null,
  total: null,
});

describe('The taxes of an order', () => {
  it('are those of its dearest line, wherever it stands, and a template for the others', () => {
    for (const lines of [
      [line(50, 7), line(100, 19), line(20, 0)],
      [line(100, 19), line(20, 0), line(50, 7)],
    ]) {
      const { rows, templates } = taxed(orderOf(lines));

      expect(rows).to.deep.equal([
        ['On Net Total', 'VAT 19', 19],
        ['On Net Total', 'VAT 7', 0],
      ]);
      expect(new Set(templates)).to.deep.equal(new Set(['Template 7', undefined, 'Template 0']));
      expect(templates[lines.findIndex(({ id }) => id === '100 at 19')]).to.equal(undefined);
    }
  });

  it('are not changed by a line that costs nothing', () => {
    const { rows, templates } = taxed(orderOf([line(100, 19), line(0, 7)]));

    expect(rows).to.deep.equal([['On Net Total', 'VAT 19', 19]]);
    expect(templates).to.deep.equal([undefined, undefined]);
    expect(taxed(orderOf([line(100, 19), line(0, 7), line(5, 7)])).templates).to.deep.equal([
      undefined,
      undefined,
      'Template 7',
    ]);
  });

  it('have one row for an account, however many lines are booked to it', () => {
    expect(taxed(orderOf([line(100, 19), line(10, 7), line(20, 7)])).rows).to.deep.equal([
      ['On Net Total', 'VAT 19', 19],
      ['On Net Total', 'VAT 7', 0],
    ]);
  });

  it('may be two on each line', () => {
    const two = (id: string, price: number, ...rates: number[]) =>
      pricedLine(id, { price, taxLines: rates.map((rate) => taxLine(rate)) });

    expect(taxed(orderOf([two('a', 100, 5, 9), two('b', 10, 9, 5)])).rows).to.deep.equal([
      ['On Net Total', 'VAT 5', 5],
      ['On Net Total', 'VAT 9', 9],
    ]);
    expect(taxed(orderOf([two('a', 100, 5, 9), two('b', 10, 5, 8)])).templates).to.deep.equal([
      undefined,
      'Template 13',
    ]);
    expect(taxed(orderOf([two('a', 100, 5, 9), two('b', 10, 5)])).templates).to.deep.equal([
      undefined,
      'Template 5',
    ]);
  });

  it('of shipping are told by their rate, to a cent, where they were not sent', () => {
    const freight = (net: number, taxTotal: number) =>
      taxed(orderOf([line(100, 19)], [shippingMethod({ total: net + taxTotal, taxTotal })])).rows;
    const together = [
      ['Actual', 'Freight', 49],
      ['On Previous Row Total', 'VAT 19', 19],
    ];

    expect(freight(49, 9.31)).to.deep.equal(together);
    expect(freight(49, 9.319)).to.deep.equal(together);
    expect(freight(49, 9.32)).to.deep.equal([
      ['Actual', 'Freight', 49],
      ['On Net Total', 'VAT 19', 19],
      ['Actual', 'VAT 19', 9.32],
    ]);
    expect(freight(50, 3.5)).to.deep.equal([
      ['Actual', 'Freight', 50],
      ['On Net Total', 'VAT 19', 19],
      ['Actual', 'VAT 7', 3.5],
    ]);
    expect(freight(50, 0)).to.deep.equal([
      ['Actual', 'Freight', 50],
      ['On Net Total', 'VAT 19', 19],
    ]);
  });

  it('of shipping are those that were sent, with their code', () => {
    const shipped = (...taxLines: ReturnType<typeof taxLine>[]) =>
      taxed(orderOf([line(100, 19)], [shippingMethod({ total: 52.43, taxTotal: 3.43, taxLines })]));

    expect(shipped(taxLine(7, 'reduced'))).to.deep.include({
      rows: [
        ['Actual', 'Freight', 49],
        ['On Net Total', 'VAT 19', 19],
        ['Actual', 'VAT 7 reduced', 3.43],
      ],
      descriptions: ['Shipping', 'Tax 19 %', 'Tax 7 % on shipping'],
    });
    expect(shipped(taxLine(19)).rows).to.deep.equal([
      ['Actual', 'Freight', 49],
      ['On Previous Row Total', 'VAT 19', 19],
    ]);
  });
});

import { expect } from 'chai';
import type { OrderPart } from '#schemas/generated/order-part.js';
import type { Books } from '../../../../../services/quotation-service/content/books.js';
import { OrderIncomplete, TaxUnknown } from '../../../../../services/quotation-service/content/errors.js';
import { contentOf } from '../../../../../services/quotation-service/content/order-content.js';
import {
  orderedAt,
  orderOf,
  orderPart,
  pricedLine,
  shippingMethod,
} from '../../../../support/quotation-events.js';

const books: Books = {
  company: 'Medusa Trading',
  freightAccount: 'Freight - MT',
  taxAccount: ({ rate }) => (rate === 7 ? 'VAT 7 - MT' : 'VAT - MT'),
  itemTaxTemplate: (rate) => {
    if (rate !== 7) throw new TaxUnknown(`no template for ${rate} %`);
    return 'Reduced - MT';
  },
  pricing: () => Promise.resolve({ priceList: 'Webshop', conversionRate: 1.1, priceListRate: 1 }),
};

const contentFor = (part: OrderPart) =>
  contentOf('order_1', part, orderedAt, {
    books: { of: () => Promise.resolve(books) },
    items: {
      of: ({ lines }) =>
        Promise.resolve(
          new Map(
            lines.map((line) => [
              line,
              { name: line.sku ?? 'OTHER', uom: 'Nos', fallback: line.sku === null },
            ]),
          ),
        ),
    },
  });

const line = (price: number, more: Partial<Parameters<typeof pricedLine>[1]> = {}) =>
  pricedLine(`ordli_${price}`, { price, ...more });

describe('The content of an order', () => {
  describe('prices', () => {
    const prices = async (...lines: Parameters<typeof orderOf>[0][number][]) => {
      const { items, discount } = await contentFor(orderOf(lines));
      return { rates: items.map((item) => item['rate']), discount: discount['discount_amount'] };
    };

    it('are the rates of the lines', async () => {
      expect(await prices(line(129, { quantity: 4 }), line(4.99, { quantity: 20 }))).to.deep.equal({
        rates: [129, 4.99],
        discount: 0,
      });
    });

    it('that a currency cannot say are rounded up, and the document takes the rest off', async () => {
      expect(await prices(line(19.333333333, { quantity: 3 }))).to.deep.equal({
        rates: [19.34],
        discount: 0.02,
      });
    });

    it('with tax in them are net', async () => {
      const gross = pricedLine('a', { price: 0, quantity: 2, subtotal: 216.80672268907563 });
      const other = pricedLine('b', { price: 0, quantity: 3, subtotal: 337.8151260504202 });

      expect(await prices(gross, other)).to.deep.equal({ rates: [108.41, 112.61], discount: 0.03 });
    });

    it('that a promotion lowers alike stay, and the document is discounted', async () => {
      const lines = [
        line(4.99, { quantity: 7, discount: 3.493 }),
        line(134, { quantity: 3, discount: 40.2 }),
      ];

      expect(await prices(...lines)).to.deep.equal({ rates: [4.99, 134], discount: 43.69 });
    });

    it('that a promotion lowers unevenly carry their share', async () => {
      expect(await prices(line(100, { quantity: 3, discount: 50 }), line(20))).to.deep.equal({
        rates: [83.34, 20],
        discount: 0.02,
      });
    });

    it('of nothing are said to be nothing, else the list price would come', async () => {
      const { items } = await contentFor(orderOf([line(0), line(10)]));

      expect(items[0]).to.include({ rate: 0, discount_percentage: 100 });
      expect(items[1]).not.to.have.property('discount_percentage');
    });

    it('of a currency without cents have none', async () => {
      const { items } = await contentFor(orderOf([line(1234.5)], [], { currencyCode: 'jpy' }));

      expect(items[0]).to.include({ rate: 1235 });
    });
  });

  describe('taxes', () => {
    const rows = async (part: OrderPart) =>
      (await contentFor(part)).taxes.map((row) => [
        row['charge_type'],
        row['account_head'],
        row['rate'] ?? row['tax_amount'],
      ]);

    it('are one row by rate', async () => {
      expect(await rows(orderOf([line(10), line(20)]))).to.deep.equal([['On Net Total', 'VAT - MT', 19]]);
    });

    it('are on the freight as well, which comes first', async () => {
      const { taxes } = await contentFor(orderOf([line(10)], [shippingMethod()]));

      expect(taxes).to.deep.equal([
        { charge_type: 'Actual', account_head: 'Freight - MT', description: 'Shipping', tax_amount: 49 },
        {
          charge_type: 'On Previous Row Total',
          row_id: '1',
          account_head: 'VAT - MT',
          description: 'Tax 19 %',
          rate: 19,
        },
      ]);
    });

    it('are none where nothing is taxed', async () => {
      expect(
        await rows(orderOf([line(10, { rate: 0 })], [shippingMethod({ total: 60, taxTotal: 0 })])),
      ).to.deep.equal([['Actual', 'Freight - MT', 60]]);
    });

    it('of several rates have a template on the other lines, and the freight its own tax', async () => {
      const { taxes, items } = await contentFor(
        orderOf([line(100), line(50, { rate: 7 })], [shippingMethod()]),
      );

      expect(items.map((item) => item['item_tax_template'] ?? null)).to.deep.equal([null, 'Reduced - MT']);
      expect(
        taxes.map((row) => [row['charge_type'], row['account_head'], row['rate'] ?? row['tax_amount']]),
      ).to.deep.equal([
        ['Actual', 'Freight - MT', 49],
        ['On Net Total', 'VAT - MT', 19],
        ['On Net Total', 'VAT 7 - MT', 0],
        ['Actual', 'VAT - MT', 9.31],
      ]);
    });

    it('of a freight that is taxed otherwise are its own row', async () => {
      expect(await rows(orderOf([line(100, { rate: 7 })], [shippingMethod()]))).to.deep.equal([
        ['Actual', 'Freight - MT', 49],
        ['On Net Total', 'VAT 7 - MT', 7],
        ['Actual', 'VAT - MT', 9.31],
      ]);
    });

    it('that nobody has configured are not guessed', async () => {
      const refusal = await contentFor(orderOf([line(100), line(50, { rate: 5 })])).catch(
        (error: unknown) => error,
      );

      expect(refusal).to.be.instanceOf(TaxUnknown);
    });
  });

  it('keeps the ids of the lines, and says what a line is that has no Item', async () => {
    const { items } = await contentFor(
      orderOf([
        pricedLine('ordli_9', { price: 350, variantSku: null, title: 'Assembly <on site>', subtitle: null }),
      ]),
    );

    expect(items).to.deep.equal([
      {
        item_code: 'OTHER',
        item_name: 'Assembly ‹on site›',
        description: 'Assembly ‹on site›',
        qty: 1,
        uom: 'Nos',
        conversion_factor: 1,
        rate: 350,
        medusa_line_id: 'ordli_9',
      },
    ]);
  });

  it('has the frame that keeps ERPNext from pricing and rounding by itself', async () => {
    const { frame } = await contentFor(orderPart({ displayId: 7, customDisplayId: 'W-7' }));

    expect(frame).to.deep.equal({
      company: 'Medusa Trading',
      currency: 'EUR',
      conversion_rate: 1.1,
      selling_price_list: 'Webshop',
      plc_conversion_rate: 1,
      order_type: 'Sales',
      ignore_pricing_rule: 1,
      disable_rounded_total: 1,
      medusa_id: 'order_1',
      medusa_order_no: 'W-7',
    });
  });

  it('is not made of half an order', async () => {
    const refusal = await contentFor(
      orderOf(
        [pricedLine('a', { price: 1, subtotal: null, taxLines: null })],
        [shippingMethod({ total: null })],
        {
          currencyCode: null,
        },
      ),
    ).catch((error: unknown) => error);

    expect(refusal).to.be.instanceOf(OrderIncomplete);
    expect((refusal as OrderIncomplete).context['missing']).to.deep.equal([
      'currency_code',
      'items.subtotal',
      'items.tax_lines',
      'shipping_methods.total',
    ]);
    expect(await contentFor(orderPart({ items: [] })).catch((error: unknown) => error)).to.be.instanceOf(
      OrderIncomplete,
    );
  });
});

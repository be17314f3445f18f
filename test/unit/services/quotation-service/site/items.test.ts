import { expect } from 'chai';
import type { ErpNextClient } from '#libs/erpnext/erpnext-client.js';
import { ItemUnknown } from '../../../../../services/quotation-service/content/errors.js';
import { placedOrder } from '../../../../../services/quotation-service/content/placed-order.js';
import { Items } from '../../../../../services/quotation-service/site/items.js';
import { orderedAt, orderLine, orderOf } from '../../../../support/quotation-events.js';

const order = placedOrder(
  'order_1',
  orderOf([
    orderLine(),
    orderLine({ id: 'ordli_2', variantSku: ' GLOVE-M ' }),
    orderLine({ id: 'ordli_3', variantSku: null }),
  ]),
  orderedAt,
);

const itemsOf = (rows: readonly object[], options: { fallbackItem?: string; now?: () => number } = {}) => {
  let calls = 0;
  const erpnext = {
    list: () => {
      calls += 1;
      return Promise.resolve(rows);
    },
  } as unknown as ErpNextClient;
  return { items: new Items({ erpnext, ...options }), calls: () => calls };
};
const row = (item_code: string, more: object = {}) => ({
  name: `ITEM ${item_code}`,
  item_code,
  stock_uom: 'Nos',
  ...more,
});
const all = ['GLOVE-L', 'GLOVE-M', 'OTHER'].map((code) => row(code));

describe('The Items of an order', () => {
  it('are those of the SKUs, and the fallback for the rest', async () => {
    const { items } = itemsOf(all, { fallbackItem: 'OTHER' });

    expect([...(await items.of(order)).values()]).to.deep.equal([
      { name: 'ITEM GLOVE-L', uom: 'Nos', fallback: false },
      { name: 'ITEM GLOVE-M', uom: 'Nos', fallback: false },
      { name: 'ITEM OTHER', uom: 'Nos', fallback: true },
    ]);
  });

  it('are looked up together, and kept for a while', async () => {
    let now = 0;
    const { items, calls } = itemsOf(all, { fallbackItem: 'OTHER', now: () => now });

    await items.of(order);
    expect(calls()).to.equal(2);
    await items.of(order);
    expect(calls()).to.equal(2);
    now = 300_000;
    await items.of(order);
    expect(calls()).to.equal(4);
  });

  it('are all named that are missing or disabled', async () => {
    const { items } = itemsOf([row('GLOVE-L'), row('GLOVE-M', { disabled: 1 })]);

    const refusal = await items.of(order).catch((error: unknown) => error);

    expect(refusal).to.be.instanceOf(ItemUnknown);
    expect((refusal as ItemUnknown).context['lines']).to.deep.equal([
      { lineId: 'ordli_2', sku: 'GLOVE-M' },
      { lineId: 'ordli_3', sku: null },
    ]);
  });

  it('have a fallback that is there, if one is configured', async () => {
    expect(await itemsOf(all, { fallbackItem: 'OTHER' }).items.problems()).to.deep.equal([]);
    expect(await itemsOf([], { fallbackItem: 'OTHER' }).items.problems()).to.deep.equal([
      'Item "OTHER" (FALLBACK_ITEM)',
    ]);
    expect(await itemsOf([]).items.problems()).to.deep.equal([]);
  });
});

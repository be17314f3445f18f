import { expect } from 'chai';
import type { OrderPart } from '#schemas/generated/order-part.js';
import { amountOf } from '../../../../../services/quotation-service/content/amount.js';
import type { OrderIncomplete } from '../../../../../services/quotation-service/content/errors.js';
import {
  placedOrder,
  saysWhatWasOrdered,
} from '../../../../../services/quotation-service/content/placed-order.js';
import { orderedAt, orderLine, orderPart, shippingMethod } from '../../../../support/quotation-events.js';

const placed = (said: Partial<OrderPart> = {}) => placedOrder('order_1', orderPart(said), orderedAt + 1);
const missingOf = (said: Partial<OrderPart>) => {
  try {
    placed(said);
  } catch (error) {
    return (error as OrderIncomplete).context['missing'];
  }
  return [];
};

describe('An order that is placed', () => {
  it('is worth what it was worth before a credit was taken', () => {
    expect(placed({ total: 40, creditLineTotal: 19.381 }).total).to.equal(amountOf(59.381));
    expect(placed({ total: 40, creditLineTotal: null }).total).to.equal(amountOf(40));
  });

  it('was made when the shop says, else when the record happened', () => {
    expect(placed().createdAt).to.equal(orderedAt);
    expect(placed({ createdAt: null }).createdAt).to.equal(orderedAt + 1);
  });

  it('sells by SKU without the blanks around it, under title and subtitle', () => {
    const lineOf = (said: Parameters<typeof orderLine>[0]) => placed({ items: [orderLine(said)] }).lines[0];

    expect(lineOf({ variantSku: ' GLOVE-L ' })).to.include({ sku: 'GLOVE-L', title: 'Safety gloves, L' });
    expect(lineOf({ variantSku: '  ', subtitle: '' })).to.include({ sku: null, title: 'Safety gloves' });
    expect(lineOf({ variantSku: null, title: '', subtitle: null })).to.include({
      sku: null,
      title: 'ordli_1',
    });
    expect(lineOf({ discountSubtotal: null })).to.include({ discount: 0n, subtotal: amountOf(49.9) });
  });

  it('has the freight of all ways of shipping, net, and its tax', () => {
    const { freight } = placed({
      shippingMethods: [shippingMethod(), shippingMethod({ total: 11.9, taxTotal: 1.9 })],
    });

    expect(freight).to.deep.equal({ net: amountOf(59), tax: amountOf(11.21), taxes: undefined });
    expect(placed({ shippingMethods: null }).freight).to.deep.equal({ net: 0n, tax: 0n, taxes: [] });
  });

  it('knows the taxes of shipping unless one that costs something leaves them out', () => {
    const taxLines = [{ rate: 19, code: 'vat-de', description: null, total: null }];
    const taxesOf = (...shippingMethods: ReturnType<typeof shippingMethod>[]) =>
      placed({ shippingMethods }).freight.taxes;
    const free = shippingMethod({ total: 0, taxTotal: 0 });

    expect(taxesOf(shippingMethod({ taxLines }))).to.deep.equal([{ rate: 19, code: 'vat-de' }]);
    expect(taxesOf(free, shippingMethod({ taxLines }))).to.deep.equal([{ rate: 19, code: 'vat-de' }]);
    expect(taxesOf(shippingMethod({ taxLines }), shippingMethod())).to.equal(undefined);
    expect(taxesOf(free)).to.deep.equal([]);
  });

  it('lacks what the sender left out, each thing named once', () => {
    expect(missingOf({})).to.deep.equal([]);
    expect(missingOf({ currencyCode: null })).to.deep.equal(['currency_code']);
    expect(missingOf({ total: null })).to.deep.equal(['total']);
    expect(missingOf({ items: null })).to.deep.equal(['items']);
    expect(missingOf({ items: [] })).to.deep.equal(['items']);
    expect(
      missingOf({ items: [orderLine({ subtotal: null }), orderLine({ subtotal: null })] }),
    ).to.deep.equal(['items.subtotal']);
    expect(missingOf({ items: [orderLine({ taxLines: null })] })).to.deep.equal(['items.tax_lines']);
    expect(missingOf({ shippingMethods: [shippingMethod({ total: null })] })).to.deep.equal([
      'shipping_methods.total',
    ]);
    expect(missingOf({ shippingMethods: [shippingMethod({ taxTotal: null })] })).to.deep.equal([
      'shipping_methods.tax_total',
    ]);
  });

  it('says what was ordered if it has lines, be they none', () => {
    expect(saysWhatWasOrdered(orderPart())).to.equal(true);
    expect(saysWhatWasOrdered(orderPart({ items: [] }))).to.equal(true);
    expect(saysWhatWasOrdered(orderPart({ items: null }))).to.equal(false);
    expect(saysWhatWasOrdered(null)).to.equal(false);
  });
});

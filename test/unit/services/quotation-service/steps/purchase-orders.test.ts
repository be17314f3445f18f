import { expect } from 'chai';
import sinon from 'sinon';
import type { ErpNextClient } from '#libs/erpnext/erpnext-client.js';
import type { OrderContent } from '../../../../../services/quotation-service/content/order-content.js';
import type { Case } from '../../../../../services/quotation-service/steps/case.js';
import { PurchaseOrders } from '../../../../../services/quotation-service/steps/purchase-orders.js';
import { orderPart, quotationEvent } from '../../../../support/quotation-events.js';

const orderWith = (metadata: string | null): Case => ({
  event: quotationEvent(),
  party: undefined,
  standing: { Quotation: [], 'Sales Order': [] },
  content: { order: { part: orderPart({ metadata }) } } as unknown as OrderContent,
  ...{ user: 'us', warnings: [] },
});

const numbers = (...others: object[]) => {
  const list = sinon.stub().resolves(others);
  return { list, purchaseOrders: new PurchaseOrders({ list } as unknown as ErpNextClient, 'po_number') };
};

describe('The number that a buyer gave an order', () => {
  it('is the order’s, with its date where there is one', async () => {
    const { list, purchaseOrders } = numbers();
    const work = orderWith('{"po_number":" PO-1 "}');

    expect(await purchaseOrders.fields(work, 'Ada Smith')).to.deep.equal({
      fields: { po_no: 'PO-1' },
      warnings: [],
    });
    expect(await purchaseOrders.fields(work, 'Ada Smith', '2026-11-23')).to.deep.equal({
      fields: { po_no: 'PO-1', po_date: '2026-11-23' },
      warnings: [],
    });
    sinon.assert.alwaysCalledWithMatch(list, 'Sales Order', {
      filters: [
        ['po_no', '=', 'PO-1'],
        ['customer', '=', 'Ada Smith'],
        ['docstatus', '<', 2],
        ['medusa_id', '!=', 'order_1'],
      ],
    });
  });

  it('is left out, with a warning, while another order of the Customer has it', async () => {
    expect(
      await numbers({ name: 'SAL-ORD-1' }).purchaseOrders.fields(orderWith('{"po_number":7}'), 'Ada Smith'),
    ).to.deep.equal({ fields: {}, warnings: ['PO_NUMBER_TAKEN'] });
  });

  it('is not looked for when there is none', async () => {
    const { list, purchaseOrders } = numbers();

    for (const metadata of [null, '{}', '{"po_number":""}'])
      expect(await purchaseOrders.fields(orderWith(metadata), 'Ada Smith')).to.deep.equal({
        fields: {},
        warnings: [],
      });
    sinon.assert.notCalled(list);
  });
});

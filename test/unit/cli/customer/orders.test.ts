import { expect } from 'chai';
import type { CustomerDocument } from '../../../../cli/customer/documents.js';
import { ordersOf } from '../../../../cli/customer/orders.js';
import { showCustomer } from '../../../../cli/customer/show-customer.js';
import type { Fate, ToldOutcome, ToldRecord } from '../../../../cli/customer/story.js';

const said = (orderId: string, fate: Fate, says = `order ${orderId} APPROVED`): ToldRecord => ({
  ...{ kind: 'record', atMs: 0, id: 'events-0-1', service: 'quotation-service', event: 'order.placed' },
  ...{ orderId, fate, says },
});
const announced = (type: string, reason: string | null = null): ToldOutcome => ({
  ...{ kind: 'outcome', atMs: 0, medusaId: 'order_1', warnings: [], type, reason },
  document: { doctype: 'Sales Order', name: 'SO-1' },
});
const salesOrder: CustomerDocument = {
  ...{
    doctype: 'Sales Order',
    name: 'SO-1',
    medusaId: 'order_1',
    status: 'To Deliver',
    total: '#7 59.38 EUR',
  },
  link: 'http://erp/app/sales-order/SO-1',
};

describe('Where an order is', () => {
  const parked: Fate = { state: 'parked', cause: 'ITEM_UNKNOWN', message: 'No Item X.' };

  it('is its document, when all that the shop said of it is done', () => {
    expect(ordersOf([said('order_1', { state: 'done' })], [salesOrder])).to.deep.equal([
      {
        ...{ orderId: 'order_1', documents: [salesOrder], needsAttention: null },
        last: said('order_1', { state: 'done' }),
      },
    ]);
  });

  it('is what was parked of it, also when something else went through after it', () => {
    const [order] = ordersOf([said('order_1', parked), said('order_1', { state: 'done' })], []);

    expect(order?.last?.fate).to.equal(parked);
  });

  it('is known from ERPNext alone when the shop said it long ago', () => {
    expect(ordersOf([], [salesOrder]).map(({ orderId, last }) => [orderId, last])).to.deep.equal([
      ['order_1', undefined],
    ]);
  });

  it('needs attention as long as the last that was announced says so', () => {
    const attention = announced('NeedsAttention', 'TOTALS_DIFFER');
    const needs = (...outcomes: ToldOutcome[]) => ordersOf(outcomes, [salesOrder])[0]?.needsAttention;

    expect(needs(attention)).to.equal('TOTALS_DIFFER');
    expect(needs(attention, announced('SalesOrderCreated'))).to.equal(null);
  });

  it('is told on one screen', () => {
    const told = [said('order_2', parked), announced('SalesOrderCreated')];
    const documents = [salesOrder];

    const text = showCustomer({
      ...{ medusaIds: ['cus_1', 'cus_guest'], sinceMs: 0, documents, told },
      orders: ordersOf(told, documents),
    });

    expect(text.split('\n')).to.deep.equal([
      'cus_1, formerly cus_guest',
      '',
      'Orders',
      '  order_2: not in ERPNext',
      text.split('\n')[4],
      '  order_1: Sales Order SO-1, To Deliver',
      '',
      'Documents in ERPNext',
      '  Sales Order  SO-1  To Deliver  #7 59.38 EUR  http://erp/app/sales-order/SO-1',
      '',
      'Since 1970-01-01 00:00:00Z',
      '  1970-01-01 00:00:00Z  shop says  order order_2 APPROVED (order.placed)  parked ITEM_UNKNOWN (events-0-1)',
      '  1970-01-01 00:00:00Z  became     SalesOrderCreated Sales Order SO-1',
    ]);
    expect(text.split('\n')[4]).to.match(
      /^ {4}order order_2 APPROVED: parked, ITEM_UNKNOWN: No Item X\. Mend: \w/,
    );
  });
});

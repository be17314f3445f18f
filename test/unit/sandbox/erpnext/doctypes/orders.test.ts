import { expect } from 'chai';
import { finishedSite, rules } from '../../../../../sandbox/erpnext/doctypes/finished-site.js';
import { rounded } from '../../../../../sandbox/erpnext/doctypes/totals.js';
import { rowsOf, type Document } from '../../../../../sandbox/erpnext/engine/document.js';
import { insert, update } from '../../../../../sandbox/erpnext/engine/save.js';
import { SiteClock } from '../../../../../sandbox/erpnext/engine/site-clock.js';
import { Transaction } from '../../../../../sandbox/erpnext/engine/transaction.js';
import { administrator } from '../../../../../sandbox/erpnext/engine/users.js';

describe('the orders of the ERPNext sandbox', () => {
  let tx: Transaction;

  beforeEach(() => {
    tx = new Transaction(finishedSite(new SiteClock('America/New_York')), rules, administrator);
    for (const item_code of ['GLOVE', 'SHELF'])
      insert(tx, 'Item', { item_code, item_group: 'Products', stock_uom: 'Nos' });
    insert(tx, 'Customer', { customer_name: 'Reyes Imports' });
  });

  const quotation = (more: Record<string, unknown> = {}) =>
    insert(tx, 'Quotation', {
      party_name: 'Reyes Imports',
      items: [
        { item_code: 'GLOVE', qty: 7, rate: 4.99 },
        { item_code: 'SHELF', qty: 3, rate: 134 },
      ],
      ...more,
    });

  const order = (of: Document, qty?: number) =>
    insert(tx, 'Sales Order', {
      customer: 'Reyes Imports',
      delivery_date: '2099-01-01',
      items: rowsOf(of, 'items').map((row) => ({
        item_code: row['item_code'],
        qty: qty ?? row['qty'],
        rate: row['rate'],
        prevdoc_docname: of.name,
        quotation_item: row.name,
      })),
    });

  it('round a half to the even neighbour', () => {
    expect([0.125, 0.135, 686.125, 15.9925].map((value) => rounded(value))).to.deep.equal([
      0.12, 0.14, 686.12, 15.99,
    ]);
  });

  it('spread a discount over the lines before shipping and tax', () => {
    const { total, net_total, grand_total } = quotation({
      apply_discount_on: 'Net Total',
      discount_amount: 43.69,
      taxes: [
        {
          charge_type: 'Actual',
          account_head: 'Freight and Forwarding Charges - MT',
          description: 'Shipping',
          tax_amount: 49,
        },
        {
          charge_type: 'On Previous Row Total',
          row_id: '1',
          account_head: 'Duties and Taxes - MT',
          description: 'VAT',
          rate: 23,
        },
      ],
    });

    expect({ total, net_total, grand_total }).to.deep.equal({
      total: 436.93,
      net_total: 393.24,
      grand_total: 543.96,
    });
  });

  it('tell their Quotation what was ordered of it, and when it was taken back', () => {
    const offered = update(tx, 'Quotation', quotation().name, { docstatus: 1 });
    const status = () => tx.get('Quotation', offered.name)?.['status'];

    const part = order(offered, 1);
    update(tx, 'Sales Order', part.name, { docstatus: 1 });
    expect(status()).to.equal('Partially Ordered');

    update(tx, 'Sales Order', part.name, { docstatus: 2 });
    expect(status()).to.equal('Open');

    update(tx, 'Sales Order', order(offered).name, { docstatus: 1 });
    expect(status()).to.equal('Ordered');
    expect(() => update(tx, 'Quotation', offered.name, { docstatus: 2 })).to.throw(
      'is linked with Sales Order',
    );
  });

  it('cannot be changed after submission, but amended after cancellation', () => {
    const { name } = update(tx, 'Quotation', quotation().name, { docstatus: 1 });

    expect(() => update(tx, 'Quotation', name, { valid_till: '2099-01-01' })).to.throw('after submission');
    expect(() => quotation({ amended_from: name })).to.throw('not cancelled');

    update(tx, 'Quotation', name, { docstatus: 2 });
    expect(quotation({ amended_from: name }).name).to.equal(`${name}-1`);
  });
});

import { expect } from 'chai';
import sinon from 'sinon';
import type { ChildRow, ErpNextClient } from '#libs/erpnext/erpnext-client.js';
import { DocumentRejected, ErpNextConflict, ErpNextUnavailable } from '#libs/erpnext/errors.js';
import { amountOf } from '../../../../../services/quotation-service/content/amount.js';
import type { OrderContent } from '../../../../../services/quotation-service/content/order-content.js';
import { ChangeLines } from '../../../../../services/quotation-service/steps/change-lines.js';
import type { OrderDocument } from '../../../../../services/quotation-service/steps/order-document.js';
import { refusalOf } from '../../../../support/refusal-of.js';

const row = (id: string, qty: number, more: ChildRow = {}): ChildRow => ({
  ...{ medusa_line_id: id, item_code: 'GLOVE-L', qty, rate: 5, uom: 'Nos' },
  ...more,
});
const order = (items: readonly ChildRow[], grand_total: number) =>
  ({
    ...{ name: 'ORD-1', modified: 'm1', currency: 'EUR', discount_amount: 0, delivery_date: '2026-11-30' },
    ...{ items, taxes: [], grand_total, total_taxes_and_charges: 0 },
  }) as unknown as OrderDocument;
const wanted = {
  frame: { currency: 'EUR' },
  discount: { discount_amount: 0 },
  items: [row('a', 5), row('b', 2)],
  taxes: [],
  order: { total: amountOf(35), currency: 'EUR' },
} as unknown as OrderContent;
const before = order([row('a', 10, { name: 'row1', delivery_date: '2026-12-24' })], 50);
const done = order([row('a', 5, { name: 'row1' }), row('b', 2, { name: 'row2' })], 35);

const changing = (after: OrderDocument, refusal?: Error) => {
  const call = refusal === undefined ? sinon.stub().resolves({}) : sinon.stub().rejects(refusal);
  const write = {
    update: sinon
      .stub()
      .callsFake((_, document: OrderDocument) => Promise.resolve({ ...document, modified: 'm2' })),
    read: sinon.stub().resolves(after),
  };
  const lines = new ChangeLines({ call } as unknown as ErpNextClient, write as never);
  return { call, write, change: () => lines.change(before, wanted, Date.UTC(2026, 10, 23)) };
};

describe('The lines of a submitted Sales Order', () => {
  it('are changed as Desk does it, by whoever moved the document’s time first', async () => {
    const { call, write, change } = changing(done);

    expect(await change()).to.deep.equal({ document: done });
    sinon.assert.calledOnceWithExactly(write.update, 'Sales Order', before, {});
    sinon.assert.callOrder(write.update, call, write.read);
    const [method, args] = call.firstCall.args as [string, Record<string, string>];
    expect(method).to.equal('erpnext.controllers.accounts_controller.update_child_qty_rate');
    expect(args).to.include({
      ...{ parent_doctype: 'Sales Order', parent_doctype_name: 'ORD-1', child_docname: 'items' },
    });
    const line = { item_code: 'GLOVE-L', rate: 5, uom: 'Nos', conversion_factor: 1 };
    expect(JSON.parse(args['trans_items'] ?? '')).to.deep.equal([
      { ...line, docname: 'row1', name: 'row1', qty: 5, delivery_date: '2026-12-24' },
      { ...line, qty: 2, delivery_date: '2026-11-30' },
    ]);
  });

  it('are left to people where ERPNext refuses, with its words', async () => {
    const { change } = changing(before, new DocumentRejected('is delivered'));

    expect(await change()).to.deep.equal({
      document: before,
      leftFor: { reason: 'CHANGED_AFTER_SUBMISSION', words: 'is delivered' },
    });
  });

  it('are nothing to judge for whoever was held up while others went on: everything is looked at anew', async () => {
    const goneOn = { ...before, medusa_updated_at: '2026-11-24T00:00:00.000Z' } as OrderDocument;

    for (const refusal of [undefined, new DocumentRejected('no such row')])
      expect(await refusalOf(changing(goneOn, refusal).change())).to.be.instanceOf(ErpNextConflict);
  });

  it('are left to people when they may have been written over newer ones', async () => {
    const at = (day: number, docstatus: 1 | 2) =>
      ({ ...done, docstatus, medusa_updated_at: `2026-11-${day}T00:00:00.000Z` }) as OrderDocument;
    const newer = at(24, 1);

    expect(await changing(newer).change()).to.deep.equal({
      document: newer,
      leftFor: { reason: 'CHANGED_AFTER_SUBMISSION' },
    });
    for (const harmless of [at(23, 1), at(24, 2)])
      expect(await refusalOf(changing(harmless).change())).to.be.instanceOf(ErpNextConflict);
  });

  it('are left to people when they are not what was wanted, or come to another total', async () => {
    const another = { ...done, grand_total: 36 } as OrderDocument;

    expect(await changing(before).change()).to.deep.equal({
      document: before,
      leftFor: { reason: 'CHANGED_AFTER_SUBMISSION' },
    });
    expect(await changing(another).change()).to.deep.equal({
      document: another,
      leftFor: { reason: 'TOTALS_DIFFER' },
    });
  });

  it('are tried again when ERPNext is down or somebody else was faster', async () => {
    for (const refusal of [
      new ErpNextUnavailable('down', { outcomeUnknown: true }),
      new ErpNextConflict('deadlock'),
    ])
      expect(await refusalOf(changing(done, refusal).change())).to.equal(refusal);
  });
});

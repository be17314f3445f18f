import { expect } from 'chai';
import sinon from 'sinon';
import type { ErpNextClient } from '#libs/erpnext/erpnext-client.js';
import {
  DocumentRejected,
  DuplicateDocument,
  ErpNextConflict,
  ErpNextNotSetUp,
  ErpNextUnavailable,
} from '#libs/erpnext/errors.js';
import type { OrderDocument } from '../../../../../services/quotation-service/steps/order-document.js';
import { WriteOrder } from '../../../../../services/quotation-service/steps/write-order.js';
import { refusalOf } from '../../../../support/refusal-of.js';

const quotation = { name: 'QTN-1', modified: 'm1', ignore_pricing_rule: 1 } as OrderDocument;

const site = ({ insert, made = [], update }: { insert?: unknown; made?: object[]; update?: object }) => {
  const stubs = {
    insert: insert instanceof Error ? sinon.stub().rejects(insert) : sinon.stub().resolves(insert),
    list: sinon.stub().resolves(made),
    update: sinon.stub().resolves(update),
  };
  return { ...stubs, write: new WriteOrder(stubs as unknown as ErpNextClient) };
};

describe('A Quotation or a Sales Order', () => {
  it('is made with the key of its revision', async () => {
    const { insert, write } = site({ insert: quotation });

    expect(await write.insert('Quotation', 'order_1', 2, { currency: 'EUR' })).to.equal(quotation);
    sinon.assert.calledOnceWithExactly(insert, 'Quotation', { currency: 'EUR', medusa_key: 'order_1:2' });
  });

  for (const refusal of [
    new DuplicateDocument('twice'),
    new DocumentRejected('too late'),
    new ErpNextConflict('deadlock'),
  ])
    it(`that somebody else has made is looked at anew, though ERPNext says ${refusal.name}`, async () => {
      const { list, write } = site({ insert: refusal, made: [{ name: 'QTN-1' }] });

      const error = await refusalOf(write.insert('Quotation', 'order_1', 1, {}));

      expect(error).to.be.instanceOf(ErpNextConflict).with.property('cause', refusal);
      sinon.assert.calledOnceWithMatch(list, 'Quotation', { filters: [['medusa_key', '=', 'order_1:1']] });
    });

  it('whose name somebody else’s has just got is tried again', async () => {
    const { write } = site({ insert: new DuplicateDocument('name') });

    expect(await refusalOf(write.insert('Quotation', 'order_1', 1, {}))).to.be.instanceOf(ErpNextConflict);
  });

  it('that ERPNext refuses, and nobody has made, is refused', async () => {
    for (const refusal of [new DocumentRejected('no such Item'), new ErpNextConflict('deadlock')])
      expect(await refusalOf(site({ insert: refusal }).write.insert('Quotation', 'order_1', 1, {}))).to.equal(
        refusal,
      );
  });

  it('is not looked for when ERPNext is down', async () => {
    const down = new ErpNextUnavailable('down', { outcomeUnknown: true });
    const { list, write } = site({ insert: down });

    expect(await refusalOf(write.insert('Quotation', 'order_1', 1, {}))).to.equal(down);
    sinon.assert.notCalled(list);
  });

  it('is written as it was read, or not at all', async () => {
    const written = { ...quotation, docstatus: 1 };
    const { update, write } = site({ update: written });

    expect(await write.update('Quotation', quotation, { docstatus: 1 })).to.equal(written);
    sinon.assert.calledOnceWithExactly(update, 'Quotation', 'QTN-1', { docstatus: 1, modified: 'm1' });
  });

  it('must keep the shop’s prices, unless it never had them', async () => {
    const unpriced = { ...quotation, ignore_pricing_rule: 0 } as OrderDocument;
    const { write } = site({ insert: unpriced, update: unpriced });

    expect(await refusalOf(write.insert('Quotation', 'order_1', 1, {}))).to.be.instanceOf(ErpNextNotSetUp);
    expect(await refusalOf(write.update('Quotation', quotation, {}))).to.be.instanceOf(ErpNextNotSetUp);
    expect(await refusalOf(write.update('Quotation', unpriced, { ignore_pricing_rule: 1 }))).to.be.instanceOf(
      ErpNextNotSetUp,
    );
    expect(await write.update('Quotation', unpriced, { docstatus: 1 })).to.equal(unpriced);
  });
});

import { expect } from 'chai';
import sinon from 'sinon';
import type { ErpNextClient } from '#libs/erpnext/erpnext-client.js';
import {
  isCancelled,
  isDraft,
  isLost,
  isSubmitted,
  keyOf,
  revisionOf,
  totalsOf,
  type OrderDocument,
} from '../../../../../services/quotation-service/steps/order-document.js';
import {
  currentOf,
  FindDocuments,
  nextRevision,
  unfinished,
  versionOfOrder,
  versionOfQuote,
  withDocument,
  type Standing,
} from '../../../../../services/quotation-service/steps/standing.js';

const document = (name: string, said: Partial<OrderDocument> = {}): OrderDocument =>
  ({ name, docstatus: 0, status: 'Draft', ...said }) as OrderDocument;
const standing = (quotations: OrderDocument[], salesOrders: OrderDocument[] = []): Standing => ({
  Quotation: quotations,
  'Sales Order': salesOrders,
});
const at = (minute: number) => Date.UTC(2026, 10, 25, 10, minute);
const textOf = (minute: number) => new Date(at(minute)).toISOString();

describe('What stands in ERPNext for an order', () => {
  const cancelled = { docstatus: 2, status: 'Cancelled' } as const;

  it('counts by its newest document that is not cancelled, else by the newest', () => {
    const all = [document('1'), document('2'), document('3', cancelled)];

    expect(currentOf(standing(all), 'Quotation')?.name).to.equal('2');
    expect(
      currentOf(standing([document('1', cancelled), document('2', cancelled)]), 'Quotation')?.name,
    ).to.equal('2');
    expect(currentOf(standing(all), 'Sales Order')).to.equal(undefined);
  });

  it('gets the revision after the highest that there was, cancelled or not', () => {
    const keyed = (...keys: (string | null)[]) =>
      standing(keys.map((medusa_key, index) => document(String(index), { ...cancelled, medusa_key })));

    expect(nextRevision(keyed(), 'Quotation')).to.equal(1);
    expect(nextRevision(keyed('order_1:2', 'order_1:1'), 'Quotation')).to.equal(3);
    expect(nextRevision(keyed(null, 'order_1', 'order_1:x', 'order_1:12'), 'Quotation')).to.equal(13);
    expect(nextRevision(keyed('order_1:4'), 'Sales Order')).to.equal(1);
    expect(revisionOf(document('x', { medusa_key: keyOf('order_1', 7) }))).to.equal(7);
    expect(revisionOf(document('x', { medusa_key: 'order:3:x' }))).to.equal(0);
  });

  it('is of the newest version that any of its documents has', () => {
    const documents = standing(
      [
        document('1', { medusa_updated_at: textOf(3), medusa_quote_updated_at: textOf(9) }),
        document('2', { medusa_updated_at: textOf(1), medusa_quote_updated_at: 'yesterday' }),
      ],
      [document('3', { medusa_updated_at: textOf(5), medusa_quote_updated_at: textOf(11) }), document('4')],
    );

    expect(versionOfOrder(documents)).to.equal(at(5));
    expect(versionOfQuote(documents)).to.equal(at(9));
    expect(versionOfOrder(standing([document('1', { medusa_updated_at: null })]))).to.equal(undefined);
    expect(versionOfQuote(standing([]))).to.equal(undefined);
  });

  it('is replaced by what a write answers, which knows no comments, and else grows', () => {
    const known = standing([document('1', { _comments: 'TOTALS_DIFFER' }), document('2')], [document('3')]);
    const written = document('1', { docstatus: 1 });

    expect(withDocument(known, 'Quotation', written).Quotation).to.deep.equal([
      { ...written, _comments: 'TOTALS_DIFFER' },
      document('2'),
    ]);
    expect(withDocument(known, 'Quotation', { ...written, _comments: '' }).Quotation[0]?._comments).to.equal(
      '',
    );
    expect(withDocument(known, 'Quotation', document('2')).Quotation[1]?._comments).to.equal(null);
    expect(
      withDocument(known, 'Sales Order', document('4'))['Sales Order'].map(({ name }) => name),
    ).to.deep.equal(['3', '4']);
    expect(known.Quotation[0]).to.deep.equal(document('1', { _comments: 'TOTALS_DIFFER' }));
  });

  it('has to be read whole as far as it is a draft that counts', () => {
    const submitted = { docstatus: 1, status: 'Open' } as const;
    const named = (of: Standing) => unfinished(of).map(([doctype, { name }]) => `${doctype} ${name}`);

    expect(named(standing([document('1'), document('2')], [document('3', submitted)]))).to.deep.equal([
      'Quotation 2',
    ]);
    expect(named(standing([document('1', submitted)], [document('3')]))).to.deep.equal(['Sales Order 3']);
    expect(named(standing([]))).to.deep.equal([]);
  });

  it('is found by the id of the order, oldest first, each kind by itself', async () => {
    const list = sinon
      .stub()
      .callsFake((doctype: string) => Promise.resolve([{ name: `${doctype} 1`, medusa_id: 'order_1' }]));
    const get = sinon.stub().resolves({ name: 'QTN-1' });
    const find = new FindDocuments({ list, get } as unknown as ErpNextClient);

    const found = await find.of('order_1');

    expect(found.Quotation.map(({ name }) => name)).to.deep.equal(['Quotation 1']);
    expect(found['Sales Order'].map(({ name }) => name)).to.deep.equal(['Sales Order 1']);
    for (const [, query] of list.args) {
      expect(query.orFilters).to.deep.equal([['medusa_id', 'in', ['order_1']]]);
      expect(query.orderBy).to.equal('creation asc, name asc');
    }
    expect(await find.whole('Quotation', 'QTN-1')).to.deep.equal({ name: 'QTN-1' });
    sinon.assert.calledOnceWithExactly(get, 'Quotation', 'QTN-1');
  });
});

describe('A Quotation', () => {
  it('is a draft, submitted or cancelled, and lost unless it is cancelled', () => {
    const of = (docstatus: 0 | 1 | 2, status = '') => {
      const one = document('x', { docstatus, status });
      return [isDraft(one), isSubmitted(one), isCancelled(one), isLost(one)];
    };

    expect(of(0)).to.deep.equal([true, false, false, false]);
    expect(of(1)).to.deep.equal([false, true, false, false]);
    expect(of(2)).to.deep.equal([false, false, true, false]);
    expect([of(0, 'Lost')[3], of(1, 'Lost')[3], of(2, 'Lost')[3]]).to.deep.equal([true, true, false]);
  });

  it('has totals, and none of its taxes rounded where it has none', () => {
    const money = { currency: 'EUR', grand_total: 59.38, total_taxes_and_charges: 9.48 };

    expect(totalsOf(document('x', { ...money, taxes: [{}, {}] }))).to.deep.equal({
      currency: 'EUR',
      grandTotal: 59.38,
      charges: 9.48,
      taxRows: 2,
    });
    expect(totalsOf(document('x', money)).taxRows).to.equal(0);
  });
});

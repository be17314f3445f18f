import { expect } from 'chai';
import type { ChildRow } from '#libs/erpnext/erpnext-client.js';
import type { OrderContent } from '../../../../../services/quotation-service/content/order-content.js';
import {
  differenceOf,
  isNone,
  isOfLinesOnly,
} from '../../../../../services/quotation-service/content/same-content.js';
import type { OrderDocument } from '../../../../../services/quotation-service/steps/order-document.js';

const row = (id: string | null, more: ChildRow = {}): ChildRow => ({
  medusa_line_id: id,
  item_code: 'GLOVE-L',
  qty: 10,
  rate: 4.99,
  ...more,
});
const freight: ChildRow = { charge_type: 'Actual', account_head: 'Freight', tax_amount: 49 };
const vat: ChildRow = { charge_type: 'On Previous Row Total', account_head: 'VAT', rate: 19 };

const content = (items: readonly ChildRow[], more: { discount?: number; taxes?: ChildRow[] } = {}) =>
  ({
    frame: { currency: 'EUR' },
    discount: { discount_amount: more.discount ?? 0 },
    items,
    taxes: more.taxes ?? [freight, vat],
  }) as unknown as OrderContent;
const document = (items: readonly ChildRow[], more: object = {}) =>
  ({
    currency: 'EUR',
    discount_amount: 0,
    items,
    taxes: [
      { ...freight, rate: 0 },
      { ...vat, tax_amount: 9.48 },
    ],
    ...more,
  }) as unknown as OrderDocument;

describe('What a document says otherwise than the shop', () => {
  it('is nothing when only what ERPNext or people added differs', () => {
    const extended = [row('a', { description: 'As agreed', amount: 49.9 }), row('b')];

    expect(
      isNone(differenceOf(content([row('b'), row('a')]), document(extended, { terms: 'Net 30' }))),
    ).to.equal(true);
  });

  it('may be quantity, rate and new lines, which can be changed on a submitted order', () => {
    for (const items of [[row('a', { qty: 5 })], [row('a', { rate: 4.5 })], [row('a'), row('b')]]) {
      const difference = differenceOf(content(items), document([row('a')]));
      expect(isNone(difference)).to.equal(false);
      expect(isOfLinesOnly(difference)).to.equal(true);
    }
  });

  it('may be more, which cannot', () => {
    const differences = [
      differenceOf(content([row('a')]), document([row('a'), row('b')])),
      differenceOf(content([row('a', { item_code: 'GLOVE-M' })]), document([row('a')])),
      differenceOf(content([row('a')], { discount: 1 }), document([row('a')])),
      differenceOf(
        content([row('a')], { taxes: [{ ...freight, tax_amount: 60 }, vat] }),
        document([row('a')]),
      ),
      differenceOf(content([row('a')], { taxes: [freight, { ...vat, rate: 20 }] }), document([row('a')])),
      differenceOf(content([row('a')], { taxes: [vat] }), document([row('a')])),
      differenceOf(content([row('a')]), document([row('a')], { currency: 'USD' })),
    ];

    expect(differences.map(isOfLinesOnly)).to.deep.equal(differences.map(() => false));
    expect(differences.map(isNone)).to.deep.equal(differences.map(() => false));
  });

  it('is not the line that was added after submission, which has no id of the shop', () => {
    const difference = differenceOf(
      content([row('a'), row('b', { item_code: 'GLOVE-M' })]),
      document([row('a'), row(null, { item_code: 'GLOVE-M' })]),
    );

    expect(isNone(difference)).to.equal(true);
  });

  it('is paired line by line: by the id of the shop first, then by the Item of a row without one', () => {
    const wanted = [row('a'), row('b'), row('c', { item_code: 'GLOVE-M' })];
    const rows = [row(null), row('c', { item_code: 'GLOVE-S' }), row('a')];

    const { pairs, lines, surplus } = differenceOf(content(wanted), document(rows));

    expect(pairs.map(({ row: found }) => found && rows.indexOf(found))).to.deep.equal([2, 0, 1]);
    expect(lines.map(({ wanted: line }) => line['medusa_line_id'])).to.deep.equal(['c']);
    expect(surplus).to.deep.equal([]);
  });

  it('never pairs a line with another line of the shop, nor a row twice', () => {
    const others = differenceOf(content([row('a')]), document([row('b')]));
    const twice = differenceOf(content([row('a'), row('b')]), document([row(null)]));

    expect(others.pairs[0]?.row).to.equal(undefined);
    expect(others.surplus).to.deep.equal([row('b')]);
    expect(twice.pairs.map(({ row: found }) => found !== undefined)).to.deep.equal([true, false]);
  });

  it('may be the template of a line, where none and a blank one are the same', () => {
    const reduced = row('a', { item_tax_template: 'Reduced' });

    expect(isNone(differenceOf(content([reduced]), document([row('a')])))).to.equal(false);
    expect(isNone(differenceOf(content([row('a')]), document([reduced])))).to.equal(false);
    expect(isNone(differenceOf(content([reduced]), document([{ ...reduced }])))).to.equal(true);
    expect(
      isNone(differenceOf(content([row('a')]), document([row('a', { item_tax_template: '' })]))),
    ).to.equal(true);
  });

  it('may be the kind or the account of a tax', () => {
    for (const other of [
      { ...freight, charge_type: 'On Net Total' },
      { ...freight, account_head: 'Postage' },
    ])
      expect(
        differenceOf(content([row('a')], { taxes: [other, vat] }), document([row('a')])).otherwise,
      ).to.equal(true);
    expect(differenceOf(content([row('a')]), document([row('a')], { taxes: undefined })).otherwise).to.equal(
      true,
    );
  });

  it('is nothing below a millionth, and everything in a document without lines', () => {
    const close = differenceOf(content([row('a')]), document([row('a', { qty: 10.0000001 })]));
    const empty = differenceOf(
      content([row('a')]),
      document([], { items: undefined, discount_amount: null }),
    );

    expect(isNone(close)).to.equal(true);
    expect(empty.lines).to.have.length(1);
    expect(empty.surplus).to.deep.equal([]);
    expect(empty.otherwise).to.equal(false);
  });

  it('is not of lines only when the Item of any line is another', () => {
    const difference = differenceOf(
      content([row('a', { qty: 5 }), row('b', { item_code: 'GLOVE-M' })]),
      document([row('a'), row('b')]),
    );

    expect(isOfLinesOnly(difference)).to.equal(false);
  });
});

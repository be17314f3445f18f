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
});

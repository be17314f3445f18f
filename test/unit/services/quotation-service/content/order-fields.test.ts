import { expect } from 'chai';
import type { ChildRow } from '#libs/erpnext/erpnext-client.js';
import {
  fieldsOfQuotation,
  linkedTo,
  purchaseOrderOf,
} from '../../../../../services/quotation-service/content/order-fields.js';
import type { OrderContent } from '../../../../../services/quotation-service/content/order-content.js';
import type { OrderDocument } from '../../../../../services/quotation-service/steps/order-document.js';
import { orderPart } from '../../../../support/quotation-events.js';

const quotation = (items: readonly ChildRow[], more: object = {}) =>
  ({ name: 'QTN-1', items, ...more }) as unknown as OrderDocument;
const item = (id: string | null, qty = 1, item_code = 'GLOVE-L') => ({ medusa_line_id: id, item_code, qty });

describe('The rows of an order', () => {
  const linksOf = (items: readonly ChildRow[], offered: readonly ChildRow[]) =>
    linkedTo(items, quotation(offered)).map((row) => row['quotation_item'] ?? null);

  it('are bound to the rows of the Quotation by the id of their line', () => {
    const offered = [
      { ...item('b'), name: 'row b' },
      { ...item('a'), name: 'row a' },
    ];

    expect(linksOf([item('a'), item('b')], offered)).to.deep.equal(['row a', 'row b']);
    expect(linkedTo([item('a')], quotation(offered))[0]).to.include({ prevdoc_docname: 'QTN-1' });
  });

  it('are bound to a row of the same Item that a person wrote, and each row is bound once', () => {
    expect(linksOf([item('a'), item('b')], [{ ...item(null), name: 'row 1' }])).to.deep.equal([
      'row 1',
      null,
    ]);
  });

  it('are bound to nothing that was not offered, or not as much of', () => {
    const offered = [{ ...item('a', 2), name: 'row a' }];

    expect(linksOf([item('a', 3)], offered)).to.deep.equal([null]);
    expect(linksOf([item('a', 1, 'GLOVE-M')], offered)).to.deep.equal([null]);
  });
});

describe('An order without words of its own', () => {
  it('says what its Quotation says, and nothing that ERPNext worked out', () => {
    const fields = fieldsOfQuotation(
      quotation([{ ...item('a', 2), name: 'row a', rate: 4.99, amount: 9.98, idx: 1 }], {
        company: 'Medusa Trading',
        currency: 'EUR',
        grand_total: 11.88,
        status: 'Open',
        customer_address: '',
        taxes: [
          {
            charge_type: 'Actual',
            account_head: 'Freight',
            description: 'Shipping',
            tax_amount: 49,
            rate: 0,
          },
          { charge_type: 'On Net Total', account_head: 'VAT', description: 'Tax', tax_amount: 1.9, rate: 19 },
        ],
      }),
    );

    expect(fields).to.deep.equal({
      company: 'Medusa Trading',
      currency: 'EUR',
      items: [{ item_code: 'GLOVE-L', qty: 2, rate: 4.99, medusa_line_id: 'a' }],
      taxes: [
        { charge_type: 'Actual', account_head: 'Freight', description: 'Shipping', rate: 0, tax_amount: 49 },
        { charge_type: 'On Net Total', account_head: 'VAT', description: 'Tax', rate: 19 },
      ],
    });
  });
});

describe('The buyer’s own number', () => {
  const numberIn = (metadata: string | null) =>
    purchaseOrderOf({ order: { part: orderPart({ metadata }) } } as unknown as OrderContent, 'po_number');

  it('is text or a number in the metadata, and nothing else', () => {
    expect(numberIn('{"po_number":" PO-1 "}')).to.equal('PO-1');
    expect(numberIn('{"po_number":815}')).to.equal('815');
    for (const metadata of [null, '{}', '{"po_number":""}', '{"po_number":{}}', '[]', 'null'])
      expect(numberIn(metadata), String(metadata)).to.equal(undefined);
  });
});

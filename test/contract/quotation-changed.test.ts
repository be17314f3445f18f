import { expect } from 'chai';
import { reasons } from '../support/attention.js';
import { rowsOf } from '../support/document-rows.js';
import { orderLine, orderOf, pricedLine, quotationEvent, quotePart } from '../support/quotation-events.js';
import { approved, at, changedOrder, draft, fewer, withQuote } from '../support/quotation-stages.js';
import { quotationsOnSite } from '../support/quotations-on-site.js';
import { untilDone } from '../support/until-done.js';

describe('A quotation of the shop in ERPNext', function () {
  this.timeout(180_000);
  const { site, handle, afterEvents, memberWith, documents, the, comments } = quotationsOnSite();

  describe('that changes after it was submitted', () => {
    const twoLines = (version: number) =>
      approved({
        ...orderOf([
          orderLine(fewer),
          pricedLine('ordli_2', { price: 10, quantity: 2, variantSku: 'GLOVE-M' }),
        ]),
        stage: 'APPROVED',
        isDraftOrder: false,
        version,
      });

    it('is amended as long as it is an offer, and can be found by its id', async () => {
      memberWith({ SUBMIT_QUOTATION: 'offered' });
      await afterEvents(withQuote('OFFERED', 1));

      await handle(quotationEvent(changedOrder({ version: at(2) })));

      expect(
        documents('Quotation').map((each) => [each['medusa_key'], each['status'], each['grand_total']]),
      ).to.deep.equal([
        ['order_1:1', 'Cancelled', 59.38],
        ['order_1:2', 'Open', 29.69],
      ]);
      expect(documents('Quotation')[1]).to.include({ amended_from: documents('Quotation')[0]?.['name'] });
    });

    const until = (validUntil: string, minutes: number) =>
      quotationEvent(null, {
        quote: quotePart({ stage: 'OFFERED', version: at(minutes), validUntil: Date.parse(validUntil) }),
      });

    it('is offered for longer as a draft; once submitted, people are told of a quote that comes by itself', async () => {
      await afterEvents(withQuote('OFFERED', 1), until('2027-01-31T12:00:00Z', 2));
      expect(the('Quotation')).to.include({ docstatus: 0, valid_till: '2027-01-31' });
      memberWith({ SUBMIT_QUOTATION: 'offered' });
      await handle(until('2027-02-28T12:00:00Z', 3));
      expect(the('Quotation')).to.include({ docstatus: 1, valid_till: '2027-02-28' });

      const outcomes = await handle(until('2027-03-31T12:00:00Z', 4));

      expect(the('Quotation')).to.include({ docstatus: 1, valid_till: '2027-02-28' });
      expect(reasons(outcomes)).to.deep.equal(['CHANGED_AFTER_SUBMISSION']);
    });

    it('is amended to be offered for longer by a quote that comes with its order', async () => {
      memberWith({ SUBMIT_QUOTATION: 'offered' });
      const { order } = withQuote('OFFERED', 1);
      const untilMarch = quotePart({
        stage: 'OFFERED',
        version: at(2),
        validUntil: Date.parse('2027-03-31T12:00:00Z'),
      });
      await afterEvents(withQuote('OFFERED', 1));

      await afterEvents(
        quotationEvent(order, { quote: untilMarch }),
        quotationEvent(order, { quote: untilMarch }),
      );

      expect(documents('Quotation').map((each) => [each['docstatus'], each['valid_till']])).to.deep.equal([
        [2, '2026-12-23'],
        [1, '2027-03-31'],
      ]);
    });

    it('keeps its Quotation as long as it is a draft order, but not for more than was offered', async () => {
      memberWith({ SUBMIT_SALES_ORDER: 'false' });
      await afterEvents(draft(), approved());
      const links = () => rowsOf(the('Sales Order'), 'items').map((row) => row['prevdoc_docname'] ?? null);
      const { name } = the('Quotation');

      await handle(quotationEvent(changedOrder({ stage: 'APPROVED', version: at(11) })));
      expect(links()).to.deep.equal([name]);
      await handle(
        quotationEvent(
          orderOf([orderLine({ quantity: 20, subtotal: 99.8, taxTotal: 18.962, total: 118.762 })], [], {
            stage: 'APPROVED',
            version: at(12),
          }),
        ),
      );

      expect(links()).to.deep.equal([null]);
      expect(the('Sales Order')).to.include({ docstatus: 0, grand_total: 118.76 });
    });

    it('has its lines changed as an order', async () => {
      await afterEvents(approved({ isDraftOrder: false }));

      const outcomes = await handle(twoLines(at(11)));
      await handle(twoLines(at(11)));

      expect(
        rowsOf(the('Sales Order'), 'items').map((row) => [row['item_code'], row['qty'], row['rate']]),
      ).to.deep.equal([
        ['GLOVE-L', 5, 4.99],
        ['GLOVE-M', 2, 10],
      ]);
      expect(the('Sales Order')).to.include({
        medusa_updated_at: new Date(at(11)).toISOString(),
        grand_total: 53.49,
      });
      expect(reasons(outcomes)).to.deep.equal([]);
    });

    it('has its lines changed once, however many members are at it', async () => {
      await afterEvents(approved({ isDraftOrder: false }));
      site().sandbox.faults.add({ kind: 'latency', ms: 1, maxMs: 10 });

      await Promise.all([1, 2, 3].map(() => untilDone(() => handle(twoLines(at(11)), site().member()))));
      site().sandbox.faults.clear();

      expect(rowsOf(the('Sales Order'), 'items')).to.have.length(2);
      expect(comments()).to.deep.equal([]);
    });

    it('is left to people where ERPNext does not allow it', async () => {
      await afterEvents(twoLines(at(10)));
      const before = the('Sales Order');
      const order = orderOf([orderLine(fewer)], [], {
        stage: 'APPROVED',
        isDraftOrder: false,
        version: at(11),
      });

      const outcomes = await handle(quotationEvent(order));

      expect(the('Sales Order')).to.deep.equal(before);
      expect(reasons(outcomes)).to.deep.equal(['CHANGED_AFTER_SUBMISSION']);
      expect(comments()).to.have.length(1);
    });

    it('takes up the buyer’s own number', async () => {
      await afterEvents(approved({ isDraftOrder: false }));

      await handle(approved({ isDraftOrder: false, version: at(11), metadata: '{"po_number":"PO-1"}' }));

      expect(the('Sales Order')).to.include({
        po_no: 'PO-1',
        medusa_updated_at: new Date(at(11)).toISOString(),
      });
    });
  });
});

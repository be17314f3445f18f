import { expect } from 'chai';
import { ErpNextNotSetUp } from '#libs/erpnext/errors.js';
import { ItemUnknown, OrderIncomplete } from '../../services/quotation-service/content/errors.js';
import { reasons } from '../support/attention.js';
import { rowsOf, type Document } from '../support/document-rows.js';
import { orderAddress } from '../support/order-addresses.js';
import {
  orderLine,
  orderOf,
  pricedLine,
  quotationEvent,
  shippingMethod,
} from '../support/quotation-events.js';
import { approved, at, changedOrder, draft } from '../support/quotation-stages.js';
import { quotationsOnSite } from '../support/quotations-on-site.js';
import { refusalOf } from '../support/refusal-of.js';

describe('A quotation of the shop in ERPNext', function () {
  this.timeout(180_000);
  const { site, handle, afterEvents, memberWith, documents, the, comments } = quotationsOnSite();

  describe('that is a draft', () => {
    it('is a draft Quotation to the Lead, with lines, taxes, freight and addresses', async () => {
      const order = orderOf([orderLine()], [shippingMethod()], { version: at(0) });

      const outcomes = await handle(quotationEvent({ ...order, metadata: '{"valid_until":"2026-12-31"}' }));

      const quotation = the('Quotation');
      expect(quotation).to.include({
        docstatus: 0,
        status: 'Draft',
        quotation_to: 'Lead',
        party_name: the('Lead')['name'],
        company: 'Medusa Trading',
        transaction_date: '2026-11-23',
        valid_till: '2026-12-31',
        currency: 'EUR',
        conversion_rate: 1.1,
        selling_price_list: 'Standard Selling',
        ignore_pricing_rule: 1,
        disable_rounded_total: 1,
        medusa_id: 'order_1',
        medusa_key: 'order_1:1',
        medusa_order_no: '7',
        medusa_updated_at: new Date(at(0)).toISOString(),
        customer_address: the('Address')['name'],
        grand_total: 117.69,
      });
      expect(rowsOf(quotation, 'items')[0]).to.include({
        item_code: 'GLOVE-L',
        qty: 10,
        rate: 4.99,
        medusa_line_id: 'ordli_1',
      });
      expect(rowsOf(quotation, 'taxes').map((row) => row['tax_amount'])).to.deep.equal([49, 18.79]);
      expect(outcomes).to.have.length(1);
      expect(outcomes[0]).to.deep.include({
        type: 'QuotationSaved',
        medusaId: 'order_1',
        medusaCustomerId: 'cus_1',
        stageAfter: 'DRAFT',
        document: { doctype: 'Quotation', name: quotation['name'] },
      });
      expect(outcomes[0]?.money?.erp).to.deep.equal({
        currency: 'EUR',
        net: 98.9,
        tax: 18.79,
        total: 117.69,
      });
      expect(outcomes[0]?.money?.shop.total).to.be.closeTo(117.691, 1e-6);
    });

    it('follows the shop, and costs two look-ups when it comes again', async () => {
      await afterEvents(draft());
      await handle(quotationEvent(changedOrder({ version: at(1) })));
      expect(the('Quotation')).to.include({ grand_total: 29.69 });
      const before = the('Quotation');
      site().sandbox.requests.reset();

      await handle(quotationEvent(changedOrder({ version: at(1) })));

      expect(the('Quotation')).to.deep.equal(before);
      expect(site().sandbox.requests.count({ method: 'PUT' })).to.equal(0);
      expect(site().sandbox.requests.count()).to.be.at.most(6);
    });

    it('is not changed by an older record, nor by a partial one', async () => {
      await afterEvents(quotationEvent(changedOrder({ version: at(5) })));
      const before = the('Quotation');

      const facts = await handle(draft());
      const [fact] = await handle(draft({ version: at(9) }, { whole: false }));

      expect(the('Quotation')).to.deep.equal(before);
      // The newer one tells it, which may be at work still.
      expect(facts).to.deep.equal([]);
      expect(fact).to.include({ type: 'QuotationSaved', version: at(5) });
    });

    it('goes to a Customer where there is one', async () => {
      await afterEvents(approved({}, { orderId: 'order_0' }), draft());

      expect(the('Quotation')).to.include({ quotation_to: 'Customer', party_name: 'Ada Smith' });
    });

    it('goes on without an address that ERPNext cannot take', async () => {
      const [fact] = await handle(draft({ billingAddress: orderAddress({ city: null }) }));

      expect(documents('Address')).to.deep.equal([]);
      expect(the('Quotation')).not.to.have.property('customer_address', 'x');
      expect(fact?.warnings).to.deep.equal(['ADDRESS_LEFT_OUT']);
    });

    it('is left to people once they have changed it, and they are told once', async () => {
      await afterEvents(draft());
      const { name, items } = the('Quotation') as { name: string; items: Document[] };
      await site().admin.update('Quotation', name, {
        items: items.map(({ item_code, item_name, uom, medusa_line_id }) => ({
          ...({ item_code, item_name, uom, medusa_line_id } as Record<string, string>),
          qty: 8,
          rate: 4.99,
        })),
      });
      const before = the('Quotation');
      const change = quotationEvent(changedOrder({ version: at(1) }));

      const outcomes = [await handle(change), await handle(change)];

      expect(the('Quotation')).to.deep.equal(before);
      expect(outcomes.map(reasons)).to.deep.equal([['CHANGED_BY_PERSON'], ['CHANGED_BY_PERSON']]);
      expect(outcomes[0]).to.deep.equal(outcomes[1]);
      expect(comments()).to.have.length(1);
      expect(comments()[0]).to.match(/^Isthmus CHANGED_BY_PERSON/);
    });

    it('stays a draft when ERPNext comes to another total than the shop', async () => {
      const outcomes = await handle(draft({ total: 80 }));
      const approval = await handle(approved({ total: 80 }));

      expect(the('Quotation')).to.include({ docstatus: 0 });
      expect(documents('Sales Order')).to.deep.equal([]);
      expect([outcomes, approval].map(reasons)).to.deep.equal([['TOTALS_DIFFER'], ['TOTALS_DIFFER']]);
      expect(comments()).to.have.length(2);
    });

    it('is parked while it sells what ERPNext does not know', async () => {
      memberWith({ UNKNOWN_ITEM: 'park' });
      const lines = [orderLine({ variantSku: 'NOWHERE' }), orderLine({ id: 'ordli_2', variantSku: null })];

      const refusal = await refusalOf(handle(quotationEvent(orderOf(lines))));

      expect(refusal).to.be.instanceOf(ItemUnknown);
      expect((refusal as ItemUnknown).message)
        .to.include('ordli_1 (NOWHERE)')
        .and.include('ordli_2 (no SKU)');
      expect(documents('Quotation')).to.deep.equal([]);
    });

    it('sells under another Item what ERPNext does not know, if the site wants it so', async () => {
      await handle(
        quotationEvent(orderOf([orderLine({ variantSku: null, title: 'Assembly on site', subtitle: null })])),
      );

      expect(rowsOf(the('Quotation'), 'items')[0]).to.include({
        item_code: 'MEDUSA-FALLBACK',
        item_name: 'Assembly on site',
        description: 'Assembly on site',
      });
    });

    it('is parked while it has no lines, and healed by the next record', async () => {
      expect(await refusalOf(handle(draft({ items: [] })))).to.be.instanceOf(OrderIncomplete);

      await handle(draft({ version: at(1) }));

      expect(the('Quotation')).to.include({ grand_total: 59.38 });
    });

    it('gives a line away for nothing although it has a list price', async () => {
      await site().admin.update('Item', 'GLOVE-M', { standard_rate: 9 });
      const lines = [orderLine(), pricedLine('ordli_2', { price: 0, variantSku: 'GLOVE-M' })];

      const outcomes = await handle(quotationEvent(orderOf(lines)));

      expect(rowsOf(the('Quotation'), 'items').map((row) => row['rate'])).to.deep.equal([4.99, 0]);
      expect(reasons(outcomes)).to.deep.equal([]);
    });

    it('comes to the shop’s total with lines of several rates, discounts and freight', async () => {
      memberWith({ ERPNEXT_ITEM_TAX_TEMPLATES: '7=VAT 7,19=VAT 19' });
      const lines = [
        pricedLine('a', { price: 19.333333333, quantity: 3, discount: 5 }),
        pricedLine('b', { price: 100, rate: 7, variantSku: 'GLOVE-M' }),
      ];

      const [fact, ...more] = await handle(quotationEvent(orderOf(lines, [shippingMethod()])));

      expect(more).to.deep.equal([]);
      expect(fact?.money?.erp.total).to.be.closeTo(fact?.money?.shop.total ?? 0, 0.05);
    });

    it('is held up while Pricing Rules could change its prices', async () => {
      const refusal = await refusalOf(handle(approved(), site().member({ user: 'salesuser' })));

      expect(refusal).to.be.instanceOf(ErpNextNotSetUp);
      expect(the('Sales Order')).to.include({ docstatus: 0, ignore_pricing_rule: 0 });
    });
  });
});

import { expect } from 'chai';
import { CustomerUnknown } from '#libs/address/errors.js';
import type { Outcome } from '#libs/messaging/message.js';
import { CustomerExists } from '#libs/party/errors.js';
import { OrderUnknown } from '../../services/quotation-service/content/errors.js';
import { customerEvent, customerSnapshot } from '../support/customer-events.js';
import { rowsOf } from '../support/document-rows.js';
import { orderState } from '../support/order-state.js';
import { orderLine, quotationEvent, quotePart, shippingMethod } from '../support/quotation-events.js';
import { approved, at, draft, withQuote } from '../support/quotation-stages.js';
import { quotationsOnSite } from '../support/quotations-on-site.js';
import { refusalOf } from '../support/refusal-of.js';
import { untilDone } from '../support/until-done.js';

describe('A quotation of the shop in ERPNext', function () {
  this.timeout(180_000);
  const { site, member, replaceMember, handle, afterEvents, memberWith, documents, the } = quotationsOnSite();

  describe('that is approved', () => {
    it('makes the Lead a Customer and the Quotation a Sales Order, in six writes', async () => {
      await handle(draft({ billingAddress: null }));
      site().sandbox.requests.reset();

      const outcomes = await handle(approved({ billingAddress: null }));

      expect(the('Quotation')).to.include({
        status: 'Ordered',
        quotation_to: 'Customer',
        party_name: 'Ada Smith',
      });
      expect(the('Lead')).to.include({ status: 'Converted' });
      expect(the('Customer')).to.include({
        medusa_id: 'cus_1',
        medusa_lead: the('Lead')['name'],
        customer_primary_contact: 'Ada Smith',
      });
      const salesOrder = the('Sales Order');
      expect(salesOrder).to.include({
        docstatus: 1,
        status: 'To Deliver and Bill',
        customer: 'Ada Smith',
        transaction_date: '2026-11-23',
        delivery_date: '2026-11-30',
        medusa_key: 'order_1:1',
        medusa_updated_at: new Date(at(10)).toISOString(),
        grand_total: 59.38,
      });
      expect(rowsOf(salesOrder, 'items')[0]).to.include({
        prevdoc_docname: the('Quotation')['name'],
        quotation_item: rowsOf(the('Quotation'), 'items')[0]?.['name'],
        medusa_line_id: 'ordli_1',
      });
      expect(rowsOf(salesOrder, 'sales_team')[0]).to.include({ sales_person: 'Website Sales' });
      expect(
        outcomes.map(({ type, stageBefore = '', stageAfter }) => `${type} ${stageBefore} ${stageAfter}`),
      ).to.deep.equal([
        'QuotationSaved DRAFT APPROVED',
        'CustomerConverted LEAD CUSTOMER',
        'CustomerSaved  CUSTOMER',
        'SalesOrderCreated DRAFT APPROVED',
      ]);
      // Customer, its primary contact, the Quotation rewritten and submitted, the Sales Order, and its submission.
      const writes = site()
        .sandbox.requests.last()
        .filter(({ method, path }) => method !== 'GET' && path.startsWith('/api/resource'));
      expect(writes.map(({ method, doctype }) => `${method} ${doctype}`)).to.deep.equal([
        'POST Customer',
        'PUT Customer',
        'PUT Quotation',
        'PUT Quotation',
        'POST Sales Order',
        'PUT Sales Order',
      ]);
    });

    it('at the checkout makes Lead, Customer and Sales Order, and no Quotation', async () => {
      await handle(approved({ isDraftOrder: false }));

      expect(documents('Quotation')).to.deep.equal([]);
      expect(the('Sales Order')).to.include({ docstatus: 1, customer: 'Ada Smith' });
      expect(the('Lead')).to.include({ status: 'Converted' });
    });

    it('belongs to the customer of the order, whatever e-mail it names', async () => {
      await member().leads.handle(
        customerEvent({
          id: 'cus_2',
          email: 'invoices@elsewhere.example',
          firstName: 'Bea',
          lastName: 'Else',
        }),
      );

      await handle(approved({ email: 'invoices@elsewhere.example' }));

      expect(the('Sales Order')).to.include({ customer: 'Ada Smith' });
    });

    it('before its creation was heard of ends the same', async () => {
      const offered = { items: [orderLine({ isCustomPrice: true })] };
      await afterEvents(draft(offered), approved(offered));
      const wanted = orderState(site().sandbox);
      await site().resetToShop();

      await afterEvents(approved(offered), draft(offered));

      expect(orderState(site().sandbox)).to.deep.equal(wanted);
    });

    it('is once what two records tell at once', async () => {
      await afterEvents(withQuote('OFFERED', 1));
      const events = [
        approved(),
        quotationEvent(
          { stage: 'APPROVED', version: at(10) },
          { quote: quotePart({ stage: 'APPROVED', version: at(9) }) },
        ),
      ];

      await Promise.all(events.map((event) => untilDone(() => handle(event, site().member()))));

      expect(the('Sales Order')).to.include({ docstatus: 1 });
      expect(the('Quotation')).to.include({ status: 'Ordered' });
      expect(documents('Customer')).to.have.length(1);
      expect(the('Quotation')).to.include({ medusa_quote_updated_at: new Date(at(9)).toISOString() });
    });

    it('is once however many members are at it', async () => {
      site().sandbox.faults.add({ kind: 'latency', ms: 1, maxMs: 10 });
      const offered = { items: [orderLine({ isCustomPrice: true })] };

      await Promise.all([1, 2, 3].map(() => untilDone(() => handle(approved(offered), site().member()))));
      site().sandbox.faults.clear();

      expect(the('Sales Order')).to.include({ docstatus: 1 });
      expect(the('Quotation')).to.include({ status: 'Ordered' });
      expect(documents('Customer')).to.have.length(1);
    });

    it('by a quote that comes without its order orders what was offered', async () => {
      await afterEvents(draft({ shippingMethods: [shippingMethod()], total: 117.691, taxTotal: 18.791 }));

      await handle(quotationEvent(null, { quote: quotePart({ stage: 'APPROVED', version: at(3) }) }));

      expect(the('Sales Order')).to.include({ docstatus: 1, grand_total: 117.69, medusa_order_no: '7' });
      expect(the('Quotation')).to.include({ status: 'Ordered' });
    });

    it('by a quote whose order nobody knows waits for it', async () => {
      const event = quotationEvent(null, { quote: quotePart({ stage: 'APPROVED' }) });

      expect(await refusalOf(handle(event))).to.be.instanceOf(OrderUnknown);
    });

    it('by somebody of whom nothing is said waits for that', async () => {
      expect(await refusalOf(handle(approved({}, { customer: null })))).to.be.instanceOf(CustomerUnknown);
    });

    it('waits for a person where the buyer may be a Customer already', async () => {
      await site().admin.insert('Customer', {
        customer_name: 'Smith',
        customer_type: 'Company',
        customer_group: 'Commercial',
        territory: 'All Territories',
        email_id: 'ada@smith-daughters.example',
      });

      expect(await refusalOf(handle(approved()))).to.be.instanceOf(CustomerExists);
      expect(documents('Sales Order')).to.deep.equal([]);
    });

    it('follows a Lead that a person converted in Desk, and completes what Desk leaves out', async () => {
      await afterEvents(draft());
      await site().admin.insert('Customer', {
        customer_name: 'Ada Smith Ltd',
        customer_type: 'Company',
        customer_group: 'Commercial',
        territory: 'All Territories',
        lead_name: String(the('Lead')['name']),
      });

      await handle(approved());

      expect(the('Customer')).to.include({
        name: 'Ada Smith Ltd',
        medusa_id: 'cus_1',
        medusa_lead: the('Lead')['name'],
        customer_primary_contact: 'Ada Smith',
      });
      expect(the('Sales Order')).to.include({ docstatus: 1, customer: 'Ada Smith Ltd' });
      expect(the('Quotation')).to.include({ party_name: 'Ada Smith Ltd', status: 'Ordered' });
    });

    it('of a further buyer is an order of the company', async () => {
      await afterEvents(approved());
      await site().admin.insert('Contact', {
        first_name: 'Bea',
        medusa_id: 'cus_2',
        links: [{ link_doctype: 'Customer', link_name: 'Ada Smith' }],
      });

      await handle(
        approved(
          {},
          {
            orderId: 'order_2',
            customerId: 'cus_2',
            customer: customerSnapshot({ id: 'cus_2', email: 'bea@x.example' }),
          },
        ),
      );

      expect(documents('Sales Order').map(({ customer }) => customer)).to.deep.equal([
        'Ada Smith',
        'Ada Smith',
      ]);
      expect(documents('Customer')).to.have.length(1);
    });

    it('after the offer has expired is ordered all the same', async () => {
      await afterEvents(draft({ metadata: '{"valid_until":"2026-11-23"}' }));
      memberWith({ CREATE_SALES_ORDER: 'false' });
      await handle(approved());
      expect(documents('Sales Order')).to.deep.equal([]);
      replaceMember();

      await handle(approved({ version: at(11) }));

      expect(the('Sales Order')).to.include({ docstatus: 1 });
      expect(rowsOf(the('Sales Order'), 'items')[0]).to.include({
        prevdoc_docname: the('Quotation')['name'],
      });
    });

    it('after it was submitted to the Lead stays there, and is ordered by the Customer', async () => {
      memberWith({ SUBMIT_QUOTATION: 'offered' });
      const versionOf = (facts: readonly Outcome[]) =>
        facts.find(({ type }) => type === 'QuotationSaved')?.version;
      const offer = versionOf(await handle(withQuote('OFFERED', 1)));
      expect(the('Quotation')).to.include({ docstatus: 1, quotation_to: 'Lead' });

      const ordered = versionOf(await handle(approved()));

      expect(the('Quotation')).to.include({ status: 'Ordered', quotation_to: 'Lead' });
      expect(the('Sales Order')).to.include({ docstatus: 1, customer: 'Ada Smith' });
      // Of the same version it would be the same fact, told in two ways.
      expect(ordered).to.be.greaterThan(offer ?? Infinity);
    });

    it('carries the buyer’s own number once, and leaves out one that is taken', async () => {
      const metadata = '{"po_number":"PO-2026-0815"}';
      await afterEvents(approved({ metadata }));

      const outcomes = await handle(approved({ metadata }, { orderId: 'order_2' }));

      expect(documents('Sales Order').map((order) => order['po_no'] ?? null)).to.deep.equal([
        'PO-2026-0815',
        null,
      ]);
      expect(outcomes.find(({ type }) => type === 'SalesOrderCreated')?.warnings).to.deep.equal([
        'PO_NUMBER_TAKEN',
      ]);
    });

    it('is left to people to submit, if the site wants it so', async () => {
      memberWith({ SUBMIT_SALES_ORDER: 'false' });

      await handle(approved());

      expect(the('Sales Order')).to.include({ docstatus: 0 });
    });
  });
});

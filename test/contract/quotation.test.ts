import { expect } from 'chai';
import { ErpNextConflict, ErpNextNotSetUp, ErpNextUnavailable } from '#libs/erpnext/errors.js';
import type { Env } from '#libs/config/read-config.js';
import { CustomerUnknown } from '#libs/address/errors.js';
import { CustomerExists, NothingToEnd } from '#libs/party/errors.js';
import type { OrderPart } from '#schemas/generated/order-part.js';
import type { QuotationEvent } from '#schemas/generated/quotation-event.js';
import {
  ItemUnknown,
  OrderIncomplete,
  OrderUnknown,
} from '../../services/quotation-service/content/errors.js';
import { customerEvent, customerSnapshot } from '../support/customer-events.js';
import { ErpNextSite } from '../support/erpnext-site.js';
import { orderAddress } from '../support/order-addresses.js';
import { orderState } from '../support/order-state.js';
import {
  orderedAt,
  orderLine,
  orderOf,
  pricedLine,
  quotationEvent,
  quotePart,
  shippingMethod,
} from '../support/quotation-events.js';
import { untilDone } from '../support/until-done.js';
import { beforeEachCall, Killed, loseAnswer } from '../support/watched-calls.js';

type Document = Readonly<Record<string, unknown>>;

const at = (minutes: number) => orderedAt + minutes * 60_000;

describe('A quotation of the shop in ERPNext', function () {
  this.timeout(180_000);
  let site: ErpNextSite;
  let member: ReturnType<ErpNextSite['member']>;

  const handle = (event: QuotationEvent, by = member) => by.orders.handle(event);
  const refusalOf = (work: Promise<unknown>) =>
    work.then(
      () => undefined,
      (error: unknown) => error,
    );
  const documents = (doctype: string): Document[] => site.sandbox.documents(doctype);
  const the = (doctype: string): Document => {
    expect(documents(doctype)).to.have.length(1);
    return documents(doctype)[0] as Document;
  };
  const rowsOf = (document: Document, table: string) => document[table] as Document[];
  const comments = () => documents('Comment').map(({ content }) => String(content));
  const factsOf = (outcomes: readonly { type: string }[]) => outcomes.map(({ type }) => type).sort();
  const reasons = (outcomes: readonly { type: string; reasonCode?: string }[]) =>
    outcomes.filter(({ type }) => type === 'NeedsAttention').map(({ reasonCode }) => reasonCode);

  const draft = (order: Partial<OrderPart> = {}, said: Partial<QuotationEvent> = {}) =>
    quotationEvent({ version: at(0), ...order }, said);
  const approved = (order: Partial<OrderPart> = {}, said: Partial<QuotationEvent> = {}) =>
    quotationEvent({ stage: 'APPROVED', version: at(10), ...order }, said);
  const canceled = (order: Partial<OrderPart> = {}) =>
    quotationEvent({ stage: 'CANCELED', isDraftOrder: false, version: at(20), ...order });
  const gone = () =>
    quotationEvent(
      { stage: 'DELETED', version: at(20), items: null, currencyCode: null, total: null },
      { customerId: null, customer: null },
    );
  const withQuote = (stage: string, minutes: number, order: Partial<OrderPart> = {}) =>
    quotationEvent({ version: at(0), ...order }, { quote: quotePart({ stage, version: at(minutes) }) });
  const fewer = { quantity: 5, subtotal: 24.95, taxTotal: 4.7405, total: 29.6905 };
  const changedOrder = (said: Partial<OrderPart> = {}) => orderOf([orderLine(fewer)], [], said);

  /** A member that is killed before the n-th call it makes for an event. */
  const victimOf = (env: Env = {}) => {
    const victim = site.member({ env });
    let left = Infinity;
    beforeEachCall(victim.erpnext, () => {
      left -= 1;
      if (left < 0) throw new Killed();
    });
    return {
      /** Whether it was killed before it was done. */
      handle: async (event: QuotationEvent, call: number): Promise<boolean> => {
        left = Infinity;
        // The site is looked at once in the life of a service.
        await refusalOf(handle({ ...gone(), orderId: 'order_0' }, victim));
        left = call - 1;
        const refusal = await refusalOf(handle(event, victim));
        if (refusal !== undefined) expect(refusal).to.be.instanceOf(Killed);
        return refusal !== undefined;
      },
    };
  };

  /** A site where these events have been handled already. */
  const afterEvents = async (...events: QuotationEvent[]) => {
    for (const event of events) await handle(event);
  };
  const memberWith = (env: Env) => (member = site.member({ env }));

  before(async () => (site = await ErpNextSite.start()));
  beforeEach(async () => {
    await site.resetToShop();
    member = site.member();
  });
  after(() => site.stop());

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
      site.sandbox.requests.reset();

      await handle(quotationEvent(changedOrder({ version: at(1) })));

      expect(the('Quotation')).to.deep.equal(before);
      expect(site.sandbox.requests.count({ method: 'PUT' })).to.equal(0);
      expect(site.sandbox.requests.count()).to.be.at.most(6);
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
      await site.admin.update('Quotation', name, {
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
      await site.admin.update('Item', 'GLOVE-M', { standard_rate: 9 });
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
      const refusal = await refusalOf(handle(approved(), site.member({ user: 'salesuser' })));

      expect(refusal).to.be.instanceOf(ErpNextNotSetUp);
      expect(the('Sales Order')).to.include({ docstatus: 0, ignore_pricing_rule: 0 });
    });
  });

  describe('that is approved', () => {
    it('makes the Lead a Customer and the Quotation a Sales Order, in six writes', async () => {
      await handle(draft({ billingAddress: null }));
      site.sandbox.requests.reset();

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
      const writes = site.sandbox.requests
        .last()
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
      await member.leads.handle(
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
      const wanted = orderState(site.sandbox);
      await site.resetToShop();

      await afterEvents(approved(offered), draft(offered));

      expect(orderState(site.sandbox)).to.deep.equal(wanted);
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

      await Promise.all(events.map((event) => untilDone(() => handle(event, site.member()))));

      expect(the('Sales Order')).to.include({ docstatus: 1 });
      expect(the('Quotation')).to.include({ status: 'Ordered' });
      expect(documents('Customer')).to.have.length(1);
      expect(the('Quotation')).to.include({ medusa_quote_updated_at: new Date(at(9)).toISOString() });
    });

    it('is once however many members are at it', async () => {
      site.sandbox.faults.add({ kind: 'latency', ms: 1, maxMs: 10 });
      const offered = { items: [orderLine({ isCustomPrice: true })] };

      await Promise.all([1, 2, 3].map(() => untilDone(() => handle(approved(offered), site.member()))));
      site.sandbox.faults.clear();

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
      await site.admin.insert('Customer', {
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
      await site.admin.insert('Customer', {
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
      await site.admin.insert('Contact', {
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
      member = site.member();

      await handle(approved({ version: at(11) }));

      expect(the('Sales Order')).to.include({ docstatus: 1 });
      expect(rowsOf(the('Sales Order'), 'items')[0]).to.include({
        prevdoc_docname: the('Quotation')['name'],
      });
    });

    it('after it was submitted to the Lead stays there, and is ordered by the Customer', async () => {
      memberWith({ SUBMIT_QUOTATION: 'offered' });
      await afterEvents(withQuote('OFFERED', 1));
      expect(the('Quotation')).to.include({ docstatus: 1, quotation_to: 'Lead' });

      await handle(approved());

      expect(the('Quotation')).to.include({ status: 'Ordered', quotation_to: 'Lead' });
      expect(the('Sales Order')).to.include({ docstatus: 1, customer: 'Ada Smith' });
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
      site.sandbox.faults.add({ kind: 'latency', ms: 1, maxMs: 10 });

      await Promise.all([1, 2, 3].map(() => untilDone(() => handle(twoLines(at(11)), site.member()))));
      site.sandbox.faults.clear();

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

  describe('that comes to an end', () => {
    it('is Lost with the reason when it is rejected, by either side', async () => {
      await afterEvents(draft());
      const event = quotationEvent(
        { version: at(0) },
        { quote: quotePart({ stage: 'REJECTED', version: at(5), rejectedBy: 'merchant' }) },
      );

      const [fact] = await handle(event);
      const [again] = await handle(event);

      expect(the('Quotation')).to.include({
        status: 'Lost',
        order_lost_reason: 'Rejected by merchant in Medusa',
      });
      expect(rowsOf(the('Quotation'), 'lost_reasons')).to.have.length(1);
      expect(fact).to.include({
        type: 'QuotationLost',
        reasonCode: 'REJECTED_BY_MERCHANT',
        stageAfter: 'REJECTED',
      });
      expect(again).to.include({ type: 'QuotationLost', version: fact?.version });
    });

    it('takes up a newer offer as the next revision, and what was older changes nothing', async () => {
      await afterEvents(draft(), withQuote('REJECTED', 5), withQuote('OFFERED', 4));
      expect(documents('Quotation').map(({ status }) => status)).to.deep.equal(['Lost']);

      await afterEvents(withQuote('OFFERED', 6), withQuote('APPROVED', 7));

      expect(documents('Quotation').map((each) => [each['medusa_key'], each['status']])).to.deep.equal([
        ['order_1:1', 'Lost'],
        ['order_1:2', 'Ordered'],
      ]);
    });

    it('is left to people when it is rejected after it was ordered', async () => {
      await afterEvents(withQuote('OFFERED', 1), withQuote('APPROVED', 2));

      const outcomes = await handle(withQuote('REJECTED', 3));

      expect(the('Sales Order')).to.include({ docstatus: 1 });
      expect(reasons(outcomes)).to.deep.equal(['REJECTED_AFTER_ORDER']);
    });

    it('is Lost as withdrawn when the draft is deleted, for good', async () => {
      await afterEvents(draft());

      const [fact] = await handle(gone());
      await handle(draft({ version: at(1) }));

      expect(the('Quotation')).to.include({ status: 'Lost', order_lost_reason: 'Withdrawn in Medusa' });
      expect(fact).to.include({ type: 'QuotationLost', reasonCode: 'WITHDRAWN', medusaCustomerId: 'cus_1' });
    });

    it('waits a while for what it ends', async () => {
      expect(await refusalOf(handle(gone()))).to.be.instanceOf(NothingToEnd);
    });

    it('is a cancelled Sales Order, which an older approval does not revive', async () => {
      await afterEvents(withQuote('OFFERED', 1), approved());

      const outcomes = await handle(canceled());
      await handle(approved());

      expect(the('Sales Order')).to.include({ docstatus: 2 });
      expect(the('Quotation')).to.include({ docstatus: 2 });
      expect(outcomes.map(({ type }) => type)).to.deep.equal([
        'CustomerConverted',
        'CustomerSaved',
        'SalesOrderCanceled',
      ]);
    });

    it('is the same when it is heard of first', async () => {
      await afterEvents(approved({ isDraftOrder: false }), canceled());
      const wanted = orderState(site.sandbox);
      await site.resetToShop();

      await afterEvents(canceled(), approved({ isDraftOrder: false }));

      expect(orderState(site.sandbox)).to.deep.equal(wanted);
    });

    it('is the same when it comes during the creation', async () => {
      const creation = approved({ isDraftOrder: false });
      const victim = victimOf();
      await afterEvents(creation, canceled());
      const wanted = orderState(site.sandbox);
      for (let call = 1; ; call += 1) {
        await site.resetToShop();
        const cut = await victim.handle(creation, call);

        await handle(canceled());

        expect(orderState(site.sandbox), `after call ${call}`).to.deep.equal(wanted);
        if (!cut) break;
      }
    });

    it('is left to people when ERPNext does not allow it, with its words', async () => {
      await afterEvents(approved());
      await site.admin.call('erpnext.selling.doctype.sales_order.sales_order.update_status', {
        name: the('Sales Order')['name'],
        status: 'Closed',
      });

      const outcomes = await handle(canceled());

      expect(reasons(outcomes)).to.deep.equal(['CANCEL_REFUSED']);
      expect(comments()[0]).to.match(/^Isthmus CANCEL_REFUSED.*Closed order cannot be cancelled/);
    });

    it('by a person is theirs: nothing is made again', async () => {
      await afterEvents(approved());
      await site.admin.update('Sales Order', String(the('Sales Order')['name']), { docstatus: 2 });

      const outcomes = await handle(approved({ version: at(11) }));

      expect(documents('Sales Order')).to.have.length(1);
      expect(reasons(outcomes)).to.deep.equal(['CANCELLED_BY_PERSON']);
    });
  });

  describe('whatever is cut off', () => {
    const offered = { items: [orderLine({ isCustomPrice: true })] };
    const another = {
      items: [orderLine({ ...fewer, isCustomPrice: true })],
      total: 29.6905,
      taxTotal: 4.7405,
    };
    const ways: Readonly<Record<string, { before?: QuotationEvent[]; event: QuotationEvent; env?: Env }>> = {
      'an approval from nothing': { event: approved(offered) },
      'an approval of a draft': { before: [draft()], event: approved() },
      'a change of a draft': { before: [draft()], event: quotationEvent(changedOrder({ version: at(1) })) },
      'an amendment': {
        before: [withQuote('OFFERED', 1)],
        event: draft({ ...another, version: at(2) }),
        env: { SUBMIT_QUOTATION: 'offered' },
      },
      'a rejection': { before: [draft()], event: withQuote('REJECTED', 5) },
      'a rejection from nothing': { event: withQuote('REJECTED', 5) },
      'a change of an order': {
        before: [approved({ isDraftOrder: false })],
        event: approved({ ...another, isDraftOrder: false, version: at(11) }),
      },
      'a cancellation': { before: [withQuote('OFFERED', 1), approved()], event: canceled() },
      'a cancellation from nothing': { event: canceled(offered) },
    };

    for (const [what, { before = [], event, env = {} }] of Object.entries(ways)) {
      const prepared = async () => {
        await site.resetToShop();
        await afterEvents(...before);
      };
      const undisturbed = async () => {
        memberWith(env);
        await prepared();
        const outcomes = await handle(event);
        return { state: orderState(site.sandbox), facts: factsOf(outcomes) };
      };

      it(`${what} ends the same after a kill at any call`, async () => {
        const wanted = await undisturbed();
        const victim = victimOf(env);
        for (let call = 1; ; call += 1) {
          await prepared();
          const cut = await victim.handle(event, call);
          if (!cut) break;

          const outcomes = await untilDone(() => handle(event));

          expect(orderState(site.sandbox), `killed before call ${call}`).to.deep.equal(wanted.state);
          expect(factsOf(outcomes), `killed before call ${call}`).to.deep.equal(wanted.facts);
        }
      });

      it(`${what} ends the same after the loss of any answer`, async () => {
        const wanted = await undisturbed();
        for (let lost = 1; ; lost += 1) {
          await prepared();
          const other = site.member({ env });
          loseAnswer(other.erpnext, lost);
          const refusal = await refusalOf(handle(event, other));
          if (refusal === undefined) break;
          expect(refusal, `write ${lost}`).to.be.instanceOf(ErpNextUnavailable);

          const outcomes = await untilDone(() => handle(event, other));

          expect(orderState(site.sandbox), `write ${lost}`).to.deep.equal(wanted.state);
          expect(factsOf(outcomes), `write ${lost}`).to.deep.equal(wanted.facts);
        }
      });
    }

    it('a draft that somebody wrote at the same moment is read again', async () => {
      await afterEvents(draft());
      const update = member.erpnext.update.bind(member.erpnext);
      member.erpnext.update = async (doctype, name, fields) => {
        await site.admin.update('Quotation', name, { terms: 'Net 30' });
        return update(doctype, name, fields);
      };

      const refusal = await refusalOf(handle(quotationEvent(changedOrder({ version: at(1) }))));

      expect(refusal).to.be.instanceOf(ErpNextConflict);
      expect(the('Quotation')).to.include({ terms: 'Net 30', grand_total: 59.38 });
    });
  });
});

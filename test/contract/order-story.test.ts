import { expect } from 'chai';
import type { Outcome } from '#libs/messaging/message.js';
import { outcomeId } from '#libs/messaging/lifecycle-announcer.js';
import { NothingToEnd } from '#libs/party/errors.js';
import { shuffled } from '../../cli/demo/story.js';
import { capturedOrders, capturedRecords, type CapturedRecord } from '../support/captured-records.js';
import { ErpNextSite } from '../support/erpnext-site.js';
import { orderState } from '../support/order-state.js';
import { untilDone } from '../support/until-done.js';

describe('The captured story of a shop', function () {
  this.timeout(180_000);
  let site: ErpNextSite;

  before(async () => (site = await ErpNextSite.start()));
  after(() => site.stop());

  const handle = (member: ReturnType<ErpNextSite['member']>, record: CapturedRecord) => {
    switch (record.topic) {
      case 'medusa.customer.events.v1':
        return member.leads.handle(record.event);
      case 'medusa.address.events.v1':
        return member.addresses.handle(record.event);
      case 'medusa.quotation.events.v1':
        return member.orders.handle(record.event);
    }
  };

  /** Plays the records on an empty site; an end that finds nothing comes again last, as its redrive does. */
  const play = async (records: readonly CapturedRecord[]): Promise<Outcome[]> => {
    await site.resetToShop();
    return replay(records);
  };
  const replay = async (records: readonly CapturedRecord[]): Promise<Outcome[]> => {
    const member = site.member();
    const outcomes: Outcome[] = [];
    const parked: CapturedRecord[] = [];
    for (const record of records) {
      try {
        outcomes.push(...(await untilDone(() => handle(member, record))));
      } catch (error) {
        if (!(error instanceof NothingToEnd)) throw error;
        parked.push(record);
      }
    }
    for (const record of parked) outcomes.push(...(await handle(member, record).catch(() => [])));
    return outcomes;
  };

  it('ends with the documents that the last state of each order calls for, to the cent', async () => {
    await play(capturedRecords());

    const last = new Map(capturedOrders().map((event) => [event.orderId, event]));
    const documents = (doctype: string, orderId: string) =>
      site.sandbox.documents(doctype).filter((document) => document['medusa_id'] === orderId);
    for (const [orderId, { order, quote }] of last) {
      const salesOrders = documents('Sales Order', orderId);
      const quotations = documents('Quotation', orderId);
      if (order?.stage === 'APPROVED') {
        expect(salesOrders, orderId).to.have.length(1);
        expect(salesOrders[0], orderId).to.include({ docstatus: 1, status: 'To Deliver and Bill' });
        expect(Number(salesOrders[0]?.['grand_total']), orderId).to.be.closeTo(order.total ?? 0, 0.0301);
        expect(quotations.map(({ status }) => status)).to.deep.equal(quotations.map(() => 'Ordered'));
      } else if (order?.stage === 'CANCELED') {
        expect(
          salesOrders.map(({ docstatus }) => docstatus),
          orderId,
        ).to.deep.equal([2]);
      } else {
        expect(salesOrders, orderId).to.deep.equal([]);
        const isOver = order?.stage === 'DELETED' || quote?.stage === 'REJECTED';
        expect(
          quotations.map(({ status }) => status),
          orderId,
        ).to.deep.equal([isOver ? 'Lost' : 'Draft']);
      }
    }
    expect(site.sandbox.documents('Sales Order')).to.have.length(9);
    expect(site.sandbox.documents('Quotation')).to.have.length(5);
    expect(site.sandbox.documents('Comment')).to.deep.equal([]);
  });

  it('changes nothing when it is played again, and tells nothing new', async () => {
    const told = new Set((await play(capturedRecords())).map(outcomeId));
    const before = orderState(site.sandbox);

    const again = await replay(shuffled(capturedRecords(), 1));

    expect(orderState(site.sandbox)).to.deep.equal(before);
    expect(again.filter((outcome) => !told.has(outcomeId(outcome)))).to.deep.equal([]);
  });

  it('ends the same backwards, and in twenty other orders', async () => {
    await play(capturedRecords());
    const wanted = orderState(site.sandbox);

    await play(capturedRecords().reverse());
    expect(orderState(site.sandbox), 'backwards').to.deep.equal(wanted);
    for (let seed = 1; seed <= 20; seed += 1) {
      await play(shuffled(capturedRecords(), seed));
      expect(orderState(site.sandbox), `seed ${seed}`).to.deep.equal(wanted);
    }
  });

  it('has orders whose totals come out to a cent, whichever state of them is seen first', async () => {
    for (const event of capturedOrders().filter(({ order }) => order?.items != null)) {
      await site.resetToShop();

      const outcomes = await site.member().orders.handle(event);

      const money = outcomes.flatMap((outcome) => (outcome.money === undefined ? [] : [outcome.money]));
      expect(money, event.path).not.to.deep.equal([]);
      for (const { shop, erp } of money) expect(erp.total, event.path).to.be.closeTo(shop.total, 0.0301);
      expect(
        outcomes.map(({ type }) => type),
        event.path,
      ).not.to.include('NeedsAttention');
    }
  });
});

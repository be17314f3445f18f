import { expect } from 'chai';
import { ErpNextHttpClient } from '#libs/erpnext/erpnext-http-client.js';
import { KafkaPublisher } from '#libs/messaging/kafka-publisher.js';
import { quotationEventSchema, type QuotationEvent } from '#schemas/generated/quotation-event.js';
import { documentsOf } from '../../cli/customer/documents.js';
import { ordersOf, type WhereOrder } from '../../cli/customer/orders.js';
import { readStory } from '../../cli/customer/read-story.js';
import { Who } from '../../cli/customer/who.js';
import { redrive } from '../../cli/dead-letters/redrive.js';
import { readOperatorConfig } from '../../cli/operator-config.js';
import { connectTopics, type TopicsConnection } from '../../cli/operator-connections.js';
import { readStatus } from '../../cli/status/read-status.js';
import { showStatus } from '../../cli/status/show-status.js';
import { eventually } from '../support/eventually.js';
import { Isthmus } from '../support/isthmus.js';
import { orderLine, quotationEvent } from '../support/quotation-events.js';
import type { ServiceUnderTest } from '../support/service-under-test.js';

const quiet = { print: () => undefined, say: () => undefined, agree: () => Promise.resolve() };
const sinceMs = Date.now() - 3_600_000;

describe("Where is this customer's order?", function () {
  this.timeout(180_000);
  let isthmus: Isthmus;
  let service: ServiceUnderTest;
  let connection: TopicsConnection;
  let erpnext: ErpNextHttpClient;
  let order: QuotationEvent;

  beforeEach(async () => {
    isthmus = await Isthmus.start();
    service = await isthmus.run('quotation-service');
    connection = connectTopics(readOperatorConfig(isthmus.env));
    const site = { url: isthmus.sandbox.url, maxInFlight: 2, timeoutMs: 20_000 };
    erpnext = new ErpNextHttpClient({ ...site, apiKey: 'admin', apiSecret: 'admin' });
    order = quotationEvent({
      stage: 'APPROVED',
      billingAddress: null,
      items: [orderLine({ variantSku: 'NEW-SKU' })],
    });
    await isthmus.publish(isthmus.topics.quotationEvents, quotationEventSchema, [
      [order.customerId ?? '', order],
    ]);
  });

  afterEach(async () => {
    erpnext.close();
    await isthmus.stop();
  });

  const where = async (who = order.customerId ?? ''): Promise<WhereOrder | undefined> => {
    const found = await documentsOf(erpnext, isthmus.sandbox.url, await new Who(erpnext).isMeantBy(who));
    const told = await readStory(connection, { medusaIds: found.medusaIds, sinceMs, terminal: quiet });
    return ordersOf(told, found.documents)[0];
  };

  const fate = async () => (await where())?.last?.fate;

  it('is answered, from the cause that parked it to the Sales Order that a redrive made', async () => {
    await eventually(
      async () => expect(await fate()).to.include({ state: 'parked', cause: 'ITEM_UNKNOWN' }),
      {
        withinMs: 60_000,
      },
    );

    await erpnext.insert('Item', {
      ...{
        item_code: 'NEW-SKU',
        item_name: 'New',
        item_group: 'All Item Groups',
        stock_uom: 'Nos',
        is_stock_item: 0,
      },
    });
    const publisher = new KafkaPublisher(connection.kafka, connection.log);
    const selection = { key: order.customerId ?? '' };
    const done = await redrive(connection, {
      ...{ selection, apply: true, force: false, by: 'ann', terminal: quiet, publisher },
      agree: () => Promise.resolve(),
    });
    await publisher.close();

    expect(done).to.include({ letters: 1, records: 1, settled: 1 });
    await eventually(
      async () => {
        const answer = await where();
        expect(answer?.documents.map(({ doctype }) => doctype)).to.include('Sales Order');
        expect(answer?.last?.fate).to.deep.equal({ state: 'done' });
      },
      { withinMs: 60_000 },
    );
    const salesOrder = isthmus.sandbox.documents('Sales Order')[0];
    expect((await where(String(salesOrder?.['name'])))?.orderId).to.equal(order.orderId);
    expect((await where(order.customer?.email ?? ''))?.orderId).to.equal(order.orderId);
  });

  it('is a record that waits while ERPNext is down, and status says for what', async () => {
    await eventually(async () => expect(await fate()).to.include({ state: 'parked' }), { withinMs: 60_000 });
    isthmus.sandbox.faults.add({ kind: 'down' });
    const newer = {
      ...order,
      order: order.order && { ...order.order, version: (order.order.version ?? 0) + 1 },
    };
    await isthmus.publish(isthmus.topics.quotationEvents, quotationEventSchema, [
      [order.customerId ?? '', newer],
    ]);

    const services = [`quotation-service=${service.url}`];
    await eventually(
      async () => {
        const status = await readStatus(connection, { services, sinceMs, terminal: quiet });
        expect(showStatus(status, Date.now())).to.match(
          /1 customer waits, oldest \d+ s: ERPNext does not answer \(ERPNEXT_UNAVAILABLE, quotation-service\)/,
        );
      },
      { withinMs: 60_000 },
    );
    const told = await readStory(connection, {
      medusaIds: [order.customerId ?? ''],
      sinceMs,
      terminal: quiet,
    });
    expect(ordersOf(told, [])[0]?.last?.fate).to.deep.equal({ state: 'waits' });
  });
});

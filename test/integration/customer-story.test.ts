import { expect } from 'chai';
import { ErpNextHttpClient } from '#libs/erpnext/erpnext-http-client.js';
import { KafkaPublisher } from '#libs/messaging/kafka-publisher.js';
import { quotationEventSchema, type QuotationEvent } from '#schemas/generated/quotation-event.js';
import { addressEventSchema } from '#schemas/generated/address-event.js';
import { documentsOf } from '../../cli/customer/documents.js';
import { ordersOf, type WhereOrder } from '../../cli/customer/orders.js';
import { readStory } from '../../cli/customer/read-story.js';
import type { CustomerStory } from '../../cli/customer/show-customer.js';
import { Who } from '../../cli/customer/who.js';
import { redrive } from '../../cli/dead-letters/redrive.js';
import { readOperatorConfig } from '../../cli/operator-config.js';
import { connectTopics, type TopicsConnection } from '../../cli/operator-connections.js';
import { readStatus } from '../../cli/status/read-status.js';
import { showStatus } from '../../cli/status/show-status.js';
import { Unmappable } from '../../services/webhook-bridge/events/unmappable.js';
import { rawRecord } from '../../services/webhook-bridge/raw-record.js';
import { addressEvent } from '../support/address-events.js';
import { eventually } from '../support/eventually.js';
import { Isthmus } from '../support/isthmus.js';
import { orderLine, quotationEvent } from '../support/quotation-events.js';
import type { ServiceUnderTest } from '../support/service-under-test.js';
import { typedCommand } from '../support/typed-command.js';

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
    const [id = ''] = await new Who(erpnext).areMeantBy(who);
    const { medusaIds, documents } = await documentsOf(erpnext, isthmus.sandbox.url, id);
    const told = await readStory(connection, { medusaIds, thingIds: [], sinceMs, terminal: quiet });
    return ordersOf(told, documents)[0];
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
      ...{ medusaIds: [order.customerId ?? ''], thingIds: [] },
      ...{ sinceMs, terminal: quiet },
    });
    expect(ordersOf(told, [])[0]?.last?.fate).to.deep.equal({ state: 'waits' });
  });

  it('is found by an order that ERPNext has never seen, with what names nobody', async () => {
    await eventually(async () => expect(await fate()).to.include({ state: 'parked' }), { withinMs: 60_000 });
    const { topics, publisher } = isthmus;
    const webhook = {
      ...{ id: 'evt_1', event: null, path: '/webhooks/medusa', headers: {}, receivedAt: Date.now() },
      body: Buffer.from(`{"type":"order.updated","entity":{"id":"${order.orderId}"}}`),
    };
    await publisher.publish(rawRecord(topics.webhookDeadLetters, webhook, new Unmappable('entity: odd')));
    const address = addressEvent({ id: 'cuaddr_1', customerId: order.customerId });
    const gone = { ...address, stage: 'DELETED', customerId: null, address: null, customer: null };
    await isthmus.publish(topics.addressEvents, addressEventSchema, [[order.customerId ?? '', address]]);
    await isthmus.publish(topics.addressEvents, addressEventSchema, [
      ['cuaddr_1', gone],
      ['cuaddr_2', { ...gone, addressId: 'cuaddr_2' }],
    ]);

    const { stdout, code } = await typedCommand(isthmus.env, 'customer', order.orderId, '--json').ended;

    const story = JSON.parse(stdout) as CustomerStory;
    expect(code).to.equal(0);
    expect(story.medusaIds).to.deep.equal([order.customerId]);
    expect(story.told.flatMap((each) => (each.kind === 'record' ? each.says : []))).to.deep.equal([
      `order ${order.orderId} APPROVED`,
      'webhook evt_1',
      'address cuaddr_1 SAVED',
      'address cuaddr_1 DELETED',
    ]);
    expect(story.orders[0]?.last).to.deep.include({
      fate: { state: 'parked', cause: 'UNMAPPABLE', message: 'entity: odd' },
    });
  });
});

import { expect } from 'chai';
import { spawn } from 'node:child_process';
import { once } from 'node:events';
import { text } from 'node:stream/consumers';
import type { Result } from '../../cli/demo/result.js';
import { ordersInTheEnd } from '../support/captured-entities.js';
import { servers } from '../support/servers.js';
import { uniqueName } from '../support/unique-topic.js';

const program = new URL('../../cli/demo/main.js', import.meta.url).pathname;

/** What the last word on each captured order calls for, by the shop's order number. */
const calledFor: Readonly<Record<string, readonly string[]>> = {
  1: ['Sales Order To Deliver and Bill'],
  2: ['Sales Order To Deliver and Bill'],
  3: ['Sales Order To Deliver and Bill'],
  4: ['Sales Order To Deliver and Bill'],
  5: ['Sales Order To Deliver and Bill'],
  6: ['Sales Order Cancelled'],
  7: ['Quotation Ordered', 'Sales Order To Deliver and Bill'],
  8: ['Quotation Lost'],
  9: ['Quotation Ordered', 'Sales Order To Deliver and Bill'],
  10: ['Quotation Lost'],
  11: ['Quotation Lost'],
  // The order of the shop whose prices include tax, which was captured later.
  17: ['Sales Order To Deliver and Bill'],
};

describe('npm run demo', () => {
  let result: Result;
  let said: string;
  let code: number;

  before(async function () {
    this.timeout('5m');
    const { kafka, registry } = await servers();
    const child = spawn(process.execPath, [program, '--json', '--twice'], {
      env: {
        PATH: process.env['PATH'],
        KAFKA_BROKERS: kafka.brokers.join(','),
        SCHEMA_REGISTRY_URL: registry.url,
        TOPIC_PREFIX: `${uniqueName('demo')}.`,
        TOPIC_PARTITIONS: '3',
      },
    });
    const [output, errors, [exitCode]] = await Promise.all([
      text(child.stdout),
      text(child.stderr),
      once(child, 'exit') as Promise<[number]>,
    ]);
    said = errors;
    code = exitCode;
    result = JSON.parse(output.trim().split('\n').at(-1) ?? '') as Result;
  });

  const of = (doctype: string) => result.documents.filter((document) => document.doctype === doctype);

  it('stores every webhook, parks nothing and leaves nothing waiting', () => {
    expect(said).not.to.contain('could not');
    expect(result).to.deep.include({ sent: 65, answers: { 202: 65 }, deadLetters: [], waiting: 0 });
    expect(code).to.equal(0);
  });

  it('makes the documents that the state of each order calls for, with its total', () => {
    const orders = [...of('Quotation'), ...of('Sales Order')];
    const made = Object.fromEntries(
      Object.keys(calledFor).map((number) => [
        number,
        orders
          .filter((order) => String(order['medusa_order_no']) === number)
          .map(({ doctype, status }) => `${doctype} ${String(status)}`),
      ]),
    );

    expect(made).to.deep.equal(calledFor);
    expect(orders).to.have.length(Object.values(calledFor).flat().length);
    const totals = new Map(ordersInTheEnd().map(({ id, total }) => [id, total]));
    for (const order of orders) {
      const total = totals.get(String(order['medusa_id'])) ?? 709;
      const taxes = (order['taxes'] as unknown[] | undefined) ?? [];
      expect(order['grand_total'], String(order['medusa_order_no'])).to.be.closeTo(
        total,
        0.01 * (taxes.length + 1),
      );
    }
  });

  it('makes a Customer of everybody who has ordered, and of nobody else', () => {
    const buyers = new Set(of('Sales Order').map(({ customer }) => customer));
    const customers = of('Customer');

    expect(customers.map(({ name }) => name)).to.have.members([...buyers]);
    const leads = of('Lead').map(({ medusa_id }) => medusa_id);
    expect(leads).to.include.members(customers.map(({ medusa_id }) => medusa_id));
    expect(leads).to.have.length(8);
  });

  it('changes nothing when the story is played again in another order', () => {
    expect(said).to.contain('The same documents, the same outcomes.');
  });
});

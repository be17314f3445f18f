import { setTimeout as sleep } from 'node:timers/promises';
import { addressEventSchema } from '#schemas/generated/address-event.js';
import { customerEventSchema } from '#schemas/generated/customer-event.js';
import { quotationEventSchema } from '#schemas/generated/quotation-event.js';
import type { AvroRecordSchema } from '#libs/messaging/avro-codec.js';
import { addressEvent } from '../support/address-events.js';
import { customerEvent, customerSnapshot } from '../support/customer-events.js';
import { orderOf, pricedLine, quotationEvent, shippingMethod } from '../support/quotation-events.js';
import { figure, type Figure, type Goal } from './figure.js';
import type { Running } from './running.js';

/** Few enough that the sandbox remembers every request of them. */
const customers = 40;
const laterMs = 60_000;

interface Request {
  readonly method: string;
  readonly path: string;
  readonly doctype?: string;
}

const isLookUp = ({ method, path }: Request) => method === 'GET' || path.endsWith('frappe.client.get_list');

/** What one event of a kind costs, many customers at once. */
interface Kind {
  readonly name: string;
  readonly service: string;
  readonly topic: string;
  readonly schema: AvroRecordSchema;
  readonly event: (n: number) => object;
  readonly goal?: { readonly of: 'calls' | 'writes besides addresses'; readonly bound: Goal };
}

const kindsOf = ({ topics }: Running): Kind[] => {
  const person = (n: number) => ({
    id: `cus_calls_${n}`,
    email: `calls-${n}@example.com`,
    firstName: `Calls ${n}`,
  });
  const { updatedAt } = customerSnapshot();
  const later = (updatedAt ?? 0) + laterMs;
  const customer = { service: 'lead-service', topic: topics.customerEvents, schema: customerEventSchema };
  const address = { service: 'address-service', topic: topics.addressEvents, schema: addressEventSchema };
  const quotation = {
    service: 'quotation-service',
    topic: topics.quotationEvents,
    schema: quotationEventSchema,
  };
  const home = (n: number, more: object = {}) =>
    addressEvent({
      id: `cuaddr_calls_${n}`,
      customerId: person(n).id,
      address1: `Street ${n}`,
      isDefaultBilling: true,
      ...more,
    });
  const order = (n: number, stage: 'DRAFT' | 'APPROVED') =>
    quotationEvent(
      orderOf(
        [pricedLine(`ordli_calls_${n}`, { price: 4.99, quantity: 10, variantSku: 'GLOVE-L' })],
        [shippingMethod()],
        {
          stage,
          isDraftOrder: stage === 'DRAFT',
          ...(stage === 'DRAFT' ? {} : { updatedAt: later, version: later }),
        },
      ),
      {
        orderId: `order_calls_${n}`,
        customerId: person(n).id,
        customer: customerSnapshot({ ...person(n), createdAt: null, updatedAt: null, addresses: null }),
      },
    );
  const calls = (atMost: number) => ({ of: 'calls', bound: { of: 'value', atMost } }) as const;
  return [
    { name: 'a sign-up', ...customer, event: (n) => customerEvent(person(n)), goal: calls(1.3) },
    {
      name: 'a changed customer',
      ...customer,
      event: (n) =>
        customerEvent({ ...person(n), phone: '+49 89 5550123', createdAt: updatedAt, updatedAt: later }),
    },
    { name: 'a new address', ...address, event: (n) => home(n), goal: calls(6) },
    {
      name: 'a changed address',
      ...address,
      event: (n) => home(n, { address2: 'Gate 4', updatedAt: later }),
      goal: calls(3),
    },
    { name: 'a quotation', ...quotation, event: (n) => order(n, 'DRAFT') },
    {
      name: 'an approval with conversion',
      ...quotation,
      event: (n) => order(n, 'APPROVED'),
      goal: { of: 'writes besides addresses', bound: { of: 'value', atMost: 6 } },
    },
  ];
};

/** Calls of ERPNext an event, by kind; each kind builds on what those before it made. */
export const benchCalls = async (running: Running): Promise<Figure[]> => {
  const figures: Figure[] = [];
  for (const { name, service, topic, schema, event, goal } of kindsOf(running)) {
    await running.control('DELETE', 'requests');
    const keyed = Array.from({ length: customers }, (_, n) => [`cus_calls_${n}`, event(n)] as const);
    await running.publish(topic, schema, keyed);
    while ((await running.unfinished(`isthmus.${service}`, topic)) > 0) await sleep(100);

    const { last } = (await running.control('GET', 'requests')) as { last: readonly Request[] };
    const each = (requests: readonly Request[]) => requests.length / customers;
    const writes = last.filter((request) => !isLookUp(request) && !request.path.includes('get_logged_user'));
    const counts = {
      calls: each(last),
      'look-ups': each(last.filter(isLookUp)),
      'writes besides addresses': each(writes.filter(({ doctype }) => doctype !== 'Address')),
    };
    for (const [what, value] of Object.entries(counts))
      figures.push(
        figure({
          name: `${name}: ${what}`,
          value,
          unit: 'each',
          ...(goal?.of === what ? { goal: goal.bound } : {}),
        }),
      );
  }
  return figures;
};

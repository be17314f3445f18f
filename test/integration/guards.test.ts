import { expect } from 'chai';
import { createServer, type Server } from 'node:http';
import type { AddressInfo } from 'node:net';
import { customerEventSchema, type CustomerEvent } from '#schemas/generated/customer-event.js';
import { customerEvent } from '../support/customer-events.js';
import { eventually as withPatience } from '../support/eventually.js';
import { Isthmus } from '../support/isthmus.js';
import { upTo } from '../support/test-service.js';

const madeAt = Date.UTC(2026, 10, 23, 16);

/** The n-th customer, called by the version. */
const customer = (n: number, version = 0): CustomerEvent =>
  customerEvent({
    id: `cus_${n}`,
    email: `person${n}@example.com`,
    lastName: `Person ${n} at ${version}`,
    createdAt: madeAt,
    updatedAt: madeAt + version,
  });

const distinctCustomers = 5;

/** Processes start, and rejoin their group, as slowly as the machine does. */
const eventually: typeof withPatience = (assertion, patience) =>
  withPatience(assertion, { withinMs: 60_000, everyMs: 100, ...patience });

describe('A service that is not to blame its customers', function () {
  this.timeout(120_000);
  let isthmus: Isthmus;

  beforeEach(async () => (isthmus = await Isthmus.start()));
  afterEach(() => isthmus.stop());

  const publish = (events: readonly CustomerEvent[], to = isthmus) =>
    to.publish(
      to.topics.customerEvents,
      customerEventSchema,
      events.map((event) => [event.customerId, event] as const),
    );
  const names = () =>
    new Map(isthmus.sandbox.documents('Lead').map((lead) => [lead['medusa_id'], lead['last_name']]));
  const parked = async () =>
    (await isthmus.records(isthmus.topics.leadDeadLetters)).map(({ headers }) =>
      String(headers['dlt-cause']),
    );
  const allAt = (count: number, version: number) =>
    new Map(upTo(count).map((n) => [`cus_${n}`, `Person ${n} at ${version}`]));
  const become = (wanted: ReadonlyMap<string, string>) =>
    eventually(() => expect([...names()].sort()).to.deep.equal([...wanted].sort()), {
      withinMs: 60_000,
      everyMs: 200,
    });

  it('waits out a long outage with one probe at a time, parks nothing, then applies everything in order', async () => {
    // An hour with a probe a minute, three hundred times faster.
    const probeMs = 200;
    await isthmus.run('lead-service', {
      DELIVERY_BREAKER_PROBE_MAX: `${probeMs}ms`,
    });
    await publish(upTo(20).map((n) => customer(n)));
    await become(allAt(20, 0));
    const down = isthmus.sandbox.faults.add({ kind: 'down' });

    await publish(upTo(20).flatMap((n) => upTo(5).map((version) => customer(n, version))));
    // Those that were under way when the breaker opened, and the first probes, which follow more closely.
    await eventually(() => expect(down.hits).to.be.greaterThan(30));
    const [before, began] = [down.hits, Date.now()];
    await eventually(() => expect(down.hits - before).to.be.at.least(60), { withinMs: 60_000 });
    const tookMs = Date.now() - began;
    isthmus.sandbox.faults.remove(down.id);

    expect(tookMs).to.be.at.least(58 * probeMs);
    await become(allAt(20, 4));
    expect(await parked()).to.deep.equal([]);
    await eventually(async () => {
      const told = await isthmus.announced();
      for (const n of upTo(20)) {
        const versions = told.filter(({ medusaId }) => medusaId === `cus_${n}`).map(({ version }) => version);
        expect(versions).to.deep.equal([...versions].sort());
        expect(versions.at(-1)).to.equal(madeAt + 4);
      }
    });
  });

  it('stops while a Custom Field is missing, parks nothing, and goes on by itself when it is back', async () => {
    const service = await isthmus.run('lead-service');
    await publish(upTo(10).map((n) => customer(n)));
    await become(allAt(10, 0));

    await asAdministrator(isthmus, 'DELETE', 'Custom Field/Lead-medusa_updated_at');
    await publish(upTo(20).map((n) => customer(n, 1)));
    await eventually(async () => expect(await service.notReady()).to.deep.equal(['ERPNEXT_NOT_SET_UP']));
    await isthmus.setUp();

    await become(allAt(20, 1));
    expect(await parked()).to.deep.equal([]);
  });

  it('parks a few records of a registry that is not the right one, then stops', async () => {
    const wrong = await registryOfSomebodyElse();
    try {
      const service = await isthmus.run('lead-service', {
        SCHEMA_REGISTRY_URL: wrong.url,
        DELIVERY_POSSIBLY_OURS_AFTER: String(distinctCustomers),
      });
      await publish(upTo(40).map((n) => customer(n)));

      await eventually(async () => expect(await service.notReady()).to.deep.equal(['SCHEMA_UNKNOWN']));
      await service.kill();
    } finally {
      wrong.server.close();
    }
    const letters = await parked();
    expect(letters).to.have.length.below(distinctCustomers);
    await isthmus.run('lead-service');
    await eventually(() => expect(names()).to.have.length(40 - letters.length));
    expect(await parked()).to.deep.equal(letters);
  });

  it('parks a few records for a mistake of its own, then stops', async () => {
    const service = await isthmus.run('lead-service', {
      NODE_OPTIONS: `--import=${new URL('../support/planted-bug.js', import.meta.url).pathname}`,
      DELIVERY_POSSIBLY_OURS_AFTER: String(distinctCustomers),
    });
    await publish(upTo(40).map((n) => customer(n)));

    await eventually(async () => expect(await service.notReady()).to.deep.equal(['BUG']));
    await service.kill();

    const letters = await parked();
    expect(letters).to.have.length.below(distinctCustomers);
    expect(letters.filter((cause) => cause !== 'BUG')).to.deep.equal([]);
    await isthmus.run('lead-service');
    await eventually(() => expect(names()).to.have.length(40 - letters.length));
  });

  it('parks the one record that keeps failing while the others go through', async () => {
    await isthmus.run('lead-service', {
      DELIVERY_KEEPS_FAILING_ATTEMPTS: '5',
      DELIVERY_KEEPS_FAILING_OVER: '1s',
      DELIVERY_KEEPS_FAILING_SUCCESSES: '20',
    });
    await publish([customer(0)]);
    await become(allAt(1, 0));
    const [{ name } = {}] = isthmus.sandbox.documents('Lead');
    // Somebody writes this one document all the time.
    isthmus.sandbox.faults.add({ kind: 'timestamp-mismatch', method: 'PUT', path: String(name) });

    await publish([customer(0, 1)]);
    await eventually(
      async () => {
        await publish(upTo(10).map((n) => customer(n + 1)));
        expect(await parked()).to.deep.equal(['KEEPS_FAILING']);
      },
      { withinMs: 60_000, everyMs: 200 },
    );

    await become(allAt(11, 0));
  });
});

const asAdministrator = async ({ sandbox }: Isthmus, method: string, path: string): Promise<void> => {
  const answer = await fetch(`${sandbox.url}/api/resource/${encodeURI(path)}`, {
    method,
    headers: { authorization: 'token admin:admin' },
  });
  expect(answer.ok, await answer.text()).to.equal(true);
};

/** Answers as a registry does that has never heard of a schema. */
const registryOfSomebodyElse = async (): Promise<{ url: string; server: Server }> => {
  const server = createServer((_, response) => {
    response.writeHead(404, { 'content-type': 'application/vnd.schemaregistry.v1+json' });
    response.end(JSON.stringify({ error_code: 40403, message: 'Schema not found' }));
  });
  await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve));
  return { url: `http://127.0.0.1:${(server.address() as AddressInfo).port}`, server };
};

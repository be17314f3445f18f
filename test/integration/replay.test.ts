import { mkdtempSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { expect } from 'chai';
import { addressEventSchema } from '#schemas/generated/address-event.js';
import { customerEventSchema } from '#schemas/generated/customer-event.js';
import { readReplayConfig } from '../../cli/replay/config.js';
import { runReplay, type ReplayRequest } from '../../cli/replay/run-replay.js';
import { addressEvent } from '../support/address-events.js';
import { customerEvent } from '../support/customer-events.js';
import { eventually } from '../support/eventually.js';
import { Isthmus } from '../support/isthmus.js';
import { typedCommand } from '../support/typed-command.js';

describe('isthmus replay', function () {
  this.timeout(120_000);
  let isthmus: Isthmus;
  let folder: string;

  beforeEach(async () => {
    isthmus = await Isthmus.start();
    folder = mkdtempSync(join(tmpdir(), 'isthmus-replay-'));
  });
  afterEach(() => isthmus.stop());

  const replay = (more: Partial<ReplayRequest> = {}, env: Record<string, string> = {}) =>
    runReplay({
      config: readReplayConfig({ ...isthmus.env, ...env }),
      ...{ topic: [], every: false, apply: false, yes: true, details: false },
      state: join(folder, 'state.json'),
      terminal: { say: () => undefined, agree: () => Promise.resolve() },
      stop: new AbortController().signal,
      ...more,
    });
  const customers = (count: number, firstName: string, version: number) =>
    Array.from({ length: count }, (_, n) => {
      const said = { id: `cus_${n}`, email: `person${n}@example.com`, firstName, lastName: `No. ${n}` };
      return [`cus_${n}`, customerEvent({ ...said, createdAt: 1, updatedAt: version })] as const;
    });
  const publishCustomers = (...args: Parameters<typeof customers>) =>
    isthmus.publish(isthmus.topics.customerEvents, customerEventSchema, customers(...args));

  it('says what would change, by the newest version of each customer, and changes nothing', async () => {
    await publishCustomers(20, 'Ada', 1);
    await publishCustomers(20, 'Grace', 3);
    await publishCustomers(10, 'Mary', 2);

    const { json, lines } = await replay();

    expect(lines[0]).to.equal('20 documents to make, 0 fields on 0 to change, 0 as they are (20 events).');
    expect(json).to.deep.include({
      predicted: { events: 20, made: 20, changed: 0, fields: 0, asTheyAre: 0, remembered: 0, refused: {} },
    });
    expect(isthmus.sandbox.documents('Lead')).to.have.length(0);
  });

  it('takes only the records of a customer, a type, a window of offsets', async () => {
    await publishCustomers(20, 'Ada', 1);
    const events = async (more: Partial<ReplayRequest>) =>
      ((await replay(more)).json as { predicted: { events: number } }).predicted.events;

    const address = addressEvent({ id: 'cuaddr_7', customerId: 'cus_7' });
    const gone = { ...address, stage: 'DELETED', customerId: null, address: null, customer: null };
    await isthmus.publish(isthmus.topics.addressEvents, addressEventSchema, [
      ['cus_7', address],
      ['cuaddr_7', gone],
      ['cuaddr_8', { ...gone, addressId: 'cuaddr_8' }],
    ]);

    expect(await events({ customer: 'cus_7', topic: ['customer'] })).to.equal(1);
    // The deletion names nobody, but what was deleted was theirs.
    expect(await events({ customer: 'cus_7', every: true })).to.equal(3);
    expect(await events({ type: 'medusa.customer.deleted' })).to.equal(0);
    expect(await events({ topic: ['address'], every: true })).to.equal(3);
    expect(await events({ topic: ['customer'], to: '0:1,1:1,2:1' })).to.equal(3);
    expect(await events({ from: '2000-01-01T00:00:00Z', to: '2000-01-02T00:00:00Z' })).to.equal(0);
  });

  it('goes on after it was stopped, and ends as if it never had been', async () => {
    await publishCustomers(150, 'Ada', 1);
    isthmus.sandbox.faults.add({ kind: 'latency', ms: 20 });
    const interrupt = new AbortController();
    const stopping = replay({ apply: true, stop: interrupt.signal });
    await eventually(() => expect(isthmus.sandbox.documents('Lead').length).to.be.greaterThan(10), {
      everyMs: 10,
    });
    interrupt.abort();
    const stopped = await stopping;
    const before = isthmus.sandbox.documents('Lead').length;
    expect(stopped.failed).to.equal(true);
    expect(before).to.be.lessThan(150);

    const { json, failed } = await replay({ resume: join(folder, 'state.json'), apply: true });

    expect(failed).to.equal(false);
    expect(json).to.deep.include({ differences: [] });
    expect(isthmus.sandbox.documents('Lead')).to.have.length(150);
    const facts = await isthmus.announced();
    expect(new Set(facts.map(({ medusaId }) => medusaId)).size).to.equal(150);
  });

  it('goes on when somebody has pressed Ctrl-C, and when its process was killed', async () => {
    await publishCustomers(120, 'Ada', 1);
    isthmus.sandbox.faults.add({ kind: 'latency', ms: 20 });
    const state = join(folder, 'state.json');
    const leads = () => isthmus.sandbox.documents('Lead').length;
    const stopped = async (signal: NodeJS.Signals, after: number, ...options: string[]) => {
      const { child, ended } = typedCommand(isthmus.env, 'replay', '--apply', '--yes', ...options);
      await eventually(() => expect(leads()).to.be.greaterThan(after), { withinMs: 30_000, everyMs: 10 });
      child.kill(signal);
      return ended;
    };

    const interrupted = await stopped('SIGINT', 10, '--state', state);
    const killed = await stopped('SIGKILL', leads() + 10, '--resume', state);
    const before = leads();
    const resumed = await typedCommand(isthmus.env, 'replay', '--resume', state, '--yes').ended;

    expect(interrupted).to.deep.include({ code: 1 });
    expect(interrupted.stdout).to.include(`Go on with: npx isthmus replay --resume ${state}`);
    expect(killed.code).to.equal(null);
    expect(before).to.be.lessThan(120);
    expect(resumed).to.deep.include({ code: 0 });
    expect(leads()).to.equal(120);
    const facts = await isthmus.announced();
    expect(new Set(facts.map(({ medusaId }) => medusaId)).size).to.equal(120);
  });
});

import { expect } from 'chai';
import { ErpNextHttpClient, type ErpNextHttpClientOptions } from '#libs/erpnext/erpnext-http-client.js';
import {
  CredentialsRefused,
  DocumentNotFound,
  DuplicateDocument,
  ErpNextForbidden,
  ErpNextNotSetUp,
  ErpNextUnavailable,
  ErpNextUnrecognised,
} from '#libs/erpnext/errors.js';
import { collectGarbage } from '../support/collect-garbage.js';
import { ErpNextSite } from '../support/erpnext-site.js';

describe('ErpNextHttpClient', () => {
  let site: ErpNextSite;
  const clients: ErpNextHttpClient[] = [];
  const client = (options: Partial<ErpNextHttpClientOptions> = {}) => {
    const made = new ErpNextHttpClient({
      url: site.sandbox.url,
      apiKey: 'integration',
      apiSecret: 'integration',
      maxInFlight: 2,
      timeoutMs: 200,
      ...options,
    });
    clients.push(made);
    return made;
  };
  const errorOf = (work: Promise<unknown>) =>
    work.then(
      () => undefined,
      (error: unknown) => error,
    );

  before(async () => (site = await ErpNextSite.start()));
  beforeEach(() => site.reset());
  after(async () => {
    for (const each of clients) each.close();
    await site.stop();
  });

  it('inserts, reads, lists and updates', async () => {
    const erpnext = client();
    const { name } = await erpnext.insert('Lead', { first_name: 'Ada', medusa_id: 'cus_1' });

    await erpnext.update('Lead', name, {
      last_name: 'Smith',
      modified: (await erpnext.get('Lead', name)).modified,
    });

    const rows = await erpnext.list('Lead', {
      fields: ['last_name'],
      filters: [['medusa_id', '=', 'cus_1']],
    });
    expect(rows).to.deep.equal([{ last_name: 'Smith' }]);
  });

  it('finds documents whose names need encoding', async () => {
    const name = 'A/S & Søns? #1 100%';
    await client().insert('Customer', { customer_name: name, customer_type: 'Company' });

    expect((await client().get('Customer', name)).name).to.equal(name);
  });

  it('never has more in flight than allowed', async () => {
    site.sandbox.faults.add({ kind: 'latency', ms: 10 });
    site.sandbox.requests.reset();

    const erpnext = client();
    await Promise.all(Array.from({ length: 10 }, () => erpnext.list('Lead', { fields: ['name'] })));

    expect(site.sandbox.requests.highestInFlight).to.equal(2);
  });

  it('has one insert of a number series in flight, which leaves room for others', async () => {
    site.sandbox.faults.add({ kind: 'latency', ms: 10, method: 'POST', doctype: 'Lead', path: 'resource' });
    site.sandbox.requests.reset();

    const erpnext = client({ maxInFlight: 8, timeoutMs: 10_000 });
    await Promise.all(
      Array.from({ length: 4 }, (_, i) => erpnext.insert('Lead', { first_name: `Lead ${i}` })),
    );

    expect(site.sandbox.requests.highestInFlight).to.equal(1);
  });

  it('gives up after its deadline and does not know what became of a write', async () => {
    site.sandbox.faults.add({ kind: 'hang' });

    const written = await errorOf(client().insert('Lead', { first_name: 'Ada' }));
    const read = await errorOf(client().get('Lead', 'x'));

    expect(written).to.be.instanceOf(ErpNextUnavailable).with.property('outcomeUnknown', true);
    expect(read).to.be.instanceOf(ErpNextUnavailable).with.property('outcomeUnknown', false);
  });

  it('keeps its deadline through a collection of garbage, as in a service that runs for long', async () => {
    site.sandbox.faults.add({ kind: 'hang', count: 1 });
    const shutdown = new AbortController();

    const error = errorOf(client({ timeoutMs: 500, shutdown: shutdown.signal }).get('Lead', 'x'));
    await new Promise((resolve) => setTimeout(resolve, 100));
    collectGarbage();

    expect(await error).to.be.instanceOf(ErpNextUnavailable);
  });

  it('does not know what became of a write whose answer was lost', async () => {
    site.sandbox.faults.add({ kind: 'answer-lost', method: 'POST' });

    const error = await errorOf(client().insert('Lead', { first_name: 'Ada', medusa_id: 'cus_1' }));

    expect(error).to.be.instanceOf(ErpNextUnavailable).with.property('outcomeUnknown', true);
    expect(site.leads()).to.have.length(1);
  });

  it('knows that nothing was written where nobody listens', async () => {
    const error = await errorOf(client({ url: 'http://127.0.0.1:1' }).insert('Lead', { first_name: 'Ada' }));

    expect(error).to.be.instanceOf(ErpNextUnavailable).with.property('outcomeUnknown', false);
    expect((error as Error).message).to.contain('ECONNREFUSED');
  });

  it('lets go of what is in flight at shutdown', async () => {
    site.sandbox.faults.add({ kind: 'hang' });
    const shutdown = new AbortController();

    const written = errorOf(
      client({ timeoutMs: 60_000, shutdown: shutdown.signal }).insert('Lead', { first_name: 'A' }),
    );
    shutdown.abort();

    expect(await written).to.be.instanceOf(ErpNextUnavailable);
  });

  it('tells refusals apart', async () => {
    await client().insert('Lead', { first_name: 'Ada', medusa_id: 'cus_1' });

    expect(
      await errorOf(client().insert('Lead', { first_name: 'Eve', medusa_id: 'cus_1' })),
    ).to.be.instanceOf(DuplicateDocument);
    expect(await errorOf(client().get('Lead', 'CRM-LEAD-0'))).to.be.instanceOf(DocumentNotFound);
    expect(await errorOf(client().get('User', 'Administrator'))).to.be.instanceOf(ErpNextForbidden);
    expect(await errorOf(client({ apiSecret: 'wrong' }).get('Lead', 'x'))).to.be.instanceOf(
      CredentialsRefused,
    );
  });

  it('says which of our fields the site lacks, where ERPNext would drop it without a word', async () => {
    const written = await errorOf(client().insert('Lead', { first_name: 'Ada', medusa_colour: 'red' }));
    const read = await errorOf(client().list('Lead', { fields: ['name', 'medusa_colour'] }));

    for (const error of [written, read]) {
      expect(error).to.be.instanceOf(ErpNextNotSetUp);
      expect((error as Error).message).to.contain('medusa_colour');
    }
  });

  it('refuses to send a body that Frappe would take for another call', async () => {
    expect(await errorOf(client().update('Lead', 'x', { name: 'HACK' }))).to.be.instanceOf(TypeError);
    expect(site.sandbox.requests.count({ method: 'PUT' })).to.equal(0);
  });

  it('recognises what is not ERPNext', async () => {
    const error = await errorOf(client({ url: `${site.sandbox.url}/elsewhere` }).get('Lead', 'x'));

    expect(error).to.be.instanceOf(ErpNextUnrecognised);
  });
});

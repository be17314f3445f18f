import { createServer, type IncomingHttpHeaders, type Server } from 'node:http';
import type { AddressInfo } from 'node:net';
import { expect } from 'chai';
import sinon from 'sinon';
import { ErpNextHttpClient, type ErpNextHttpClientOptions } from '#libs/erpnext/erpnext-http-client.js';
import type { ErpNextUnavailable } from '#libs/erpnext/errors.js';
import { ErpNextNotSetUp, ErpNextUnrecognised, DocumentRejected } from '#libs/erpnext/errors.js';

interface Asked {
  readonly method: string | undefined;
  readonly path: string | undefined;
  readonly headers: IncomingHttpHeaders;
  readonly body: unknown;
}

/** What goes over the wire; test/contract/erpnext-http-client.test.ts has what ERPNext makes of it. */
describe('A call of ERPNext', () => {
  let server: Server;
  let url: string;
  let asked: Asked[];
  let answer: { status?: number; headers?: Record<string, string>; body?: unknown; text?: string };
  const clients: ErpNextHttpClient[] = [];

  before(async () => {
    server = createServer((request, response) => {
      let text = '';
      request.on('data', (data: Buffer) => (text += data.toString()));
      request.on('end', () => {
        const { method, url: path, headers } = request;
        asked.push({ method, path, headers, body: text === '' ? undefined : JSON.parse(text) });
        response.writeHead(answer.status ?? 200, answer.headers);
        response.end(answer.text ?? JSON.stringify(answer.body));
      });
    });
    await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve));
    url = `http://127.0.0.1:${(server.address() as AddressInfo).port}`;
  });
  beforeEach(() => {
    asked = [];
    answer = { body: { data: { name: 'LEAD-1' }, message: [] } };
  });
  after(() => {
    for (const each of clients) each.close();
    server.close();
  });

  const client = (options: Partial<ErpNextHttpClientOptions> = {}) => {
    const made = new ErpNextHttpClient({
      ...{ url, apiKey: 'key', apiSecret: 'secret', maxInFlight: 2, timeoutMs: 5000 },
      ...options,
    });
    clients.push(made);
    return made;
  };
  const errorOf = (work: Promise<unknown>) =>
    work.then(
      () => undefined,
      (error: unknown) => error as Error,
    );
  const wire = () => asked.map(({ method, path, body }) => ({ method, path, body }));

  it('names the document by its path, whatever its name', async () => {
    answer.body = { data: { name: 'A/S & Søns #1', modified: 'm1' } };

    expect(await client({ url: `${url}//` }).get('Sales Order', 'A/S & Søns #1')).to.deep.equal({
      name: 'A/S & Søns #1',
      modified: 'm1',
    });
    await client().insert('Lead', { first_name: 'Ada' });
    await client().update('Lead', 'LEAD-1', { first_name: 'Eve' });

    expect(wire()).to.deep.equal([
      {
        method: 'GET',
        path: '/api/resource/Sales%20Order/A%2FS%20%26%20S%C3%B8ns%20%231',
        body: undefined,
      },
      { method: 'POST', path: '/api/resource/Lead', body: { first_name: 'Ada' } },
      { method: 'PUT', path: '/api/resource/Lead/LEAD-1', body: { first_name: 'Eve' } },
    ]);
  });

  it('lists by POST, in the order of creation and without an end unless told', async () => {
    await client().list('Lead', { fields: ['name'] });
    await client().list('Lead', {
      fields: ['name'],
      filters: [['status', '=', 'Lead']],
      orFilters: [['medusa_id', '=', 'cus_1']],
      ...{ orderBy: 'name asc', limit: 5, start: 10 },
    });

    const [plain, full] = asked;
    expect(plain).to.include({ method: 'POST', path: '/api/method/frappe.client.get_list' });
    expect(plain?.body).to.deep.equal({
      doctype: 'Lead',
      fields: ['name'],
      filters: [],
      order_by: 'creation asc',
      limit_page_length: 0,
    });
    expect(full?.body).to.deep.equal({
      doctype: 'Lead',
      fields: ['name'],
      filters: [['status', '=', 'Lead']],
      or_filters: [['medusa_id', '=', 'cus_1']],
      order_by: 'name asc',
      limit_page_length: 5,
      limit_start: 10,
    });
  });

  it('runs a method of a document, or one that stands alone', async () => {
    answer.body = { message: 7 };

    await client().run('Quotation', 'QTN-1', 'declare_enquiry_lost', { reason: 'price' });
    expect(await client().call('frappe.ping')).to.equal(7);

    expect(wire()).to.deep.equal([
      {
        method: 'POST',
        path: '/api/resource/Quotation/QTN-1',
        body: { run_method: 'declare_enquiry_lost', reason: 'price' },
      },
      { method: 'POST', path: '/api/method/frappe.ping', body: {} },
    ]);
  });

  it('asks in English, for JSON, with key and secret', async () => {
    await client().get('Lead', 'LEAD-1');
    await client().insert('Lead', {});

    expect(asked[0]?.headers).to.include({
      accept: 'application/json',
      'accept-language': 'en',
      authorization: 'token key:secret',
      connection: 'keep-alive',
    });
    expect(asked[0]?.headers).not.to.have.property('content-type');
    expect(asked[1]?.headers).to.include({ 'content-type': 'application/json' });
  });

  it('refuses to send what Frappe would take for another call', async () => {
    const hijacked = [
      client().insert('Lead', { cmd: 'x' }),
      client().insert('Lead', { doctype: 'x' }),
      client().update('Lead', 'LEAD-1', { cmd: 'x' }),
      client().update('Lead', 'LEAD-1', { doctype: 'x' }),
      client().update('Lead', 'LEAD-1', { name: 'x' }),
    ];

    for (const each of hijacked) expect(await errorOf(each)).to.be.instanceOf(TypeError);
    expect(asked).to.deep.equal([]);
    await client().insert('Country', { name: 'Utopia' });
    expect(asked).to.have.length(1);
  });

  it('has to say a field of ours back, but for one that is blank', async () => {
    const blank = { medusa_a: null, medusa_b: '', first_name: 'Ada' };

    expect((await client().insert('Lead', blank)).name).to.equal('LEAD-1');
    const error = await errorOf(client().insert('Lead', { ...blank, medusa_id: 'cus_1', medusa_d: 0 }));

    expect(error).to.be.instanceOf(ErpNextNotSetUp);
    expect(error?.message).to.equal('Lead misses the Custom Field medusa_id, medusa_d.');
  });

  it('that answers with something else is not understood', async () => {
    for (const body of [{ data: {} }, { data: { name: 7 } }, {}, 7, null]) {
      answer = { body };
      expect(await errorOf(client().get('Lead', 'x'))).to.be.instanceOf(ErpNextUnrecognised);
    }
    answer = { body: { message: {} } };
    expect((await errorOf(client().list('Lead', { fields: [] })))?.message).to.equal(
      'The list of Lead is no list.',
    );
    answer = { text: '<html>' };
    expect(await errorOf(client().get('Lead', 'x'))).to.be.instanceOf(ErpNextUnrecognised);
    answer = { status: 302, headers: { location: '/login' }, text: '{}' };
    expect(await errorOf(client().get('Lead', 'x'))).to.be.instanceOf(ErpNextUnrecognised);
  });

  it('that is refused is told with what was asked, and when to come again', async () => {
    answer = { status: 417, body: { exc_type: 'ValidationError' } };
    expect(await errorOf(client().insert('Lead', {})))
      .to.be.instanceOf(DocumentRejected)
      .with.property('message', 'ERPNext refused POST Lead: ValidationError ().');

    answer = { status: 429, headers: { 'retry-after': '3' }, body: {} };
    const busy = (await errorOf(client().call('frappe.ping'))) as ErpNextUnavailable;
    expect(busy.context).to.include({ retryAfterMs: 3000, request: 'POST /api/method/frappe.ping' });
  });

  it('leaves it unknown whether a write went through, and a list writes nothing', async () => {
    answer = { status: 502, text: 'bad gateway' };
    const unknown = async (work: Promise<unknown>) =>
      ((await errorOf(work)) as ErpNextUnavailable).outcomeUnknown;

    expect(await unknown(client().insert('Lead', {}))).to.equal(true);
    expect(await unknown(client().update('Lead', 'x', {}))).to.equal(true);
    expect(await unknown(client().run('Lead', 'x', 'y', {}))).to.equal(true);
    expect(await unknown(client().call('frappe.client.submit'))).to.equal(true);
    expect(await unknown(client().get('Lead', 'x'))).to.equal(false);
    expect(await unknown(client().list('Lead', { fields: [] }))).to.equal(false);
  });

  it('says why there was no answer, by the name that the system has for it', async () => {
    const refused = await errorOf(client({ url: 'http://127.0.0.1:1' }).get('Lead', 'x'));
    const cut = await errorOf(client({ shutdown: AbortSignal.abort() }).get('Lead', 'x'));

    expect(refused?.message).to.equal('No answer from ERPNext to GET Lead: ECONNREFUSED.');
    expect(refused?.cause).to.be.instanceOf(Error);
    expect(cut?.message).to.equal('No answer from ERPNext to GET Lead: AbortError.');
    expect(asked).to.deep.equal([]);
  });

  it('is told to whoever counts, also when there was no answer', async () => {
    const onAnswer = sinon.stub();
    await client({ onAnswer }).get('Lead', 'LEAD-1');
    await client({ onAnswer }).call('frappe.ping');
    await errorOf(client({ onAnswer, url: 'http://127.0.0.1:1' }).list('Lead', { fields: [] }));

    expect(onAnswer.args.map(([{ doctype, method, status }]) => [doctype, method, status])).to.deep.equal([
      ['Lead', 'GET', 200],
      ['', 'POST', 200],
      ['Lead', 'POST', 'none'],
    ]);
    for (const [{ ms }] of onAnswer.args) expect(ms).to.be.within(0, 5000);
  });
});

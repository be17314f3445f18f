import { once } from 'node:events';
import { connect, type Socket } from 'node:net';
import { expect } from 'chai';
import { Registry } from 'prom-client';
import type { Route } from '#libs/service/ops-routes.js';
import { BridgeMetrics } from '../../../../services/webhook-bridge/bridge-metrics.js';
import { Refusal } from '../../../../services/webhook-bridge/problem.js';
import type { Receipt } from '../../../../services/webhook-bridge/receive-webhook.js';
import {
  WebhookServer,
  type WebhookServerOptions,
} from '../../../../services/webhook-bridge/webhook-server.js';
import type { Webhook } from '../../../../services/webhook-bridge/webhook.js';
import { eventually } from '../../../support/eventually.js';
import { silent } from '../../../support/silent-logger.js';
import { rawWebhook, signedHeaders } from '../../../support/webhooks.js';

const secret = 'a-secret-of-the-shop';
const body = rawWebhook('customer.created/unicode-company.json');
const stored: Receipt = { result: 'stored', id: 'event-1' };

describe('WebhookServer', () => {
  let server: WebhookServer;
  let received: Webhook[];
  let receive: (webhook: Webhook) => Promise<Receipt>;
  let registry: Registry;
  const sockets: Socket[] = [];

  beforeEach(() => {
    received = [];
    receive = () => Promise.resolve(stored);
    registry = new Registry();
  });
  afterEach(async () => {
    for (const socket of sockets.splice(0)) socket.destroy();
    await server.stop();
  });

  const start = async (options: Partial<WebhookServerOptions> = {}) => {
    const receiver = {
      receive: (webhook: Webhook) => {
        received.push(webhook);
        return receive(webhook);
      },
    };
    const ops: Route = (request, response) => {
      if (new URL(request.url ?? '', 'http://ops').pathname !== '/livez') return false;
      response.end('alive');
      return true;
    };
    server = new WebhookServer(receiver, ops, new BridgeMetrics(registry), silent, {
      host: '127.0.0.1',
      port: 0,
      secrets: [secret],
      finishMs: 1_000,
      ...options,
    });
    await server.start();
  };
  const post = (
    headers: Record<string, string> = signedHeaders('evt_1', body, secret),
    path = '/webhooks/medusa',
    content: Buffer | string = body,
  ) => fetch(server.url + path, { method: 'POST', headers, body: new Uint8Array(Buffer.from(content)) });
  const problem = async (response: Response) => {
    expect(response.headers.get('content-type')).to.equal('application/problem+json');
    const { status, code } = (await response.json()) as { status: number; code: string };
    expect(status).to.equal(response.status);
    return `${status} ${code}`;
  };

  /** A sender that says exactly what it is told to, and hears the answer. */
  const talk = async () => {
    const socket = connect(Number(new URL(server.url).port), '127.0.0.1');
    sockets.push(socket);
    await once(socket, 'connect');
    let heard = '';
    socket.on('data', (chunk: Buffer) => (heard += chunk.toString()));
    socket.on('error', () => undefined);
    const head = (headers: Record<string, string>) => {
      const lines = Object.entries(headers).map(([name, value]) => `${name}: ${value}\r\n`);
      socket.write(`POST /webhooks/medusa HTTP/1.1\r\nhost: bridge\r\n${lines.join('')}\r\n`);
    };
    return { socket, head, heard: () => heard };
  };

  it('hands over what the shop signed, as it was sent', async () => {
    await start();

    const response = await post();

    expect(response.status).to.equal(202);
    expect(await response.json()).to.deep.equal(stored);
    expect(received[0]).to.deep.include({ id: 'evt_1', event: null, path: '/webhooks/medusa', body });
  });

  it('takes webhooks signed with either secret while they change', async () => {
    await start({ secrets: ['the-new-secret-of-the-shop', secret] });

    expect((await post()).status).to.equal(202);
    expect((await post(signedHeaders('evt_1', body, 'the-new-secret-of-the-shop'))).status).to.equal(202);
  });

  it('checks the signature over bytes, also when they are not UTF-8', async () => {
    await start();
    const bytes = Buffer.from([0x22, 0xff, 0xfe, 0x22]);

    expect((await post(signedHeaders('evt_1', bytes, secret), undefined, bytes)).status).to.equal(202);
    expect(received[0]?.body).to.deep.equal(bytes);
  });

  it('hands over nothing that it refuses as not genuine', async () => {
    await start();
    const good = signedHeaders('evt_1', body, secret);

    expect(await problem(await post(good, undefined, body.toString().replace('evt_', 'evx_')))).to.equal(
      '401 SIGNATURE_REFUSED',
    );
    expect(await problem(await post({ ...good, 'webhook-id': 'evt_2' }))).to.equal('401 SIGNATURE_REFUSED');
    expect(await problem(await post(signedHeaders('evt_1', body, 'wrong')))).to.equal(
      '401 SIGNATURE_REFUSED',
    );
    expect(await problem(await post({ 'content-type': 'application/json' }))).to.equal(
      '401 SIGNATURE_MISSING',
    );
    expect(await problem(await post(signedHeaders('evt_1', body, secret, Date.now() - 400_000)))).to.equal(
      '401 TIMESTAMP_REFUSED',
    );
    expect(received).to.be.empty;
  });

  it('answers what the receiver refuses, with its headers', async () => {
    await start();
    receive = () => Promise.reject(new Refusal('NOT_STORED', 'KAFKA_UNAVAILABLE', { 'retry-after': '5' }));

    const response = await post();

    expect(response.headers.get('retry-after')).to.equal('5');
    expect(await problem(response)).to.equal('503 NOT_STORED');
  });

  it('asks for a repetition when the receiver fails by a bug', async () => {
    await start();
    receive = () => Promise.reject(new TypeError('a bug'));

    expect(await problem(await post())).to.equal('503 NOT_STORED');
  });

  it('knows its addresses, methods and types', async () => {
    await start();
    const signed = signedHeaders('evt_1', body, secret);

    expect(await problem(await fetch(`${server.url}/`))).to.equal('404 NOT_FOUND');
    expect(await problem(await post(signed, '/webhooks/medusa/'))).to.equal('404 NOT_FOUND');
    expect(await problem(await post(signed, '/webhooks/other'))).to.equal('404 NOT_FOUND');
    const get = await fetch(`${server.url}/webhooks/medusa`);
    expect(get.headers.get('allow')).to.equal('POST');
    expect(await problem(get)).to.equal('405 METHOD_NOT_ALLOWED');
    for (const wrong of [{ 'content-type': 'text/plain' }, { 'content-encoding': 'gzip' }]) {
      expect(await problem(await post({ ...signed, ...wrong }))).to.equal('415 NOT_JSON_TYPE');
    }
    expect((await post({ ...signed, 'content-type': 'application/json; charset=utf-8' })).status).to.equal(
      202,
    );
    expect((await post(signed, '/webhooks/medusa?shop=1')).status).to.equal(202);
    expect(received).to.have.length(2);
  });

  it('finds nothing at odd addresses', async () => {
    await start();
    const sender = await talk();

    sender.socket.write('GET // HTTP/1.1\r\nhost: bridge\r\n\r\n');

    await eventually(() => expect(sender.heard()).to.include('404 Not Found'));
  });

  it('leaves the operator to the operator routes', async () => {
    await start();

    expect(await (await fetch(`${server.url}/livez`)).text()).to.equal('alive');
  });

  describe('for bare bodies', () => {
    const headers = { 'content-type': 'application/json', 'x-webhook-token': 'the-token' };

    it('is closed without a token', async () => {
      await start();

      expect(await problem(await post(headers, '/webhooks/medusa/customer.created'))).to.equal(
        '404 NOT_FOUND',
      );
    });

    it('hands over the event name of the address', async () => {
      await start({ token: 'the-token' });

      expect((await post(headers, '/webhooks/medusa/customer.created', '{"id":"cus_1"}')).status).to.equal(
        202,
      );
      expect(received[0]).to.include({ id: null, event: 'customer.created' });
    });

    it('refuses a wrong token and an odd event name', async () => {
      await start({ token: 'the-token' });
      const wrong = { ...headers, 'x-webhook-token': 'a-token' };

      expect(await problem(await post(wrong, '/webhooks/medusa/customer.created'))).to.equal(
        '401 TOKEN_REFUSED',
      );
      expect(await problem(await post(headers, '/webhooks/medusa/a/b'))).to.equal('404 NOT_FOUND');
      expect(await problem(await post(headers, '/webhooks/medusa/a%20b'))).to.equal('404 NOT_FOUND');
    });

    it('does not take a signed envelope for a token', async () => {
      await start({ token: 'the-token' });
      const signed = signedHeaders('evt_1', body, secret);

      expect(await problem(await post(signed, '/webhooks/medusa/customer.created'))).to.equal(
        '401 TOKEN_REFUSED',
      );
    });
  });

  it('takes a body of the largest size and refuses one byte more', async () => {
    await start({ maxBodyBytes: 1_000 });
    const [largest, larger] = ['x'.repeat(1_000), 'x'.repeat(1_001)];

    expect((await post(signedHeaders('evt_1', largest, secret), undefined, largest)).status).to.equal(202);
    expect(await problem(await post(signedHeaders('evt_1', larger, secret), undefined, larger))).to.equal(
      '413 BODY_TOO_LARGE',
    );
  });

  it('refuses a body that turns out too large while it is still being sent, and then hangs up', async () => {
    await start({ maxBodyBytes: 1_000, lingerMs: 20 });
    const sender = await talk();
    const closed = once(sender.socket, 'close');

    sender.head({ ...signedHeaders('evt_1', body, secret), 'transfer-encoding': 'chunked' });
    sender.socket.write(`400\r\n${'x'.repeat(1_024)}\r\n`);

    await eventually(() => expect(sender.heard()).to.include('413 Payload Too Large'));
    expect(sender.heard()).to.include('BODY_TOO_LARGE');
    await closed;
    expect(received).to.be.empty;
  });

  it('lets a sender of far too much read its answer', async () => {
    await start();
    const flood = Buffer.alloc(20 * 1024 * 1024, 'x');

    expect(await problem(await post(signedHeaders('evt_1', body, secret), undefined, flood))).to.equal(
      '413 BODY_TOO_LARGE',
    );
  });

  it('does not wait for ever for a slow body', async () => {
    await start({ bodyTimeoutMs: 30, lingerMs: 10 });
    const sender = await talk();
    const closed = once(sender.socket, 'close');

    sender.head({ ...signedHeaders('evt_1', body, secret), 'content-length': String(body.length) });
    sender.socket.write(body.subarray(0, 10));

    await eventually(() => expect(sender.heard()).to.include('408 Request Timeout'));
    await closed;
    expect(received).to.be.empty;
  });

  it('forgets a sender that hangs up in the middle of its body', async () => {
    await start();
    const sender = await talk();

    sender.head({ ...signedHeaders('evt_1', body, secret), 'content-length': String(body.length) });
    sender.socket.write(body.subarray(0, 10), () => sender.socket.resetAndDestroy());

    await eventually(async () => {
      expect(await registry.metrics()).to.include('isthmus_bridge_requests_total{answer="sender_gone"} 1');
    });
    expect(received).to.be.empty;
    expect((await post()).status).to.equal(202);
  });

  it('refuses what comes while too many wait, and takes more when they are done', async () => {
    await start({ maxInFlight: 2 });
    const acknowledge: (() => void)[] = [];
    receive = () => new Promise((resolve) => acknowledge.push(() => resolve(stored)));
    const waiting = [post(), post()];
    await eventually(() => expect(acknowledge).to.have.length(2));

    const refused = await post();
    expect(refused.headers.get('retry-after')).to.equal('1');
    expect(await problem(refused)).to.equal('429 TOO_MANY_IN_FLIGHT');

    for (const resolve of acknowledge) resolve();
    for (const response of await Promise.all(waiting)) expect(response.status).to.equal(202);
    receive = () => Promise.resolve(stored);
    expect((await post()).status).to.equal(202);
  });

  it('finishes what it has begun and takes nothing new when it stops', async () => {
    await start();
    let acknowledge = () => {};
    receive = () => new Promise((resolve) => (acknowledge = () => resolve(stored)));
    const begun = post();
    await eventually(() => expect(received).to.have.length(1));

    const stopped = server.stop();
    const late = await post().catch(() => 'not accepted');
    acknowledge();

    expect(late).to.equal('not accepted');
    expect((await begun).status).to.equal(202);
    await stopped;
  });

  it('sends a sender on an open connection elsewhere when it stops', async () => {
    await start();
    let acknowledge = () => {};
    receive = () => new Promise((resolve) => (acknowledge = () => resolve(stored)));
    const [begun, sender] = [post(), await talk()];
    sender.socket.write('POST /webhooks/medusa HTTP/1.1\r\nhost: bridge\r\n');
    await eventually(() => expect(received).to.have.length(1));

    const stopped = server.stop();
    sender.socket.write('content-type: application/json\r\ncontent-length: 2\r\n\r\n{}');

    await eventually(() => expect(sender.heard()).to.include('SHUTTING_DOWN'));
    expect(sender.heard().toLowerCase()).to.include('connection: close');
    acknowledge();
    await begun;
    await stopped;
  });

  it('counts every answer', async () => {
    await start();

    await post();
    await post({ 'content-type': 'application/json' });

    const metrics = await registry.metrics();
    expect(metrics).to.include('isthmus_bridge_requests_total{answer="stored"} 1');
    expect(metrics).to.include('isthmus_bridge_requests_total{answer="SIGNATURE_MISSING"} 1');
  });
});

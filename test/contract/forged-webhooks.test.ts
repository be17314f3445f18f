import { once } from 'node:events';
import { connect } from 'node:net';
import { expect } from 'chai';
import fc from 'fast-check';
import { Registry } from 'prom-client';
import { BridgeMetrics } from '../../services/webhook-bridge/bridge-metrics.js';
import { WebhookServer } from '../../services/webhook-bridge/webhook-server.js';
import { silent } from '../support/silent-logger.js';
import { rawWebhook, signedHeaders } from '../support/webhooks.js';

const current = 'the-current-secret-of-the-shop';
const next = 'the-next-secret-of-the-shop';
const retired = 'the-secret-of-last-year';

const bodies = ['customer.created/us-company.json', 'order.placed/discounted.json'].map(rawWebhook);

interface Sent {
  readonly headers: Record<string, string>;
  readonly body: Buffer;
}

const genuine = fc
  .record({
    id: fc.string({ minLength: 1, maxLength: 40 }).map((text) => `evt_${Buffer.from(text).toString('hex')}`),
    body: fc.constantFrom(...bodies),
    secret: fc.constantFrom(current, next),
    ageSeconds: fc.integer({ min: -290, max: 290 }),
  })
  .map(({ id, body, secret, ageSeconds }): Sent => ({
    headers: signedHeaders(id, body, secret, Date.now() - ageSeconds * 1000),
    body,
  }));

const flipped = (bytes: Buffer, at: number, bit: number): Buffer => {
  const copy = Buffer.from(bytes);
  const index = at % copy.length;
  copy[index] = (copy[index] ?? 0) ^ (1 << bit);
  return copy;
};

const names = ['webhook-id', 'webhook-timestamp', 'webhook-signature'] as const;
const position = fc.nat({ max: 1_000_000 });
const bit = fc.nat({ max: 7 });

/** Each turns a genuine webhook into one that the shop did not send. */
const forgeries: readonly fc.Arbitrary<(sent: Sent) => Sent>[] = [
  fc.tuple(position, bit).map(([at, which]) => ({ headers, body }: Sent) => ({
    headers,
    body: flipped(body, at, which),
  })),
  fc.tuple(position, bit).map(([at, which]) => ({ headers, body }: Sent) => {
    const mac = Buffer.from((headers['webhook-signature'] ?? '').slice(3), 'base64');
    return {
      headers: { ...headers, 'webhook-signature': `v1,${flipped(mac, at, which).toString('base64')}` },
      body,
    };
  }),
  position.map((at) => ({ headers, body }: Sent) => ({ headers, body: body.subarray(0, at % body.length) })),
  fc.string({ minLength: 1 }).map((more) => ({ headers, body }: Sent) => ({
    headers,
    body: Buffer.concat([body, Buffer.from(more)]),
  })),
  fc.nat().map((id) => ({ headers, body }: Sent) => ({
    headers: { ...headers, 'webhook-id': `evt_other_${id}` },
    body,
  })),
  fc.integer({ min: 1, max: 5 }).map((seconds) => ({ headers, body }: Sent) => ({
    headers: { ...headers, 'webhook-timestamp': String(Number(headers['webhook-timestamp']) + seconds) },
    body,
  })),
  fc
    .tuple(fc.integer({ min: 310, max: 1_000_000 }), fc.constantFrom(-1, 1))
    .map(([seconds, sign]) => ({ headers, body }: Sent) => ({
      headers: signedHeaders(headers['webhook-id'] ?? '', body, current, Date.now() + sign * seconds * 1000),
      body,
    })),
  fc.constantFrom(...names).map((name) => ({ headers, body }: Sent) => ({
    headers: Object.fromEntries(Object.entries(headers).filter(([held]) => held !== name)),
    body,
  })),
  fc.constantFrom(...names).map((name) => ({ headers, body }: Sent) => ({
    headers: { ...headers, [name]: '' },
    body,
  })),
  fc.constantFrom(retired, `${current}x`, 'another').map((secret) => ({ headers, body }: Sent) => ({
    headers: signedHeaders(headers['webhook-id'] ?? '', body, secret),
    body,
  })),
  fc.constantFrom('v1a', 'v2', 'V1', '').map((scheme) => ({ headers, body }: Sent) => ({
    headers: {
      ...headers,
      'webhook-signature': (headers['webhook-signature'] ?? '').replace('v1,', `${scheme},`),
    },
    body,
  })),
];

describe('Forged webhooks', function () {
  this.timeout(120_000);
  let server: WebhookServer;
  let handedOver = 0;

  before(async () => {
    const receive = () => {
      handedOver += 1;
      return Promise.resolve({ result: 'stored', id: 'event-1' } as const);
    };
    server = new WebhookServer({ receive }, () => false, new BridgeMetrics(new Registry()), silent, {
      host: '127.0.0.1',
      port: 0,
      // As while a secret is being changed.
      secrets: [next, current],
      bodyTimeoutMs: 200,
    });
    await server.start();
  });
  beforeEach(() => (handedOver = 0));
  after(() => server.stop());

  const send = async ({ headers, body }: Sent): Promise<number> => {
    const response = await fetch(`${server.url}/webhooks/medusa`, {
      method: 'POST',
      headers,
      body: new Uint8Array(body),
    });
    await response.arrayBuffer();
    return response.status;
  };

  it('are refused before anything reads them, all of ten thousand', async () => {
    await fc.assert(
      fc.asyncProperty(genuine, fc.oneof(...forgeries), async (sent, forge) => {
        expect(await send(forge(sent))).to.equal(401);
      }),
      { numRuns: 10_000 },
    );
    expect(handedOver).to.equal(0);
  });

  it('do not make the bridge refuse a genuine one, under the current or the next secret', async () => {
    const runs = 1_000;
    await fc.assert(
      fc.asyncProperty(genuine, async (sent) => {
        expect(await send(sent)).to.equal(202);
      }),
      { numRuns: runs },
    );
    expect(handedOver).to.equal(runs);
  });

  it('are refused for their size while they are still being sent', async () => {
    const body = Buffer.alloc(300 * 1024, ' ');
    for (let time = 0; time < 50; time += 1)
      expect(await send({ headers: signedHeaders('evt_large', body, current), body })).to.equal(413);
    expect(handedOver).to.equal(0);
  });

  it('are refused when they dawdle', async () => {
    const body = bodies[0] ?? Buffer.alloc(0);
    const dawdle = async () => {
      const socket = connect(Number(new URL(server.url).port), '127.0.0.1');
      await once(socket, 'connect');
      const headers = Object.entries({
        ...signedHeaders('evt_slow', body, current),
        'content-length': String(body.length),
      });
      socket.write(
        `POST /webhooks/medusa HTTP/1.1\r\nhost: bridge\r\n${headers.map(([name, value]) => `${name}: ${value}\r\n`).join('')}\r\n`,
      );
      socket.write(body.subarray(0, 10));
      const [answer] = (await once(socket, 'data')) as [Buffer];
      socket.destroy();
      return answer.toString().slice(0, 12);
    };

    const answers = await Promise.all(Array.from({ length: 50 }, dawdle));

    expect(new Set(answers)).to.deep.equal(new Set(['HTTP/1.1 408']));
    expect(handedOver).to.equal(0);
  });
});

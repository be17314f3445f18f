import { expect } from 'chai';
import { eventually } from '../support/eventually.js';
import { Isthmus } from '../support/isthmus.js';
import { rawWebhook, signedHeaders, webhookFiles } from '../support/webhooks.js';

const secret = 'a-secret-of-the-shop';
const personal = /^(email|phone|first_name|last_name|company|company_name|address_1|address_2)$/;

/** Every name, e-mail, phone and street that a body holds. */
const peopleIn = (value: unknown): string[] => {
  if (Array.isArray(value)) return value.flatMap(peopleIn);
  if (typeof value !== 'object' || value === null) return [];
  return Object.entries(value).flatMap(([key, held]) =>
    personal.test(key) && typeof held === 'string' ? [held.trim()] : peopleIn(held),
  );
};

const text = (value: unknown) => JSON.stringify(value, (_, held: unknown) => asText(held));
const asText = (held: unknown) => (typeof held === 'bigint' ? String(held) : held);

describe('What everybody may read', function () {
  this.timeout(180_000);
  let isthmus: Isthmus;

  beforeEach(async () => (isthmus = await Isthmus.start()));
  afterEach(() => isthmus.stop());

  it('names no person and holds no secret: logs, metrics, outcomes, headers of dead letters', async () => {
    const bodies = webhookFiles().map(rawWebhook);
    const names = [...new Set(bodies.flatMap((body) => peopleIn(JSON.parse(body.toString('utf8')))))]
      // Shorter ones are found in words that are nobody's.
      .filter((name) => name.length >= 5);
    expect(names.length).to.be.greaterThan(30);
    // ERPNext's refusals quote what they refuse.
    isthmus.sandbox.faults.add({ kind: 'deadlock', method: 'POST', count: 5 });
    isthmus.sandbox.faults.add({ kind: 'page-after-write', method: 'POST', count: 3 });
    const bridge = await isthmus.run('webhook-bridge');
    const services = await Promise.all(
      ['lead-service', 'address-service'].map((name) =>
        isthmus.run(name, { LOG_LEVEL: 'debug', CUSTOMER_UNKNOWN_WAIT: '1s' }),
      ),
    );

    const broken = Buffer.from(
      '{"type":"customer.updated","entity_type":"customer","entity":{"email":"broken@example.com"}}',
    );
    for (const [n, body] of [...bodies, broken].entries()) {
      const answer = await fetch(`${bridge.url}/webhooks/medusa`, {
        method: 'POST',
        headers: signedHeaders(`evt_${n}`, body, secret),
        body: new Uint8Array(body),
      });
      expect(answer.status).to.equal(202);
    }
    await eventually(
      async () => {
        for (const service of services) {
          const metrics = await service.metrics();
          expect(metrics).to.match(/^isthmus_consumer_lag\{[^}]*\} \d+$/m);
          expect(metrics).not.to.match(/^isthmus_consumer_lag\{[^}]*\} [1-9]/m);
        }
      },
      { withinMs: 60_000, everyMs: 200 },
    );

    const { lifecycle, leadDeadLetters, addressDeadLetters, webhookDeadLetters } = isthmus.topics;
    const headers = [];
    for (const topic of [lifecycle, leadDeadLetters, addressDeadLetters, webhookDeadLetters])
      for (const record of await isthmus.records(topic)) headers.push(String(Object.values(record.headers)));
    const outcomes = await isthmus.announced();
    const logs = [bridge, ...services].map(({ log }) => log);
    const metrics = await Promise.all([bridge, ...services].map((service) => service.metrics()));
    expect(outcomes.length).to.be.greaterThan(20);
    // A document is called by its name in ERPNext, which makes it of a Customer's or an Address's title.
    const facts = outcomes.map(({ document, ...fact }) => ({ ...fact, doctype: document?.doctype }));
    const readable = [...logs.flat(), ...facts].map(text).concat(headers, metrics).join('\n');
    const found = [...names, secret, 'broken@example.com'].filter((name) => readable.includes(name));

    expect(found).to.deep.equal([]);
    expect(readable).not.to.match(/[\w.+-]+@[\w-]+\.(example|com)\b/);
  });
});

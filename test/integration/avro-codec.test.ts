import { createServer, type Server } from 'node:http';
import { once } from 'node:events';
import type { AddressInfo } from 'node:net';
import { expect } from 'chai';
import { codeOf } from '#libs/errors/integration-error.js';
import { avroDecoder, avroEncoder, AvroRegistry } from '#libs/messaging/avro-codec.js';
import { eventually } from '../support/eventually.js';
import { ownRegistry, servers } from '../support/servers.js';
import { uniqueName } from '../support/unique-topic.js';

interface Person {
  id: string;
  at: number;
  nickname?: string | null;
}

const field = (name: string, type: unknown, more: object = {}) => ({ name, type, ...more });
const at = field('at', { type: 'long', logicalType: 'timestamp-millis' });
const older = { type: 'record', name: 'Person', namespace: 'test', fields: [field('id', 'string'), at] };
const newer = {
  ...older,
  fields: [...older.fields, field('nickname', ['null', 'string'], { default: null })],
};
const person: Person = { id: 'p1', at: 1764000000000, nickname: 'Ann' };

describe('The Avro codec on a real registry', () => {
  let url: string;
  let registry: AvroRegistry;
  let subject: string;

  before(async () => {
    url = (await servers()).registry.url;
  });

  beforeEach(() => {
    registry = new AvroRegistry({ url }, { timeoutMs: 20_000, askAgainAfterMs: 50 });
    subject = uniqueName('subject');
  });

  const codec = (schema: object) => ({
    encoder: avroEncoder<Person>(registry, subject, schema),
    decoder: avroDecoder<Person>(registry, schema),
  });
  const failureOf = (work: Promise<unknown>) => work.then(() => 'none', codeOf);

  it('reads what it wrote, longs as numbers', async () => {
    await registry.ensure(subject, newer);
    const { encoder, decoder } = codec(newer);

    expect({ ...(await decoder.decode(await encoder.encode(person))) }).to.deep.equal(person);
  });

  it('reads what an older and what a newer version wrote', async () => {
    await registry.ensure(subject, older);
    await registry.ensure(subject, newer);
    const fromOlder = await codec(older).encoder.encode({ id: 'p1', at: 5 });
    const fromNewer = await codec(newer).encoder.encode(person);

    expect({ ...(await codec(newer).decoder.decode(fromOlder)) }).to.deep.equal({
      id: 'p1',
      at: 5,
      nickname: null,
    });
    expect({ ...(await codec(older).decoder.decode(fromNewer)) }).to.deep.equal({ id: 'p1', at: person.at });
  });

  it('says which field does not fit, and not what it holds', async () => {
    await registry.ensure(subject, newer);
    const misfit = { id: 'p1', at: 'a secret', colour: 'red' } as unknown as Person;

    const error = await codec(newer)
      .encoder.encode(misfit)
      .catch((e: unknown) => e);

    expect(error).to.be.instanceOf(TypeError);
    expect(String(error)).to.include('at').and.not.include('secret');
  });

  it('refuses to write with a schema that was never registered', async () => {
    expect(await failureOf(codec(newer).encoder.encode(person))).to.equal('SCHEMA_NOT_REGISTERED');

    await registry.ensure(subject, older);

    expect(await failureOf(codec(newer).encoder.encode(person))).to.equal('SCHEMA_NOT_REGISTERED');
  });

  it('writes as soon as the schema was registered after all', async () => {
    const { encoder } = codec(newer);
    await failureOf(encoder.encode(person));

    await registry.ensure(subject, newer);

    expect(await encoder.encode(person)).to.be.instanceOf(Buffer);
  });

  it('parks what no registry can decode', async () => {
    await registry.ensure(subject, newer);
    const { encoder, decoder } = codec(newer);
    const good = await encoder.encode(person);

    const failures = await Promise.all(
      [good.subarray(0, 4), good.subarray(0, -3), Buffer.concat([good, good]), Buffer.from('{}'), null].map(
        (value) => failureOf(decoder.decode(value)),
      ),
    );

    expect(failures).to.deep.equal(Array(5).fill('UNDECODABLE'));
  });

  it('does not know a schema that the registry does not know, and asks no more for a while', async () => {
    const decoder = avroDecoder<Person>(registry, newer);
    const unknown = Buffer.from([0, 0, 1, 226, 64, 0, 0]);

    const first = await failureOf(decoder.decode(unknown));
    const asked = Date.now();
    const second = await failureOf(decoder.decode(unknown));

    expect([first, second]).to.deep.equal(['SCHEMA_UNKNOWN', 'SCHEMA_UNKNOWN']);
    expect(Date.now() - asked).to.be.lessThan(20);
  });

  it('tells setup what it made, found and could not change', async () => {
    const required = { ...older, fields: [...older.fields, field('email', 'string')] };

    expect(await registry.ensure(subject, older, { dryRun: true })).to.deep.equal({ state: 'missing' });
    expect(await registry.ensure(subject, older)).to.deep.equal({ state: 'made' });
    expect(await registry.ensure(subject, older)).to.deep.equal({ state: 'already there' });
    expect(await registry.ensure(subject, older, { compatibility: 'BACKWARD' })).to.include({
      state: 'differs',
    });
    expect(await registry.ensure(subject, required)).to.include({ state: 'differs' });
  });

  it('waits for a registry that is down or frozen, and reads on when it is back', async () => {
    const own = await ownRegistry();
    registry = new AvroRegistry({ url: own.url }, { timeoutMs: 20_000, askAgainAfterMs: 50 });
    await registry.ensure(subject, newer);
    const value = await codec(newer).encoder.encode(person);
    const impatient = new AvroRegistry({ url: own.url }, { timeoutMs: 1000, askAgainAfterMs: 50 });
    const decoder = avroDecoder<Person>(impatient, newer);

    own.freeze();
    const frozen = await failureOf(decoder.decode(value));
    own.thaw();
    await own.kill();
    const killed = await failureOf(decoder.decode(value));
    const cached = await failureOf(codec(newer).decoder.decode(value));
    await own.start();

    expect([frozen, killed, cached]).to.deep.equal(['REGISTRY_UNAVAILABLE', 'REGISTRY_UNAVAILABLE', 'none']);
    await eventually(async () => expect((await decoder.decode(value)).id).to.equal('p1'));
  });

  describe('that is something else', () => {
    let server: Server;
    let status = 404;

    before(async () => {
      server = createServer((_, response) =>
        response.writeHead(status, { 'content-type': 'text/html' }).end('<p>'),
      );
      server.listen(0, '127.0.0.1');
      await once(server, 'listening');
    });

    after(() => server.close());

    const failureAt = async (answer: number) => {
      status = answer;
      const stranger = new AvroRegistry(
        { url: `http://127.0.0.1:${(server.address() as AddressInfo).port}` },
        { timeoutMs: 1000, askAgainAfterMs: 10 },
      );
      return failureOf(stranger.idOf(subject, older));
    };

    it('is told apart from a registry that does not know the schema', async () => {
      expect(await failureAt(404)).to.equal('REGISTRY_UNRECOGNISED');
    });

    it('is told apart when only the path is missing', async () => {
      const stranger = new AvroRegistry({ url: new URL('/', url).href.replace(/\/$/, '') });

      expect(await failureOf(stranger.idOf(subject, older))).to.equal('REGISTRY_UNRECOGNISED');
    });

    it('may refuse our login, or be down behind a proxy', async () => {
      expect([await failureAt(401), await failureAt(502)]).to.deep.equal([
        'REGISTRY_FORBIDDEN',
        'REGISTRY_UNAVAILABLE',
      ]);
    });
  });
});

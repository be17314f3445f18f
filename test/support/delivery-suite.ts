import { expect } from 'chai';
import type { AvroRecordSchema } from '#libs/messaging/avro-codec.js';
import type { Event } from '#libs/messaging/message.js';
import type { Topics } from '#libs/messaging/topics.js';
import { eventually } from './eventually.js';
import { Isthmus } from './isthmus.js';

/** What the promises of delivery need to know of a service to be tried on it. */
export interface DeliveredService<E extends Event> {
  readonly name: string;
  readonly schema: AvroRecordSchema;
  readonly topic: (topics: Topics) => string;
  readonly deadLetterTopic: (topics: Topics) => string;
  /** DocType of the one document that each event makes. */
  readonly doctype: string;
  readonly outcome: string;
  /** An event of the n-th customer. */
  readonly event: (n: number) => E;
  readonly medusaIdOf: (event: E) => string;
  readonly keyOf: (event: E) => string;
  /** How many customers pass the stuck one; fewer where each costs many calls. */
  readonly crowd?: number;
  /** An event that waits for long, of a customer of its own; whatever it needs stands in ERPNext by then. */
  readonly stuck: (isthmus: Isthmus) => Promise<E>;
}

const numbers = (count: number, from = 0) => Array.from({ length: count }, (_, index) => from + index);

/** What every service promises, whatever it writes: tried on a real Kafka and registry, with the service as a process. */
export const describeDelivery = <E extends Event>(service: DeliveredService<E>): void => {
  describe(`${service.name}, as every service,`, function () {
    this.timeout(180_000);
    let isthmus: Isthmus;

    beforeEach(async () => (isthmus = await Isthmus.start()));
    afterEach(() => isthmus.stop());

    const publish = (...events: E[]) =>
      isthmus.publish(
        service.topic(isthmus.topics),
        service.schema,
        events.map((event) => [service.keyOf(event), event] as const),
      );
    const ids = () =>
      isthmus.sandbox.documents(service.doctype).map((document) => document['medusa_id'] ?? null);
    const facts = async () => (await isthmus.announced()).filter(({ type }) => type === service.outcome);
    const parked = () => isthmus.records(service.deadLetterTopic(isthmus.topics));
    const causeOf = (record: Awaited<ReturnType<typeof parked>>[number]) =>
      record.headers['dlt-cause']?.toString();

    /** Each of these events has its one document and its fact, and there is nothing else. */
    const allDone = (events: readonly E[]) =>
      eventually(
        async () => {
          const wanted = events.map(service.medusaIdOf).sort();
          expect(ids().sort()).to.deep.equal(wanted);
          expect([...new Set((await facts()).map(({ medusaId }) => medusaId))].sort()).to.deep.equal(wanted);
        },
        { withinMs: 120_000, everyMs: 200 },
      );

    it('makes one document and tells one fact, however often the same event comes', async () => {
      await isthmus.run(service.name);
      const [event, last] = [service.event(0), service.event(1)];

      await publish(...numbers(20).map(() => event));
      for (let n = 0; n < 5; n += 1) await publish(event);
      await publish(last);

      await allDone([event, last]);
      // Once more, when those that waited together have been handled as one.
      const before = (await facts()).length;
      await publish(event);
      const told = await eventually(async () => {
        const now = await facts();
        expect(now.length).to.be.greaterThan(before);
        return now.filter(({ medusaId }) => medusaId === service.medusaIdOf(event));
      });
      expect(new Set(told.map(({ id }) => id)).size).to.equal(1);
      await allDone([event, last]);
      expect(await parked()).to.deep.equal([]);
    });

    it('makes one document when the answer to its insert was lost', async () => {
      await isthmus.run(service.name);
      isthmus.sandbox.faults.add({
        kind: 'answer-lost',
        method: 'POST',
        path: `resource/${service.doctype}`,
        count: 3,
      });
      const events = numbers(6).map(service.event);

      await publish(...events);

      await allDone(events);
      expect(await parked()).to.deep.equal([]);
    });

    it('waits while ERPNext is down, and then does everything, parking nothing', async () => {
      const running = await isthmus.run(service.name);
      const { id } = isthmus.sandbox.faults.add({ kind: 'down' });
      const events = numbers(30).map(service.event);

      await publish(...events);
      await eventually(async () =>
        expect(await running.metrics()).to.match(/isthmus_breaker_open\{.*ERPNEXT_UNAVAILABLE/),
      );
      expect(ids()).to.deep.equal([]);
      isthmus.sandbox.faults.remove(id);

      await allDone(events);
      expect(await parked()).to.deep.equal([]);
    });

    it('stops taking work while ERPNext refuses its credentials, parks nothing, and goes on by itself', async () => {
      const running = await isthmus.run(service.name);
      const { id } = isthmus.sandbox.faults.add({ kind: 'unauthorized' });
      const events = numbers(5).map(service.event);

      await publish(...events);
      await eventually(async () => expect(await running.notReady()).to.deep.equal(['ERPNEXT_CREDENTIALS']));
      isthmus.sandbox.faults.remove(id);

      await allDone(events);
      expect(await parked()).to.deep.equal([]);
    });

    it('loses and doubles nothing when it is killed between a write and its announcement', async () => {
      const running = await isthmus.run(service.name, {
        DELIVERY_RETRY_MIN: '30s',
        DELIVERY_RETRY_MAX: '60s',
      });
      // The write is done, its answer is lost: until it is looked up, nothing can be announced.
      isthmus.sandbox.faults.add({
        kind: 'answer-lost',
        method: 'POST',
        path: `resource/${service.doctype}`,
      });
      const events = numbers(2).map(service.event);

      await publish(...events);
      await eventually(() => expect(ids()).to.have.length(2));
      await running.kill();
      expect(await facts()).to.deep.equal([]);
      isthmus.sandbox.faults.clear();
      await isthmus.run(service.name);

      await allDone(events);
    });

    it('lets one stuck customer hold up nobody else', async () => {
      const running = await isthmus.run(service.name);
      const stuck = await service.stuck(isthmus);
      const before = ids();
      const others = numbers(service.crowd ?? 1_000).map(service.event);

      await publish(stuck, ...others);

      await eventually(
        () =>
          expect(
            ids()
              .filter((id) => !before.includes(id))
              .sort(),
          ).to.deep.equal(others.map(service.medusaIdOf).sort()),
        { withinMs: 120_000, everyMs: 200 },
      );
      expect(await running.metrics()).to.match(/isthmus_oldest_waiting_seconds\{/);
      expect(await parked()).to.deep.equal([]);
    });

    it('parks poison with its bytes untouched, and goes on behind it', async () => {
      await isthmus.run(service.name);
      const [first, last] = [service.event(0), service.event(1)];
      const poison = Buffer.from([0, 0, 0, 0, 99, 1, 2, 3]);
      const topic = service.topic(isthmus.topics);

      await publish(first);
      for (const value of [poison, Buffer.from('{}'), null]) {
        await isthmus.publisher.publish({ topic, key: service.keyOf(first), value, headers: { ce_id: 'x' } });
      }
      await publish(last);

      await allDone([first, last]);
      const letters = await eventually(async () => {
        const found = await parked();
        expect(found).to.have.length(3);
        return found;
      });
      expect(letters.map(causeOf).sort()).to.deep.equal(['SCHEMA_UNKNOWN', 'UNDECODABLE', 'UNDECODABLE']);
      const letter = letters.find((record) => causeOf(record) === 'SCHEMA_UNKNOWN');
      expect(letter?.value).to.deep.equal(poison);
      expect(letter?.headers['ce_id']?.toString()).to.equal('x');
    });

    it('does each event once while members join, leave and are killed under load', async () => {
      isthmus.sandbox.faults.add({ kind: 'latency', ms: 2, maxMs: 8 });
      const events = numbers(400).map(service.event);
      const first = await isthmus.run(service.name);

      await publish(...events.slice(0, 200));
      const second = await isthmus.run(service.name);
      await publish(...events.slice(200));
      const [left] = await Promise.all([first.terminate(), isthmus.run(service.name)]);
      await second.kill();

      await allDone(events);
      expect(left).to.equal(0);
      expect(await parked()).to.deep.equal([]);
    });

    it('ends well on SIGTERM with calls in flight, and somebody else does the rest', async () => {
      isthmus.sandbox.faults.add({ kind: 'latency', ms: 300 });
      const running = await isthmus.run(service.name);
      const events = numbers(12).map(service.event);

      await publish(...events);
      await eventually(() => expect(isthmus.sandbox.requests.inFlight).to.be.greaterThan(0));
      expect(await running.terminate()).to.equal(0);
      isthmus.sandbox.faults.clear();
      await isthmus.run(service.name);

      await allDone(events);
      expect(await parked()).to.deep.equal([]);
    });
  });
};

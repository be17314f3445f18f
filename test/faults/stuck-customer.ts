import { expect } from 'chai';
import { IntegrationError } from '#libs/errors/integration-error.js';
import { KafkaPublisher } from '#libs/messaging/kafka-publisher.js';
import type { KafkaSettings } from '#libs/messaging/kafka-settings.js';
import { collectGarbage } from '../support/collect-garbage.js';
import { eventually } from '../support/eventually.js';
import { quietLog } from '../support/quiet-log.js';
import { servers } from '../support/servers.js';
import { numbered, produce, startTestService, upTo, type TestService } from '../support/test-service.js';
import { uniqueTopic } from '../support/unique-topic.js';

class Conflict extends IntegrationError {
  readonly code = 'ERPNEXT_CONFLICT';
}

/** To be measured, not part of `npm test`: docs/effect-once.md has the figures. */
const behindIt = Number(process.env['STUCK_RECORDS'] ?? 5_000);
const heldMs = Number(process.env['STUCK_MINUTES'] ?? 0.25) * 60_000;
const customers = 1_000;
const arriveEveryMs = 50;
const lookEveryMs = 10_000;
const mebibyte = 2 ** 20;

describe('One customer who is stuck', function () {
  this.timeout(2 * heldMs + 20 * 60_000);
  let kafka: KafkaSettings;

  before(async () => {
    kafka = { clientId: 'test', brokers: (await servers()).kafka.brokers };
  });

  /**
   * A partition full of records, behind one that is stuck or not; when they are done, more arrive one by one. In the
   * end the stuck one goes through.
   */
  const run = async (stuck: boolean) => {
    const topic = await uniqueTopic(kafka);
    const backlog = upTo(behindIt).map((n) => numbered(`k${n % customers}`, n));
    await produce(kafka, topic, [...(stuck ? [numbered('stuck', 0)] : []), ...backlog]);
    const waited = { behind: [] as number[], arriving: [] as number[] };
    const arrivedAt = new Map<number, number>();
    let mended = false;
    const began = performance.now();

    const service = await startTestService({
      kafka,
      topic,
      // Else it would be parked when the quarter of an hour is over.
      bounds: { keepsFailing: { attempts: Infinity, overMs: Infinity, whileSucceeded: Infinity } },
      handle: ({ key, number }) => {
        if (key === 'stuck')
          return mended ? Promise.resolve() : Promise.reject(new Conflict('somebody holds the document'));
        const arrived = arrivedAt.get(number);
        if (arrivedAt.delete(number)) waited.arriving.push(performance.now() - (arrived ?? 0));
        else waited.behind.push(performance.now() - began);
        return Promise.resolve();
      },
    });
    await eventually(() => expect(waited.behind).to.have.length(behindIt), { withinMs: 10 * 60_000 });

    const publisher = new KafkaPublisher(kafka, quietLog);
    const memory = [memoryOf(service)];
    let arriving = 0;
    for (let look = performance.now(); performance.now() - began < heldMs;) {
      const number = behindIt + arriving++;
      const [key, value] = [
        `k${number % customers}`,
        JSON.stringify(numbered(`k${number % customers}`, number)),
      ];
      arrivedAt.set(number, performance.now());
      await publisher.publish({ topic, key, value: Buffer.from(value), headers: {} });
      await new Promise((resolve) => setTimeout(resolve, arriveEveryMs));
      if (performance.now() - look < lookEveryMs) continue;
      look = performance.now();
      memory.push(memoryOf(service));
    }
    await publisher.close();
    await eventually(() => expect(waited.arriving).to.have.length(arriving));
    const { unfinished } = service.state();
    memory.push(memoryOf(service));

    mended = true;
    await eventually(async () => expect([...(await service.lag()).values()]).to.deep.equal([0]));
    await service.stop();
    return {
      unfinished,
      memory,
      behind: p99(waited.behind),
      arriving: p99(waited.arriving),
      arrived: arriving,
    };
  };

  it('holds up nobody else in the partition for as long as it is stuck, and fills no memory', async () => {
    const without = await run(false);
    const beside = await run(true);

    console.log(`      nobody stuck:       ${shown(without)}\n      one customer stuck: ${shown(beside)}`);
    expect(without.unfinished).to.equal(0);
    expect(beside.unfinished).to.equal(1);
    const heaps = beside.memory.map(({ heap }) => heap);
    expect(Math.max(...heaps) - (heaps[0] ?? 0)).to.be.below(16);
  });

  const shown = ({ behind, arriving, arrived, memory }: Awaited<ReturnType<typeof run>>) =>
    [
      `p99 ${Math.round(behind)} ms of ${behindIt} records behind it`,
      `${Math.round(arriving)} ms of ${arrived} that arrived meanwhile`,
      `heap ${span(memory.map(({ heap }) => heap))} MiB, resident ${span(memory.map(({ resident }) => resident))} MiB`,
    ].join(', ');
});

/** In MiB, after the garbage is gone and without what the test service keeps for the sake of other tests. */
const memoryOf = ({ begun, handled, announced }: TestService) => {
  for (const kept of [begun, handled, announced]) kept.length = 0;
  collectGarbage();
  const { heapUsed, rss } = process.memoryUsage();
  return { heap: heapUsed / mebibyte, resident: rss / mebibyte };
};

const span = (values: readonly number[]) =>
  `${values[0]?.toFixed(1)} at first, ${Math.max(...values).toFixed(1)} at most, ${values.at(-1)?.toFixed(1)} at last`;

const p99 = (values: number[]) => values.sort((a, b) => a - b)[Math.floor(values.length * 0.99)] ?? 0;

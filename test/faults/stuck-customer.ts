import { expect } from 'chai';
import { IntegrationError } from '#libs/errors/integration-error.js';
import type { KafkaSettings } from '#libs/messaging/kafka-settings.js';
import { collectGarbage } from '../support/collect-garbage.js';
import { eventually } from '../support/eventually.js';
import { servers } from '../support/servers.js';
import { numbered, produce, startTestService, upTo } from '../support/test-service.js';
import { uniqueTopic } from '../support/unique-topic.js';

class Conflict extends IntegrationError {
  readonly code = 'ERPNEXT_CONFLICT';
}

/** Behind the stuck one in its partition. To be measured, not part of `npm test`: docs/effect-once.md has the figures. */
const records = Number(process.env['STUCK_RECORDS'] ?? 5_000);
const customers = 1_000;
const mebibyte = 2 ** 20;

describe('One customer who is stuck', function () {
  this.timeout('10m');
  let kafka: KafkaSettings;

  before(async () => {
    kafka = { clientId: 'test', brokers: (await servers()).kafka.brokers };
  });

  /** Handles everything but the stuck record; tells how long the others took, and how much more memory is in use. */
  const run = async (stuck: boolean) => {
    const topic = await uniqueTopic(kafka);
    const others = upTo(records).map((n) => numbered(`k${n % customers}`, n));
    await produce(kafka, topic, [...(stuck ? [numbered('stuck', 0)] : []), ...others]);
    const took: number[] = [];
    const heapBefore = heapUsed();
    const began = performance.now();

    const service = await startTestService({
      kafka,
      topic,
      handle: ({ key }) => {
        if (key === 'stuck') return Promise.reject(new Conflict('somebody holds the document'));
        took.push(performance.now() - began);
        return Promise.resolve();
      },
    });
    await eventually(() => expect(took).to.have.length(records), { withinMs: 500_000 });

    const { unfinished } = service.state();
    const heapMiB = (heapUsed() - heapBefore) / mebibyte;
    await service.stop();
    return { unfinished, heapMiB, p99Ms: took.sort((a, b) => a - b)[Math.floor(records * 0.99)] ?? 0 };
  };

  it('holds up nobody else in the partition, and fills no memory', async () => {
    const without = await run(false);
    const beside = await run(true);

    const shown = ({ p99Ms, heapMiB }: typeof beside) =>
      `p99 ${Math.round(p99Ms)} ms, heap ${heapMiB.toFixed(1)} MiB`;
    console.log(`      ${records} records: ${shown(without)}; beside a stuck one: ${shown(beside)}`);
    expect(without.unfinished).to.equal(0);
    expect(beside.unfinished).to.equal(1);
    // Both keep every event that they saw, for the sake of other tests.
    expect(beside.heapMiB - without.heapMiB).to.be.below(16);
  });
});

const heapUsed = (): number => {
  collectGarbage();
  return process.memoryUsage().heapUsed;
};

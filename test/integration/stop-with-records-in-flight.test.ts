import { expect } from 'chai';
import { IntegrationError } from '#libs/errors/integration-error.js';
import type { KafkaSettings } from '#libs/messaging/kafka-settings.js';
import { eventually } from '../support/eventually.js';
import { readTopic } from '../support/read-topic.js';
import { servers } from '../support/servers.js';
import { numbered, produce, startTestService, upTo } from '../support/test-service.js';
import { uniqueTopic } from '../support/unique-topic.js';

class Unavailable extends IntegrationError {
  readonly code = 'ERPNEXT_UNAVAILABLE';
}

describe('A service that is told to stop', () => {
  let kafka: KafkaSettings;

  before(async () => {
    kafka = { clientId: 'test', brokers: (await servers()).kafka.brokers };
  });

  it('ends the calls in hand, begins no other, and leaves nothing finished uncommitted', async () => {
    const topic = await uniqueTopic(kafka, { partitions: 3 });
    await produce(
      kafka,
      topic,
      upTo(5).flatMap((n) => upTo(10).map((key) => numbered(`k${key}`, n))),
    );
    const first = await startTestService({
      kafka,
      topic,
      handle: () => new Promise((resolve) => setTimeout(resolve, 300)),
    });
    await eventually(() => expect(first.begun).to.have.length(10));

    const asked = Date.now();
    await first.stop();

    expect(Date.now() - asked).to.be.lessThan(3000);
    expect(first.handled).to.have.length(first.begun.length);

    const second = await startTestService({
      kafka,
      topic,
      groupId: first.groupId,
      handle: () => Promise.resolve(),
    });
    await eventually(() =>
      expect(new Set([...first.handled, ...second.handled].map(({ id }) => id)).size).to.equal(50),
    );
    await second.stop();
    // Of each partition only what stands behind its first unfinished record may come again.
    expect(first.handled.length + second.handled.length - 50).to.be.lessThan(first.handled.length);
  });

  it('does not wait for records that wait, and parks none of them', async () => {
    const topic = await uniqueTopic(kafka);
    await produce(
      kafka,
      topic,
      upTo(20).map((n) => numbered(`k${n}`, n)),
    );
    const service = await startTestService({
      kafka,
      topic,
      handle: () => Promise.reject(new Unavailable('down')),
    });
    await eventually(() => expect(service.state().breakerOpenedBy).to.equal('ERPNEXT_UNAVAILABLE'));

    const asked = Date.now();
    await service.stop();

    expect(Date.now() - asked).to.be.lessThan(3000);
    expect(await readTopic(kafka, service.deadLetterTopic)).to.deep.equal([]);
  });

  it('leaves a call that does not end in time, and the record is handled again by the next', async () => {
    const topic = await uniqueTopic(kafka);
    await produce(kafka, topic, [numbered('k', 0)]);
    const first = await startTestService({
      kafka,
      topic,
      handle: () => new Promise(() => undefined),
      timing: { drainMs: 500, farewellMs: 3000 },
    });
    await eventually(() => expect(first.begun).to.have.length(1));

    const asked = Date.now();
    await first.stop();
    expect(Date.now() - asked).to.be.within(500, 3500);

    const second = await startTestService({
      kafka,
      topic,
      groupId: first.groupId,
      handle: () => Promise.resolve(),
    });
    await eventually(() => expect(second.handled).to.have.length(1));
    await second.stop();
  });
});

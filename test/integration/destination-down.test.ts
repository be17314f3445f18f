import { expect } from 'chai';
import { IntegrationError } from '#libs/errors/integration-error.js';
import type { KafkaSettings } from '#libs/messaging/kafka-settings.js';
import { eventually } from '../support/eventually.js';
import { readTopic } from '../support/read-topic.js';
import { servers } from '../support/servers.js';
import { numbered, numbersOf, produce, startTestService, upTo } from '../support/test-service.js';
import { uniqueTopic } from '../support/unique-topic.js';

class Unavailable extends IntegrationError {
  readonly code = 'ERPNEXT_UNAVAILABLE';
}

describe('A destination that is down', () => {
  it('fills the window, costs one call at a time, parks nothing, and everything goes on when it is back', async () => {
    const kafka: KafkaSettings = { clientId: 'test', brokers: (await servers()).kafka.brokers };
    const topic = await uniqueTopic(kafka, { partitions: 2 });
    let down = true;
    const service = await startTestService({
      kafka,
      topic,
      handle: () => (down ? Promise.reject(new Unavailable('down')) : Promise.resolve()),
      bounds: { window: { perPartition: 100, perKey: 10, crowdedAt: 0.8 } },
    });
    await produce(
      kafka,
      topic,
      upTo(40).flatMap((n) => upTo(20).map((key) => numbered(`k${key}`, n))),
    );
    await eventually(() => expect(service.state().unfinished).to.be.greaterThan(99));

    const before = service.begun.length;
    await new Promise((resolve) => setTimeout(resolve, 2000));
    expect(service.begun.length - before).to.be.within(2, 10);
    expect(service.state().ready).to.equal(true);

    down = false;
    await eventually(() => expect(service.handled).to.have.length(800));
    for (const numbers of Object.values(numbersOf(service.handled))) expect(numbers).to.deep.equal(upTo(40));
    expect(await readTopic(kafka, service.deadLetterTopic)).to.deep.equal([]);
    await service.stop();
  });
});

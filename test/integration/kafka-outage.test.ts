import { expect } from 'chai';
import type { KafkaSettings } from '#libs/messaging/kafka-settings.js';
import type { KafkaServer } from '../../sandbox/servers/kafka-server.js';
import { eventually } from '../support/eventually.js';
import { ownKafka } from '../support/servers.js';
import {
  numbered,
  numbersOf,
  produce,
  startTestService,
  upTo,
  type TestService,
} from '../support/test-service.js';
import { uniqueTopic } from '../support/unique-topic.js';

describe('A service whose Kafka goes away', () => {
  let broker: KafkaServer;
  let kafka: KafkaSettings;
  let service: TestService;

  before(async () => {
    broker = await ownKafka();
    kafka = { clientId: 'test', brokers: broker.brokers };
  });

  it('goes on by itself when the broker was killed and is back', async () => {
    const topic = await uniqueTopic(kafka, { partitions: 3 });
    service = await startTestService({ kafka, topic, handle: () => Promise.resolve() });
    await produce(
      kafka,
      topic,
      upTo(50).map((number) => numbered(`k${number % 5}`, number)),
    );
    await eventually(() => expect(service.handled).to.have.length(50));

    await broker.kill();
    await broker.start();
    await produce(
      kafka,
      topic,
      upTo(50).map((number) => numbered(`k${number % 5}`, 50 + number)),
    );

    await eventually(() => expect(new Set(service.handled.map(({ id }) => id)).size).to.equal(100), {
      withinMs: 60_000,
    });
    for (const [key, numbers] of Object.entries(numbersOf(service.handled)))
      expect([...new Set(numbers)], key).to.deep.equal(upTo(20).map((n) => n * 5 + Number(key.slice(1))));
    expect(service.gaveUp).to.deep.equal([]);
    await eventually(() => expect(service.state().ready).to.equal(true));
    await service.stop();
  });
});

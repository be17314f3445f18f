import { expect } from 'chai';
import { avroDecoder, avroEncoder, AvroRegistry } from '#libs/messaging/avro-codec.js';
import type { KafkaSettings } from '#libs/messaging/kafka-settings.js';
import { subjectOf } from '#libs/messaging/topics.js';
import { eventually } from '../support/eventually.js';
import { readTopic } from '../support/read-topic.js';
import { ownRegistry, servers } from '../support/servers.js';
import { numbered, numbersOf, produce, startTestService, type Numbered } from '../support/test-service.js';
import { uniqueTopic } from '../support/unique-topic.js';

const numberedSchema = {
  type: 'record',
  name: 'Numbered',
  namespace: 'test',
  fields: [
    { name: 'id', type: 'string' },
    { name: 'type', type: 'string' },
    { name: 'occurredAt', type: { type: 'long', logicalType: 'timestamp-millis' } },
    { name: 'key', type: 'string' },
    { name: 'number', type: 'int' },
  ],
};

describe('A service whose registry goes away', () => {
  it('waits, frozen or stopped, parks nothing, and goes on in order', async () => {
    const kafka: KafkaSettings = { clientId: 'test', brokers: (await servers()).kafka.brokers };
    const registry = await ownRegistry();
    const topic = await uniqueTopic(kafka);
    const setUp = new AvroRegistry({ url: registry.url });
    await setUp.ensure(subjectOf(topic), numberedSchema);
    const encoder = avroEncoder<Numbered>(setUp, subjectOf(topic), numberedSchema);
    const encoded = async (number: number) => ({
      key: 'k',
      bytes: await encoder.encode(numbered('k', number)),
    });
    await produce(kafka, topic, [await encoded(0), await encoded(1)]);

    registry.freeze();
    const impatient = new AvroRegistry({ url: registry.url }, { timeoutMs: 500, askAgainAfterMs: 50 });
    const service = await startTestService({
      kafka,
      topic,
      handle: () => Promise.resolve(),
      decoder: avroDecoder<Numbered>(impatient, numberedSchema),
    });
    await eventually(() => expect(service.state().oldestWaiting[0]?.cause).to.equal('REGISTRY_UNAVAILABLE'));
    // Frozen as it is: for the moment between a thaw and its end it would answer.
    await registry.kill();
    await new Promise((resolve) => setTimeout(resolve, 500));
    expect(service.handled).to.deep.equal([]);
    await registry.start();

    await eventually(() => expect(numbersOf(service.handled)).to.deep.equal({ k: [0, 1] }));
    expect(await readTopic(kafka, service.deadLetterTopic)).to.deep.equal([]);
    await service.stop();
  });
});

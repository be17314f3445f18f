import { expect } from 'chai';
import type { KafkaSettings } from '#libs/messaging/kafka-settings.js';
import { eventually } from '../support/eventually.js';
import { listeningLog } from '../support/quiet-log.js';
import { servers } from '../support/servers.js';
import { numbered, produce, startTestService, upTo } from '../support/test-service.js';
import { createTopic, deleteTopic, uniqueTopic } from '../support/unique-topic.js';

describe('A topic that is made anew under a running service', () => {
  it('is read from its beginning, and somebody is told', async () => {
    const kafka: KafkaSettings = { clientId: 'test', brokers: (await servers()).kafka.brokers };
    const topic = await uniqueTopic(kafka);
    const log = listeningLog();
    const service = await startTestService({ kafka, topic, log, handle: () => Promise.resolve() });
    await produce(
      kafka,
      topic,
      upTo(20).map((number) => numbered('old', number)),
    );
    await eventually(async () => expect([...(await service.lag()).values()]).to.deep.equal([0]));

    await deleteTopic(kafka, topic);
    await eventually(() => createTopic(kafka, topic));
    await produce(
      kafka,
      topic,
      upTo(5).map((number) => numbered('new', number)),
    );

    await eventually(() => expect(service.handled.filter(({ key }) => key === 'new')).to.have.length(5), {
      withinMs: 60_000,
    });
    const alerts = log.lines.filter(({ level }) => level === 'error').map(({ message }) => message);
    expect(alerts).to.include('log was reset: the topic was made anew or cut');
    expect(service.gaveUp).to.deep.equal([]);
    await service.stop();
  });
});

import { expect } from 'chai';
import { ensureTopics, withAdmin } from '#libs/messaging/kafka-admin.js';
import type { KafkaSettings } from '#libs/messaging/kafka-settings.js';
import { topicSpecs, topicsOf } from '#libs/messaging/topics.js';
import { quietLog } from '../support/quiet-log.js';
import { servers } from '../support/servers.js';
import { uniqueName } from '../support/unique-topic.js';

describe('Topics on a real Kafka', () => {
  it('are made once, and compared ever after', async () => {
    const settings: KafkaSettings = { clientId: 'test', brokers: (await servers()).kafka.brokers };
    const topics = topicsOf(`${uniqueName('shop')}.`);
    const ensure = (partitions: number, dryRun = false) =>
      withAdmin(settings, quietLog, (admin) =>
        ensureTopics(admin, topicSpecs(topics, { partitions, ingestRetentionMs: partitions * 1000 }), {
          dryRun,
        }),
      );
    const states = (results: ReadonlyMap<string, { state: string }>) => [
      ...new Set([...results.values()].map(({ state }) => state)),
    ];

    expect(states(await ensure(3, true))).to.deep.equal(['missing']);
    expect(states(await ensure(3))).to.deep.equal(['made']);
    expect(states(await ensure(3))).to.deep.equal(['already there']);
    expect((await ensure(4)).get(topics.customerEvents)).to.deep.equal({
      state: 'differs',
      how: '3 partitions, not 4; retention.ms is 3000, not 4000',
    });
  });
});

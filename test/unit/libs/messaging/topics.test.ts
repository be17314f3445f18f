import { expect } from 'chai';
import { subjectOf, topicSpecs, topicsOf } from '#libs/messaging/topics.js';

describe('The topics', () => {
  it('bear the prefix of a shared cluster, all of them', () => {
    const names = Object.values(topicsOf('shop-a.'));

    expect(names).to.have.length(8);
    expect(names.every((name) => String(name).startsWith('shop-a.'))).to.equal(true);
  });

  it('are made with one count of partitions', () => {
    const specs = topicSpecs(topicsOf(), { partitions: 6 });

    expect(specs.map(({ partitions }) => partitions)).to.deep.equal(Array(8).fill(6));
    expect(specs.map(({ topic }) => topic)).to.have.members(Object.values(topicsOf()));
  });

  it('keep dead letters no longer than the records that they come from', () => {
    const topics = topicsOf();
    const retention = new Map(
      topicSpecs(topics, { ingestRetentionMs: 1000, lifecycleRetentionMs: 9000 }).map(
        ({ topic, configuration }) => [topic, configuration['retention.ms']] as const,
      ),
    );

    expect(retention.get(topics.customerEvents)).to.equal('1000');
    expect(retention.get(topics.leadDeadLetters)).to.equal('1000');
    expect(retention.get(topics.lifecycle)).to.equal('9000');
  });

  it('stamp a record of the shop when it arrives', () => {
    const [customers] = topicSpecs(topicsOf());

    expect(customers?.configuration).to.include({ 'message.timestamp.type': 'LogAppendTime' });
  });

  it('name one subject each', () => {
    expect(subjectOf(topicsOf().lifecycle)).to.equal('crm.customer.lifecycle.v1-value');
  });

  it('are kept for a month, facts for a quarter, in twelve partitions, unless told', () => {
    const [customers, , , , lifecycle] = topicSpecs(topicsOf());
    const dayMs = 86_400_000;

    expect(customers).to.deep.equal({
      topic: 'medusa.customer.events.v1',
      partitions: 12,
      replication: -1,
      configuration: {
        'cleanup.policy': 'delete',
        'retention.ms': String(30 * dayMs),
        'message.timestamp.type': 'LogAppendTime',
      },
    });
    expect(lifecycle?.configuration).to.deep.equal({
      'cleanup.policy': 'delete',
      'retention.ms': String(90 * dayMs),
    });
  });
});

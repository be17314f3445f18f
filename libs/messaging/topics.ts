/** Every topic of Isthmus by what it carries. */
export interface Topics {
  readonly customerEvents: string;
  readonly quotationEvents: string;
  readonly addressEvents: string;
  /** Raw webhooks: genuine, but not mappable. */
  readonly webhookDeadLetters: string;
  readonly lifecycle: string;
  readonly leadDeadLetters: string;
  readonly quotationDeadLetters: string;
  readonly addressDeadLetters: string;
}

/** The prefix keeps several Isthmuses apart on one cluster. */
export const topicsOf = (prefix = ''): Topics => ({
  customerEvents: `${prefix}medusa.customer.events.v1`,
  quotationEvents: `${prefix}medusa.quotation.events.v1`,
  addressEvents: `${prefix}medusa.address.events.v1`,
  webhookDeadLetters: `${prefix}medusa.webhook.dlt.v1`,
  lifecycle: `${prefix}crm.customer.lifecycle.v1`,
  leadDeadLetters: `${prefix}crm.lead.dlt.v1`,
  quotationDeadLetters: `${prefix}crm.quotation.dlt.v1`,
  addressDeadLetters: `${prefix}crm.address.dlt.v1`,
});

/** TopicNameStrategy: one type of record a topic. */
export const subjectOf = (topic: string): string => `${topic}-value`;

/** How a topic is made. */
export interface TopicSpec {
  readonly topic: string;
  readonly partitions: number;
  /** -1: as many as the broker makes by default. */
  readonly replication: number;
  readonly configuration: Readonly<Record<string, string>>;
}

export interface TopicOptions {
  /** Set once: another count sends the records of a customer to another partition. */
  readonly partitions?: number;
  readonly replication?: number;
  readonly ingestRetentionMs?: number;
  readonly lifecycleRetentionMs?: number;
}

const dayMs = 24 * 60 * 60 * 1000;

/** What `isthmus setup` makes and a service expects to find. */
export const topicSpecs = (
  topics: Topics,
  {
    partitions = 12,
    replication = -1,
    ingestRetentionMs = 30 * dayMs,
    lifecycleRetentionMs = 90 * dayMs,
  }: TopicOptions = {},
): readonly TopicSpec[] => {
  const spec = (
    topic: string,
    retentionMs: number,
    more: Readonly<Record<string, string>> = {},
  ): TopicSpec => ({
    topic,
    partitions,
    replication,
    configuration: { 'cleanup.policy': 'delete', 'retention.ms': String(retentionMs), ...more },
  });
  // A replay from a point in time asks when a record arrived here, not when the shop says it happened.
  const ingest = (topic: string) =>
    spec(topic, ingestRetentionMs, { 'message.timestamp.type': 'LogAppendTime' });
  // Not kept longer than ingest: a dead letter must not outlive the records that it belongs between.
  const deadLetters = (topic: string) => spec(topic, ingestRetentionMs);

  return [
    ingest(topics.customerEvents),
    ingest(topics.quotationEvents),
    ingest(topics.addressEvents),
    deadLetters(topics.webhookDeadLetters),
    spec(topics.lifecycle, lifecycleRetentionMs),
    deadLetters(topics.leadDeadLetters),
    deadLetters(topics.quotationDeadLetters),
    deadLetters(topics.addressDeadLetters),
  ];
};

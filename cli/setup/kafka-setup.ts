import type { Logger } from '#libs/logging/logger.js';
import { AvroRegistry } from '#libs/messaging/avro-codec.js';
import { ensureTopics, withAdmin } from '#libs/messaging/kafka-admin.js';
import type { SetupResult } from '#libs/messaging/schema-registry.js';
import { subjectOf, topicSpecs, topicsOf } from '#libs/messaging/topics.js';
import { kafkaConnection, registryConnection } from '#libs/service/connections.js';
import { addressEventSchema } from '#schemas/generated/address-event.js';
import { customerEventSchema } from '#schemas/generated/customer-event.js';
import { lifecycleEventSchema } from '#schemas/generated/lifecycle-event.js';
import { quotationEventSchema } from '#schemas/generated/quotation-event.js';
import type { KafkaSetupConfig } from '../config.js';
import type { SetupOptions } from './custom-field-setup.js';
import { orFailed, type Finding } from './finding.js';

/** Makes the topics that are missing. One that exists is only compared: its records may be in use. */
export const setUpTopics = async (
  config: KafkaSetupConfig,
  log: Logger,
  { dryRun }: SetupOptions,
): Promise<Finding[]> => {
  const { prefix, replication, ...options } = config.topics;
  const specs = topicSpecs(topicsOf(prefix), {
    ...options,
    ...(replication === undefined ? {} : { replication }),
  });
  const results = await withAdmin(kafkaConnection('isthmus-setup', config.kafka), log, (admin) =>
    ensureTopics(admin, specs, { dryRun }),
  );
  return [...results].map(([name, result]) =>
    findingOf({ kind: 'Topic', name }, result, 'change the topic with the tools of Kafka, or TOPIC_… here'),
  );
};

/** Registers what this version writes, under a compatibility that no later version may break. */
export const setUpSubjects = async (
  config: KafkaSetupConfig,
  { dryRun }: SetupOptions,
): Promise<Finding[]> => {
  const registry = new AvroRegistry(registryConnection(config.registry));
  const topics = topicsOf(config.topics.prefix);
  const schemas = [
    [topics.customerEvents, customerEventSchema],
    [topics.addressEvents, addressEventSchema],
    [topics.quotationEvents, quotationEventSchema],
    [topics.lifecycle, lifecycleEventSchema],
  ] as const;

  return Promise.all(
    schemas.map(([topic, schema]) => {
      const thing = { kind: 'Subject', name: subjectOf(topic) };
      return orFailed(thing, async () =>
        findingOf(thing, await registry.ensure(thing.name, schema, { dryRun }), 'see schemas/README.md'),
      );
    }),
  );
};

const findingOf = (
  thing: { readonly kind: string; readonly name: string },
  result: SetupResult,
  mend: string,
): Finding => {
  if (result.state === 'differs') return { ...thing, state: 'differs', detail: `${result.how}; ${mend}` };
  return { ...thing, state: result.state === 'missing' ? 'would be made' : result.state };
};

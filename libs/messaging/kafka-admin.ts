import kafkajs, { type Admin } from 'kafkajs';
import type { Logger } from '#libs/logging/logger.js';
import { createKafka } from './kafka-client.js';
import { kafkaFailure } from './kafka-failure.js';
import type { KafkaSettings } from './kafka-settings.js';
import type { SetupResult } from './schema-registry.js';
import type { TopicSpec } from './topics.js';

/** Runs `use` with an admin client that is connected before and gone after. */
export const withAdmin = async <T>(
  settings: KafkaSettings,
  log: Logger,
  use: (admin: Admin) => Promise<T>,
): Promise<T> => {
  const admin = createKafka(settings, log).admin();
  try {
    await admin.connect();
    return await use(admin);
  } catch (error) {
    throw kafkaFailure(error);
  } finally {
    await admin.disconnect().catch(() => undefined);
  }
};

/** Compares each topic with how it should be; makes those that are missing, unless it is a dry run. */
export const ensureTopics = async (
  admin: Admin,
  specs: readonly TopicSpec[],
  { dryRun = false }: { dryRun?: boolean } = {},
): Promise<ReadonlyMap<string, SetupResult>> => {
  const existing = new Set(await admin.listTopics());
  const missing = specs.filter(({ topic }) => !existing.has(topic));
  const there = specs.filter(({ topic }) => existing.has(topic));

  if (missing.length > 0 && !dryRun) await admin.createTopics({ topics: missing.map(toKafkaJs) });
  const differences = await differencesOf(admin, there);

  return new Map(
    specs.map(({ topic, ...spec }): [string, SetupResult] => {
      if (!existing.has(topic)) return [topic, { state: dryRun ? 'missing' : 'made' }];
      const how = differences({ topic, ...spec });
      return [topic, how ? { state: 'differs', how } : { state: 'already there' }];
    }),
  );
};

const toKafkaJs = ({ topic, partitions, replication, configuration }: TopicSpec) => ({
  topic,
  numPartitions: partitions,
  replicationFactor: replication,
  configEntries: Object.entries(configuration).map(([name, value]) => ({ name, value })),
});

const differencesOf = async (admin: Admin, specs: readonly TopicSpec[]) => {
  const held = await describeTopics(
    admin,
    specs.map(({ topic }) => topic),
  );
  return (spec: TopicSpec): string => {
    const topic = held.get(spec.topic);
    return topic === undefined ? '' : differencesFrom(spec, topic).map(textOf).join('; ');
  };
};

/** A topic as it is. */
export interface TopicState {
  readonly partitions: number;
  readonly configuration: ReadonlyMap<string, string>;
}

export const describeTopics = async (
  admin: Admin,
  names: readonly string[],
): Promise<ReadonlyMap<string, TopicState>> => {
  if (names.length === 0) return new Map();
  const { topics } = await admin.fetchTopicMetadata({ topics: [...names] });
  const { resources } = await admin.describeConfigs({
    includeSynonyms: false,
    resources: names.map((name) => ({ type: kafkajs.ConfigResourceTypes.TOPIC, name })),
  });
  return new Map(
    names.map((topic) => {
      const entries = resources.find(({ resourceName }) => resourceName === topic)?.configEntries ?? [];
      return [
        topic,
        {
          partitions: topics.find(({ name }) => name === topic)?.partitions.length ?? 0,
          configuration: new Map(entries.map(({ configName, configValue }) => [configName, configValue])),
        },
      ];
    }),
  );
};

/** One property of a topic that is not as setup makes it. */
export interface TopicDifference {
  readonly property: string;
  readonly is: string;
  readonly wanted: string;
}

export const differencesFrom = (
  { partitions, configuration }: TopicSpec,
  held: TopicState,
): TopicDifference[] => [
  ...(held.partitions === partitions
    ? []
    : [{ property: 'partitions', is: String(held.partitions), wanted: String(partitions) }]),
  ...Object.entries(configuration)
    .map(([property, wanted]) => ({ property, is: held.configuration.get(property) ?? 'unset', wanted }))
    .filter(({ is, wanted }) => is !== wanted),
];

const textOf = ({ property, is, wanted }: TopicDifference) =>
  property === 'partitions' ? `${is} partitions, not ${wanted}` : `${property} is ${is}, not ${wanted}`;

import { randomUUID } from 'node:crypto';
import { withAdmin } from '#libs/messaging/kafka-admin.js';
import type { KafkaSettings } from '#libs/messaging/kafka-settings.js';
import { quietLog } from './quiet-log.js';

/** A name that no other test has. */
export const uniqueName = (what: string): string => `${what}-${randomUUID().slice(0, 8)}`;

/** A fresh topic of its own for a test. */
export const uniqueTopic = async (
  settings: KafkaSettings,
  {
    partitions = 1,
    configuration = {},
  }: { partitions?: number; configuration?: Record<string, string> } = {},
): Promise<string> => {
  const topic = uniqueName('topic');
  await createTopic(settings, topic, { partitions, configuration });
  return topic;
};

export const createTopic = async (
  settings: KafkaSettings,
  topic: string,
  {
    partitions = 1,
    configuration = {},
  }: { partitions?: number; configuration?: Record<string, string> } = {},
): Promise<void> => {
  const configEntries = Object.entries(configuration).map(([name, value]) => ({ name, value }));
  await withAdmin(settings, quietLog, (admin) =>
    admin.createTopics({ topics: [{ topic, numPartitions: partitions, configEntries }] }),
  );
};

export const deleteTopic = (settings: KafkaSettings, topic: string): Promise<void> =>
  withAdmin(settings, quietLog, (admin) => admin.deleteTopics({ topics: [topic] }));

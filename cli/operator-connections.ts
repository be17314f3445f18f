import { ErpNextHttpClient } from '#libs/erpnext/erpnext-http-client.js';
import type { Logger } from '#libs/logging/logger.js';
import { createLogger } from '#libs/logging/pino-logger.js';
import { AvroRegistry } from '#libs/messaging/avro-codec.js';
import type { KafkaSettings } from '#libs/messaging/kafka-settings.js';
import { topicsOf, type Topics } from '#libs/messaging/topics.js';
import { kafkaConnection, registryConnection } from '#libs/service/connections.js';
import type { ErpNextConfig, TopicsConfig } from './operator-config.js';

/** What a command needs to look at topics; nothing is connected before it is used. */
export interface TopicsConnection {
  readonly kafka: KafkaSettings;
  readonly registry: AvroRegistry;
  readonly topics: Topics;
  readonly topicPrefix: string;
  readonly log: Logger;
}

export const connectTopics = ({ kafka, registry, topicPrefix }: TopicsConfig): TopicsConnection => ({
  kafka: kafkaConnection('isthmus-cli', kafka),
  registry: new AvroRegistry(registryConnection(registry)),
  topics: topicsOf(topicPrefix),
  topicPrefix,
  // What clients tell of their retries would only hide the answer.
  log: createLogger({ service: 'isthmus', level: 'silent' }),
});

/** Runs `use` with a client of ERPNext as the integration user. */
export const withErpNext = async <T>(
  { erpnext }: ErpNextConfig,
  use: (erpnext: ErpNextHttpClient) => Promise<T>,
): Promise<T> => {
  const client = new ErpNextHttpClient(erpnext);
  try {
    return await use(client);
  } finally {
    client.close();
  }
};

import { readFileSync } from 'node:fs';
import type { Config } from '#libs/config/setting.js';
import type { kafkaSettings, registrySettings } from '#libs/config/shared-settings.js';
import type { KafkaSettings } from '#libs/messaging/kafka-settings.js';
import type { RegistrySettings } from '#libs/messaging/schema-registry.js';

/** Where Kafka is and how to get in, as the environment says. */
export const kafkaConnection = (
  clientId: string,
  { brokers, ssl, sslCaFile, saslMechanism, saslUsername, saslPassword }: Config<typeof kafkaSettings>,
): KafkaSettings => ({
  clientId,
  brokers,
  ssl: sslCaFile ? { ca: readFileSync(sslCaFile, 'utf8') } : ssl,
  ...(saslMechanism && {
    sasl: { mechanism: saslMechanism, username: saslUsername ?? '', password: saslPassword ?? '' },
  }),
});

export const registryConnection = ({
  url,
  username,
  password,
}: Config<typeof registrySettings>): RegistrySettings => ({
  url,
  ...(username && { username, password: password ?? '' }),
});

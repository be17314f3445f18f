import { readFileSync } from 'node:fs';
import type { KafkaSettings } from '#libs/messaging/kafka-settings.js';
import type { RegistrySettings } from '#libs/messaging/schema-registry.js';
import type { BridgeConfig } from './config.js';

export const kafkaConnection = ({ kafka }: BridgeConfig): KafkaSettings => {
  const { brokers, ssl, sslCaFile, saslMechanism: mechanism, saslUsername, saslPassword } = kafka;
  return {
    clientId: 'isthmus-webhook-bridge',
    brokers,
    ssl: ssl && sslCaFile ? { ca: readFileSync(sslCaFile, 'utf8') } : ssl,
    ...(mechanism && { sasl: { mechanism, username: saslUsername ?? '', password: saslPassword ?? '' } }),
  };
};

export const registryConnection = ({
  registry: { url, username, password },
}: BridgeConfig): RegistrySettings => ({
  url,
  ...(username && { username, password: password ?? '' }),
});

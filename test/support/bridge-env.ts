/** As little as the bridge can start with. */
export const bridgeEnv = {
  PORT: '0',
  KAFKA_BROKERS: '127.0.0.1:9092',
  SCHEMA_REGISTRY_URL: 'http://127.0.0.1:8081',
  MEDUSA_WEBHOOK_SECRETS: 'a-secret-of-the-shop',
};

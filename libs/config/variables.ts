/**
 * Every environment variable that Isthmus knows, whichever part reads it: parts share one environment, so a name is
 * unknown only if nobody reads it. `.env.example` says what each one means; a test holds the two together.
 */
export const variables = [
  'HOST',
  'PORT',
  'LOG_LEVEL',

  'KAFKA_BROKERS',
  'KAFKA_SSL',
  'KAFKA_SSL_CA_FILE',
  'KAFKA_SASL_MECHANISM',
  'KAFKA_SASL_USERNAME',
  'KAFKA_SASL_PASSWORD',
  'SCHEMA_REGISTRY_URL',
  'SCHEMA_REGISTRY_USERNAME',
  'SCHEMA_REGISTRY_PASSWORD',
  'TOPIC_PREFIX',
  'TOPIC_PARTITIONS',
  'TOPIC_REPLICATION',
  'TOPIC_INGEST_RETENTION',
  'TOPIC_LIFECYCLE_RETENTION',

  'ERPNEXT_URL',
  'ERPNEXT_API_KEY',
  'ERPNEXT_API_SECRET',
  'ERPNEXT_MAX_IN_FLIGHT',
  'ERPNEXT_TIMEOUT',
  'ERPNEXT_ADMIN_API_KEY',
  'ERPNEXT_ADMIN_API_SECRET',

  'MEDUSA_WEBHOOK_SECRETS',
  'MEDUSA_WEBHOOK_TOKEN',

  'GUEST_LEADS',
  'IDENTITY_WAIT',
  'NOTHING_TO_END_WAIT',
  'SHUTDOWN_DEADLINE',

  'PORT_BRIDGE',
] as const;

export type Variable = (typeof variables)[number];

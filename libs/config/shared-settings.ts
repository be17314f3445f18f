import { logLevels } from '#libs/logging/logger.js';
import { setting } from './setting.js';
import { commaList, duration, flag, httpUrl, integer, matching, oneOf, text } from './values.js';

export const kafkaSettings = {
  brokers: setting('KAFKA_BROKERS', commaList('host:port', /^[^\s:,]+:\d{1,5}$/)),
  ssl: setting('KAFKA_SSL', flag().default(false)),
  sslCaFile: setting('KAFKA_SSL_CA_FILE', text('the path of a PEM file').optional()),
  saslMechanism: setting(
    'KAFKA_SASL_MECHANISM',
    oneOf(['plain', 'scram-sha-256', 'scram-sha-512']).optional(),
    { needs: 'KAFKA_SASL_USERNAME' },
  ),
  saslUsername: setting('KAFKA_SASL_USERNAME', text().optional(), { needs: 'KAFKA_SASL_PASSWORD' }),
  saslPassword: setting('KAFKA_SASL_PASSWORD', text().optional(), {
    secret: true,
    needs: 'KAFKA_SASL_MECHANISM',
  }),
};

export const registrySettings = {
  url: setting('SCHEMA_REGISTRY_URL', httpUrl()),
  username: setting('SCHEMA_REGISTRY_USERNAME', text().optional(), { needs: 'SCHEMA_REGISTRY_PASSWORD' }),
  password: setting('SCHEMA_REGISTRY_PASSWORD', text().optional(), {
    secret: true,
    needs: 'SCHEMA_REGISTRY_USERNAME',
  }),
};

export const topicPrefix = setting(
  'TOPIC_PREFIX',
  matching('up to 100 letters, digits, dots, dashes and underscores', /^[\w.-]{0,100}$/).default(''),
);

export const erpnextSettings = {
  url: setting('ERPNEXT_URL', httpUrl()),
  apiKey: setting('ERPNEXT_API_KEY', text('the API key of the integration user'), { secret: true }),
  apiSecret: setting('ERPNEXT_API_SECRET', text('the API secret of the integration user'), { secret: true }),
  maxInFlight: setting('ERPNEXT_MAX_IN_FLIGHT', integer({ min: 1, max: 64 }).default(2)),
  timeoutMs: setting('ERPNEXT_TIMEOUT', duration({ min: '100ms', max: '5m' }).default(30_000)),
};

/** Where a service answers /livez, /readyz and /metrics. */
export const httpSettings = {
  host: setting('HOST', text('an address to listen on').default('127.0.0.1')),
  port: setting('PORT', integer({ min: 0, max: 65_535 })),
};

export const logLevel = setting('LOG_LEVEL', oneOf(logLevels).default('info'));

export const shutdownDeadlineMs = setting(
  'SHUTDOWN_DEADLINE',
  duration({ min: '1s', max: '5m' }).default(25_000),
);

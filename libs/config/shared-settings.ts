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
  timeoutMs: setting('ERPNEXT_TIMEOUT', duration({ min: '100ms', max: '5m' }).default(75_000)),
};

/** What a party's document says beside Medusa's own fields, and how long a customer waits for another. */
export const partySettings = {
  leadOwner: setting('ERPNEXT_LEAD_OWNER', text('the e-mail of a user of ERPNext').optional()),
  territories: setting(
    'ERPNEXT_TERRITORIES',
    commaList('country code=Territory, de=Germany', /^[A-Za-z]{2}=\S.*$/).default([]),
  ),
  metadataKeys: {
    taxId: setting('MEDUSA_VAT_ID_KEY', text().default('vat_id')),
    acceptsTerms: setting('MEDUSA_ACCEPTS_TERMS_KEY', text().default('accepts_terms')),
    locale: setting('MEDUSA_LOCALE_KEY', text().default('locale')),
  },
  identityWaitMs: setting('IDENTITY_WAIT', duration({ min: '0ms', max: '1d' }).default(60_000)),
};

/** What a service needs that turns Leads into Customers. */
export const conversionSettings = {
  existingCustomer: setting('EXISTING_CUSTOMER', oneOf(['hold', 'create']).default('hold')),
  territory: setting('ERPNEXT_TERRITORY', text('the name of a Territory').default('All Territories')),
};

export const nothingToEndWaitMs = setting(
  'NOTHING_TO_END_WAIT',
  duration({ min: '0ms', max: '1d' }).default(60_000),
);

/** The bounds of what a consuming service promises, and the timing of its membership in the consumer group. */
export const deliverySettings = {
  retryMinMs: setting('DELIVERY_RETRY_MIN', duration({ min: '1ms', max: '1m' }).default(500)),
  retryMaxMs: setting('DELIVERY_RETRY_MAX', duration({ min: '1ms', max: '1h' }).default(30_000)),
  keepsFailing: {
    attempts: setting('DELIVERY_KEEPS_FAILING_ATTEMPTS', integer({ min: 1, max: 10_000 }).default(10)),
    overMs: setting('DELIVERY_KEEPS_FAILING_OVER', duration({ min: '0ms', max: '7d' }).default(15 * 60_000)),
    whileSucceeded: setting(
      'DELIVERY_KEEPS_FAILING_SUCCESSES',
      integer({ min: 1, max: 100_000 }).default(50),
    ),
  },
  breaker: {
    after: setting('DELIVERY_BREAKER_AFTER', integer({ min: 1, max: 1000 }).default(5)),
    probeMinMs: setting('DELIVERY_BREAKER_PROBE_MIN', duration({ min: '10ms', max: '1h' }).default(1000)),
    probeMaxMs: setting('DELIVERY_BREAKER_PROBE_MAX', duration({ min: '10ms', max: '1h' }).default(60_000)),
  },
  stoppedProbeMs: setting('DELIVERY_STOPPED_PROBE', duration({ min: '10ms', max: '1h' }).default(60_000)),
  possiblyOursAfter: setting('DELIVERY_POSSIBLY_OURS_AFTER', integer({ min: 2, max: 10_000 }).default(10)),
  window: {
    perPartition: setting('DELIVERY_WINDOW_PARTITION', integer({ min: 1, max: 100_000 }).default(500)),
    perKey: setting('DELIVERY_WINDOW_KEY', integer({ min: 1, max: 100_000 }).default(50)),
    crowdedPercent: setting('DELIVERY_WINDOW_CROWDED_PERCENT', integer({ min: 1, max: 100 }).default(80)),
  },
  sessionTimeoutMs: setting('DELIVERY_SESSION_TIMEOUT', duration({ min: '6s', max: '5m' }).default(10_000)),
  drainMs: setting('DELIVERY_DRAIN', duration({ min: '0ms', max: '5m' }).default(20_000)),
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

/** What every service needs that reads a topic and writes to ERPNext. */
export const consumingSettings = {
  http: httpSettings,
  kafka: kafkaSettings,
  registry: registrySettings,
  topicPrefix,
  erpnext: erpnextSettings,
  delivery: deliverySettings,
  logLevel,
  shutdownDeadlineMs,
};

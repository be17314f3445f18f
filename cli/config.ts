import { readConfig, type Env } from '#libs/config/read-config.js';
import { setting, type Config } from '#libs/config/setting.js';
import {
  erpnextSettings,
  kafkaSettings,
  registrySettings,
  topicPrefix,
} from '#libs/config/shared-settings.js';
import { duration, integer, text } from '#libs/config/values.js';

export const kafkaSetupShape = {
  kafka: kafkaSettings,
  registry: registrySettings,
  topics: {
    prefix: topicPrefix,
    partitions: setting('TOPIC_PARTITIONS', integer({ min: 1, max: 1000 }).default(12)),
    /** Without it as many as the brokers make by default. */
    replication: setting('TOPIC_REPLICATION', integer({ min: 1, max: 9 }).optional()),
    ingestRetentionMs: setting(
      'TOPIC_INGEST_RETENTION',
      duration({ min: '1h', max: '3650d' }).default(30 * 86_400_000),
    ),
    lifecycleRetentionMs: setting(
      'TOPIC_LIFECYCLE_RETENTION',
      duration({ min: '1h', max: '3650d' }).default(90 * 86_400_000),
    ),
  },
};

export const erpnextSetupShape = {
  url: erpnextSettings.url,
  timeoutMs: erpnextSettings.timeoutMs,
  company: setting('ERPNEXT_COMPANY', text().optional()),
  adminApiKey: setting('ERPNEXT_ADMIN_API_KEY', text().optional(), { secret: true }),
  adminApiSecret: setting('ERPNEXT_ADMIN_API_SECRET', text().optional(), { secret: true }),
};

export type KafkaSetupConfig = Config<typeof kafkaSetupShape>;
export type ErpNextSetupConfig = Config<typeof erpnextSetupShape>;

export interface SetupConfig {
  readonly kafka?: KafkaSetupConfig;
  readonly erpnext?: ErpNextSetupConfig;
}

/** @throws InvalidConfig about the parts that are not skipped. */
export const readSetupConfig = (
  env: Env,
  { skipKafka, skipErpnext }: { readonly skipKafka: boolean; readonly skipErpnext: boolean },
): SetupConfig =>
  // As groups of one shape, so that the problems of both are reported at once.
  readConfig(
    {
      ...(skipKafka ? {} : { kafka: kafkaSetupShape }),
      ...(skipErpnext ? {} : { erpnext: erpnextSetupShape }),
    },
    env,
  ) as SetupConfig;

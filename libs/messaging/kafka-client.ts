import { Kafka, logLevel, type ISocketFactory, type SASLOptions } from 'kafkajs';
import type { Logger } from '#libs/logging/logger.js';
import { kafkaJsLog } from './kafkajs-log.js';
import { patchKafkaJs } from './kafkajs-patches.js';
import type { KafkaSettings } from './kafka-settings.js';

export interface KafkaClientOptions {
  /** How long one request may take. */
  readonly requestTimeoutMs?: number;
  /** Attempts before an operation is given up, at most a second apart. */
  readonly retries?: number;
  readonly socketFactory?: ISocketFactory;
}

/** The one place that makes a `Kafka`: mended, logging through ours, and never making topics by accident. */
export const createKafka = (
  { clientId, brokers, ssl = false, sasl }: KafkaSettings,
  log: Logger,
  { requestTimeoutMs = 15_000, retries = 8, socketFactory }: KafkaClientOptions = {},
): Kafka => {
  patchKafkaJs();
  return new Kafka({
    clientId,
    brokers: [...brokers],
    ssl: typeof ssl === 'boolean' ? ssl : { ca: ssl.ca },
    ...(sasl && { sasl: sasl as SASLOptions }),
    connectionTimeout: 3000,
    requestTimeout: requestTimeoutMs,
    retry: { initialRetryTime: 100, maxRetryTime: 1000, retries },
    logLevel: logLevel.INFO,
    logCreator: kafkaJsLog(log),
    ...(socketFactory && { socketFactory }),
  });
};

import { codeOf, IntegrationError } from '#libs/errors/integration-error.js';
import type { KafkaRecord, OutgoingRecord, RecordHeaders } from './message.js';

export interface DeadLetterContext {
  readonly topic: string;
  readonly groupId: string;
  readonly failedAtMs: number;
  /** How often it was tried. */
  readonly attempts: number;
}

const longestMessage = 1000;

/**
 * The record as a dead letter: key, value and headers byte for byte, and beside them where it stood and what was wrong.
 * Its identity are the coordinates it came from: parked twice (a crash before the commit), it is one dead letter.
 */
export const deadLetterOf = (
  record: KafkaRecord,
  error: unknown,
  { topic, groupId, failedAtMs, attempts }: DeadLetterContext,
): OutgoingRecord => ({
  topic,
  key: record.key,
  value: record.value,
  headers: {
    'dlt-redrive-count': '0',
    ...writable(record.headers),
    'kafka_dlt-original-topic': record.topic,
    'kafka_dlt-original-partition': String(record.partition),
    'kafka_dlt-original-offset': String(record.offset),
    'kafka_dlt-original-timestamp': String(record.timestampMs),
    'kafka_dlt-original-consumer-group': groupId,
    'kafka_dlt-exception-fqcn': error instanceof Error ? error.name : 'unknown',
    'kafka_dlt-exception-message': messageOf(error),
    'dlt-cause': codeOf(error),
    'dlt-attempts': String(attempts),
    'dlt-failed-at': new Date(failedAtMs).toISOString(),
  },
});

/** A failure that nobody foresaw may quote what the record holds; its message stays in the log. */
const messageOf = (error: unknown): string =>
  error instanceof IntegrationError
    ? error.message.slice(0, longestMessage)
    : 'unforeseen failure: its stack is in the log of the service';

/** kafkajs reads a header without a value as null, but cannot write it. */
const writable = (headers: RecordHeaders): RecordHeaders =>
  Object.fromEntries(Object.entries(headers).map(([name, value]) => [name, value ?? Buffer.alloc(0)]));

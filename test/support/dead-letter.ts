import { deadLetterOf } from '#libs/messaging/dead-letters.js';
import { Undecodable } from '#libs/messaging/errors.js';
import type { KafkaRecord, OutgoingRecord } from '#libs/messaging/message.js';
import { record } from './record.js';

/** A record as somebody reads it who has it from Kafka: headers are bytes. */
export const asRead = (
  { topic, key, value, headers }: OutgoingRecord,
  place: { partition?: number; offset: bigint; timestampMs?: number },
): KafkaRecord => ({
  ...{ topic, value, partition: 0, timestampMs: 1_764_000_000_000, ...place },
  key: key === null ? null : Buffer.from(key),
  headers: Object.fromEntries(
    Object.entries(headers).map(([name, held]) => [name, Buffer.from(String(held))]),
  ),
});

export interface ParkedOptions {
  readonly key?: string;
  readonly topic?: string;
  /** In the topic that it came from. */
  readonly offset: bigint;
  /** In the dead-letter topic; the same unless told. */
  readonly at?: bigint;
  readonly error?: unknown;
  readonly failedAtMs?: number;
  readonly redrives?: number;
  readonly value?: string;
}

/** A dead letter as it stands in its topic. */
export const parked = (options: ParkedOptions): KafkaRecord => {
  const { key = 'cus_1', topic = 'events', offset, value = '{}', failedAtMs = 1_764_000_000_000 } = options;
  const origin = record({
    ...{ key, topic, offset, value },
    headers: { ce_id: 'e1', 'dlt-redrive-count': String(options.redrives ?? 0) },
  });
  const context = { topic: `${topic}.dlt`, groupId: 'a-service', failedAtMs, attempts: 1 };
  const error = options.error ?? new Undecodable('too short');
  return asRead(deadLetterOf(origin, error, context), { offset: options.at ?? offset });
};

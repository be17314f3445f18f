import type { KafkaRecord } from '#libs/messaging/message.js';
import type { Delivery } from '#libs/messaging/middleware.js';

/** A record as it was read; says only what the test is about. */
export const record = ({
  key = 'cus_1',
  value = '{}',
  ...more
}: Partial<Omit<KafkaRecord, 'key' | 'value'>> & {
  key?: string | null;
  value?: string | null;
} = {}): KafkaRecord => ({
  topic: 'events',
  partition: 0,
  offset: 0n,
  timestampMs: 1_764_000_000_000,
  key: key === null ? null : Buffer.from(key),
  value: value === null ? null : Buffer.from(value),
  headers: {},
  ...more,
});

/** A record on its way, that nobody stops and nobody crowds. */
export const delivery = (of: KafkaRecord = record(), more: Partial<Delivery> = {}): Delivery => ({
  record: of,
  stop: new AbortController().signal,
  crowded: () => new AbortController().signal,
  isNeedless: () => Promise.resolve(false),
  attempt: 1,
  ...more,
});

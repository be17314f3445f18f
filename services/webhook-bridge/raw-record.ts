import type { KafkaRecord, OutgoingRecord } from '#libs/messaging/message.js';
import { Unmappable } from './events/unmappable.js';
import type { Webhook } from './webhook.js';

/** The webhook as it came, for the day on which somebody can make an event of it. */
export const rawRecord = (topic: string, webhook: Webhook, error: unknown): OutgoingRecord => ({
  topic,
  key: webhook.id,
  value: webhook.body,
  headers: {
    ...requestHeaders(webhook),
    'http-path': webhook.path,
    'content-type': 'application/json',
    'dlt-cause': error instanceof Unmappable ? 'UNMAPPABLE' : 'BUG',
    'dlt-failed-at': new Date(webhook.receivedAt).toISOString(),
    'kafka_dlt-exception-fqcn': error instanceof Error ? error.name : typeof error,
    // Only our own message is known to name fields without their values.
    'kafka_dlt-exception-message': error instanceof Unmappable ? error.message : 'see the log of the bridge',
  },
});

const secretive = /authorization|signature|token|cookie|secret|key/;

const requestHeaders = ({ headers }: Webhook): Record<string, string> =>
  Object.fromEntries(
    Object.entries(headers)
      .filter(([name, value]) => value !== undefined && !secretive.test(name))
      .map(([name, value]) => [`http-${name}`, String(value)]),
  );

/** The webhook back out of its raw record, as it came but for the secrets of its request. */
export const webhookOf = ({ key, value, headers, timestampMs }: KafkaRecord): Webhook => {
  const path = String(headers['http-path'] ?? '');
  return {
    id: key?.toString() ?? null,
    event: /^\/webhooks\/medusa\/(.+)$/.exec(path)?.[1] ?? null,
    path,
    headers: Object.fromEntries(
      Object.entries(headers)
        .filter(([name]) => name.startsWith('http-') && name !== 'http-path')
        .map(([name, held]) => [name.slice('http-'.length), String(held ?? '')]),
    ),
    body: value ?? Buffer.alloc(0),
    receivedAt: Date.parse(String(headers['dlt-failed-at'] ?? '')) || timestampMs,
  };
};

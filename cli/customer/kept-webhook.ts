import type { KafkaRecord } from '#libs/messaging/message.js';
import { idOf } from '#libs/messaging/read-dead-letter.js';
import { webhookOf } from '../../services/webhook-bridge/raw-record.js';
import type { ToldRecord } from './story.js';

/** Whether a webhook that nobody could understand holds one of these ids, wherever it does. */
export const mentions = ({ value }: KafkaRecord, ids: readonly string[]): boolean => {
  const text = value?.toString() ?? '';
  return ids.some((id) => text.includes(`"${id}"`));
};

/** What can be told of it all the same, which names nobody. */
export const keptWebhook = (record: KafkaRecord): Omit<ToldRecord, 'fate'> => {
  const { id, event } = webhookOf(record);
  const text = record.value?.toString() ?? '';
  return {
    ...{ kind: 'record', atMs: record.timestampMs, id: idOf(record), service: 'webhook-bridge' },
    says: `webhook ${id ?? 'without an id'}`,
    orderId: /"(order_\w+)"/.exec(text)?.[1] ?? null,
    event: event ?? /"type"\s*:\s*"([\w.-]+)"/.exec(text)?.[1] ?? 'unknown',
  };
};

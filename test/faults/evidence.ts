import { AvroRegistry, avroDecoder, type AvroRecordSchema } from '#libs/messaging/avro-codec.js';
import type { KafkaRecord } from '#libs/messaging/message.js';
import { TopicReader } from '#libs/messaging/topic-reader.js';
import { addressEventSchema } from '#schemas/generated/address-event.js';
import { customerEventSchema } from '#schemas/generated/customer-event.js';
import { lifecycleEventSchema, type LifecycleEvent } from '#schemas/generated/lifecycle-event.js';
import { quotationEventSchema } from '#schemas/generated/quotation-event.js';
import { quietLog } from '../support/quiet-log.js';
import type { Evidence } from './judge/found.js';
import type { Stage } from './stage.js';

interface FromWebhook {
  readonly webhookId: string | null;
}

/** Longer than any topic of a long run takes. */
const readWithinMs = 600_000;

/** Reads everything that came of a run: documents, and the topics from their beginning. */
export const gather = async (
  { sandbox, settings, registry, topics }: Stage,
  acknowledged: ReadonlySet<string>,
): Promise<Evidence> => {
  const reader = new TopicReader(settings, quietLog, readWithinMs);
  const codec = new AvroRegistry({ url: registry.url });
  const read = async (...names: string[]): Promise<KafkaRecord[]> =>
    reader.read(new Map(), await reader.end(names));
  const decoded = async <E>(schema: AvroRecordSchema, topic: string): Promise<E[]> => {
    const decoder = avroDecoder<E>(codec, schema);
    return Promise.all((await read(topic)).map(({ value }) => decoder.decode(value)));
  };

  const events = (
    await Promise.all([
      decoded<FromWebhook>(customerEventSchema, topics.customerEvents),
      decoded<FromWebhook>(addressEventSchema, topics.addressEvents),
      decoded<FromWebhook>(quotationEventSchema, topics.quotationEvents),
    ])
  ).flat();
  const { leadDeadLetters, quotationDeadLetters, addressDeadLetters, webhookDeadLetters } = topics;
  const letters = await read(leadDeadLetters, quotationDeadLetters, addressDeadLetters, webhookDeadLetters);

  return {
    leads: sandbox.documents('Lead'),
    customers: sandbox.documents('Customer'),
    contacts: sandbox.documents('Contact'),
    addresses: sandbox.documents('Address'),
    quotations: sandbox.documents('Quotation'),
    salesOrders: sandbox.documents('Sales Order'),
    facts: await decoded<LifecycleEvent>(lifecycleEventSchema, topics.lifecycle),
    parked: letters.map(
      ({ topic, partition, offset, key, headers }) =>
        `${String(headers['dlt-cause'])} ${key?.toString()} ${topic} ${partition} ${offset} ` +
        String(headers['kafka_dlt-exception-message']),
    ),
    recorded: new Set(events.flatMap(({ webhookId }) => webhookId ?? [])),
    acknowledged,
  };
};

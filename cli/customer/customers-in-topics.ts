import { codeOf } from '#libs/errors/integration-error.js';
import { avroDecoder } from '#libs/messaging/avro-codec.js';
import { readMerged } from '#libs/messaging/merged-reader.js';
import { TopicReader } from '#libs/messaging/topic-reader.js';
import type { AddressEvent } from '#schemas/generated/address-event.js';
import type { CustomerEvent } from '#schemas/generated/customer-event.js';
import type { QuotationEvent } from '#schemas/generated/quotation-event.js';
import { eventTopicsOf } from '../event-topics.js';
import type { TopicsConnection } from '../operator-connections.js';
import { progress } from '../terminal/progress.js';
import type { StoryOptions } from './read-story.js';

type AnyEvent = CustomerEvent | AddressEvent | QuotationEvent;

/**
 * The customers that the shop has named together with an order, an address or an e-mail address. Nothing says in which
 * partition they are, so the topics are read as far back as is asked for.
 */
export const customersInTopics = async (
  connection: TopicsConnection,
  given: string,
  { sinceMs, terminal }: Pick<StoryOptions, 'sinceMs' | 'terminal'>,
): Promise<string[]> => {
  const { kafka, log, registry, topics } = connection;
  const searchable = topicsThatMayName(given, topics);
  if (searchable.length === 0) return [];
  const decoders = new Map(
    eventTopicsOf(connection).map(({ topic, schema }) => [topic, avroDecoder<AnyEvent>(registry, schema)]),
  );
  const reader = new TopicReader(kafka, log);
  const span = { from: await reader.since(searchable, sinceMs), to: await reader.end(searchable) };
  const tell = progress({ things: 'records searched', terminal });
  let searched = 0;
  const found = new Set<string>();
  for await (const { topic, value } of readMerged(kafka, log, span)) {
    tell((searched += 1));
    try {
      const event = await decoders.get(topic)?.decode(value);
      if (event?.customerId && names(event, given)) found.add(event.customerId);
    } catch (error) {
      const code = codeOf(error);
      if (code !== 'UNDECODABLE' && code !== 'SCHEMA_UNKNOWN') throw error;
    }
  }
  return [...found];
};

const topicsThatMayName = (given: string, topics: TopicsConnection['topics']): string[] => {
  if (/^order_/.test(given)) return [topics.quotationEvents];
  if (/^cuaddr_/.test(given)) return [topics.addressEvents];
  return given.includes('@') ? [topics.customerEvents, topics.quotationEvents] : [];
};

const names = (event: AnyEvent, given: string): boolean =>
  ('orderId' in event && event.orderId === given) ||
  ('addressId' in event && event.addressId === given) ||
  event.customer?.email?.toLowerCase() === given.toLowerCase();

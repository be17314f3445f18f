import type { AvroRecordSchema } from '#libs/messaging/avro-codec.js';
import type { Event } from '#libs/messaging/message.js';
import type { Says } from '#libs/messaging/says.js';
import type { Topics } from '#libs/messaging/topics.js';
import { addressSays, customerSays, quotationSays } from '#libs/service/event-says.js';
import { addressEventSchema, type AddressEvent } from '#schemas/generated/address-event.js';
import { customerEventSchema, type CustomerEvent } from '#schemas/generated/customer-event.js';
import { quotationEventSchema, type QuotationEvent } from '#schemas/generated/quotation-event.js';
import type { TopicsConnection } from './operator-connections.js';

/** A topic of events, and the service that reads it. */
export interface EventTopic {
  readonly topic: string;
  readonly deadLetterTopic: string;
  readonly service: string;
  readonly group: string;
  readonly schema: AvroRecordSchema;
  says(event: Event): Says;
}

export const eventTopicsOf = ({
  topics,
  topicPrefix,
}: Pick<TopicsConnection, 'topics' | 'topicPrefix'>): EventTopic[] => {
  const group = (service: string) => ({ service, group: `${topicPrefix}isthmus.${service}` });
  return [
    {
      topic: topics.customerEvents,
      deadLetterTopic: topics.leadDeadLetters,
      ...group('lead-service'),
      schema: customerEventSchema,
      says: (event) => customerSays(event as CustomerEvent),
    },
    {
      topic: topics.quotationEvents,
      deadLetterTopic: topics.quotationDeadLetters,
      ...group('quotation-service'),
      schema: quotationEventSchema,
      says: (event) => quotationSays(event as QuotationEvent),
    },
    {
      topic: topics.addressEvents,
      deadLetterTopic: topics.addressDeadLetters,
      ...group('address-service'),
      schema: addressEventSchema,
      says: (event) => addressSays(event as AddressEvent),
    },
  ];
};

export const deadLetterTopicsOf = (topics: Topics): string[] => [
  ...[topics.leadDeadLetters, topics.quotationDeadLetters, topics.addressDeadLetters],
  topics.webhookDeadLetters,
];

import type { Encoder, OutgoingRecord } from '#libs/messaging/message.js';
import type { AddressEvent } from '#schemas/generated/address-event.js';
import type { CustomerEvent } from '#schemas/generated/customer-event.js';
import type { QuotationEvent } from '#schemas/generated/quotation-event.js';
import { cloudEventHeaders } from './cloud-event-headers.js';
import type { Envelope } from './events/envelope.js';
import { toAddressEvent } from './events/to-address-event.js';
import { toCustomerEvent } from './events/to-customer-event.js';
import { toQuotationEvent } from './events/to-quotation-event.js';

/**
 * Makes the record of a webhook.
 * @throws Unmappable, and what the encoder throws
 */
export type Route = (envelope: Envelope, traceparent?: string) => Promise<OutgoingRecord>;

/** Which record an entity type of Medusa becomes; any other type concerns nobody. */
export type TopicRoutes = ReadonlyMap<string, Route>;

export interface EventTopics {
  readonly customerEvents: string;
  readonly addressEvents: string;
  readonly quotationEvents: string;
}

export interface Encoders {
  readonly customerEvents: Encoder<CustomerEvent>;
  readonly addressEvents: Encoder<AddressEvent>;
  readonly quotationEvents: Encoder<QuotationEvent>;
}

export const topicRoutes = (topics: EventTopics, encoders: Encoders): TopicRoutes => {
  const customer: Route = async (envelope, traceparent) => {
    const event = toCustomerEvent(envelope);
    return {
      topic: topics.customerEvents,
      key: event.customerId,
      value: await encoders.customerEvents.encode(event),
      headers: cloudEventHeaders(event, event.customerId, traceparent),
    };
  };
  const address: Route = async (envelope, traceparent) => {
    const event = toAddressEvent(envelope);
    return {
      topic: topics.addressEvents,
      key: event.customerId ?? event.addressId,
      value: await encoders.addressEvents.encode(event),
      headers: cloudEventHeaders(event, event.addressId, traceparent),
    };
  };
  const quotation: Route = async (envelope, traceparent) => {
    const event = toQuotationEvent(envelope);
    return {
      topic: topics.quotationEvents,
      key: event.customerId ?? event.orderId,
      value: await encoders.quotationEvents.encode(event),
      headers: cloudEventHeaders(event, event.orderId, traceparent),
    };
  };
  return new Map([
    ['customer', customer],
    ['customer_address', address],
    ['order', quotation],
    ['quote', quotation],
  ]);
};

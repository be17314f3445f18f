import { IntegrationError } from '#libs/errors/integration-error.js';
import { avroEncoder } from '#libs/messaging/avro-codec.js';
import type { KafkaRecord, OutgoingRecord } from '#libs/messaging/message.js';
import { subjectOf } from '#libs/messaging/topics.js';
import { addressEventSchema } from '#schemas/generated/address-event.js';
import { customerEventSchema } from '#schemas/generated/customer-event.js';
import { quotationEventSchema } from '#schemas/generated/quotation-event.js';
import { traceparentIn } from '../../services/webhook-bridge/cloud-event-headers.js';
import { Unmappable } from '../../services/webhook-bridge/events/unmappable.js';
import { openWebhook } from '../../services/webhook-bridge/open-webhook.js';
import { Refusal } from '../../services/webhook-bridge/problem.js';
import { webhookOf } from '../../services/webhook-bridge/raw-record.js';
import { topicRoutes } from '../../services/webhook-bridge/topic-routes.js';
import type { TopicsConnection } from '../operator-connections.js';

/** What has become of a webhook that no event could be made of. */
export type MappedAgain =
  | { readonly record: OutgoingRecord }
  /** It names fields, never what they hold. */
  | { readonly why: string };

/** The mapping of the bridge as this version has it, over webhooks that an older one could not map. */
export const mapAgain = ({ registry, topics }: TopicsConnection) => {
  const encoder = <T>(topic: string, schema: object) => avroEncoder<T>(registry, subjectOf(topic), schema);
  const routes = topicRoutes(topics, {
    customerEvents: encoder(topics.customerEvents, customerEventSchema),
    addressEvents: encoder(topics.addressEvents, addressEventSchema),
    quotationEvents: encoder(topics.quotationEvents, quotationEventSchema),
  });

  return async (raw: KafkaRecord): Promise<MappedAgain> => {
    const webhook = webhookOf(raw);
    try {
      const { entityType, envelope } = openWebhook(webhook);
      const route = routes.get(entityType);
      if (route === undefined) return { why: `nobody is concerned by ${entityType}` };
      return { record: await route(envelope(), traceparentIn(webhook.headers)) };
    } catch (error) {
      if (error instanceof IntegrationError) throw error;
      // Of a failure that nobody foresaw, the message may quote what the webhook holds.
      return { why: error instanceof Unmappable || error instanceof Refusal ? error.message : 'BUG' };
    }
  };
};

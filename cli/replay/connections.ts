import { ErpNextHttpClient } from '#libs/erpnext/erpnext-http-client.js';
import type { Logger } from '#libs/logging/logger.js';
import { createLogger } from '#libs/logging/pino-logger.js';
import { AvroRegistry, avroDecoder, avroEncoder } from '#libs/messaging/avro-codec.js';
import type { DeliveryBounds } from '#libs/messaging/delivery-line.js';
import { KafkaPublisher } from '#libs/messaging/kafka-publisher.js';
import type { KafkaSettings } from '#libs/messaging/kafka-settings.js';
import { LifecycleAnnouncer } from '#libs/messaging/lifecycle-announcer.js';
import type { Decoder, Event } from '#libs/messaging/message.js';
import { subjectOf, topicsOf, type Topics } from '#libs/messaging/topics.js';
import type { Replayable } from '#libs/service/container.js';
import { kafkaConnection, registryConnection } from '#libs/service/connections.js';
import { lifecycleEventSchema } from '#schemas/generated/lifecycle-event.js';
import type { ReplayConfig } from './config.js';
import { replayables } from './replayables.js';

/** What a replay works with; nothing is connected before it is used. */
export interface ReplayConnections {
  readonly kafka: KafkaSettings;
  readonly topics: Topics;
  /** By the topic that each reads. */
  readonly services: ReadonlyMap<string, Replayable>;
  readonly decoderOf: (service: Replayable) => Decoder<Event>;
  readonly erpnext: ErpNextHttpClient;
  readonly publisher: KafkaPublisher;
  readonly announcer: LifecycleAnnouncer;
  readonly bounds: Partial<DeliveryBounds>;
  readonly log: Logger;
  close(): Promise<void>;
}

export const connectReplay = (config: ReplayConfig): ReplayConnections => {
  const topics = topicsOf(config.topicPrefix);
  const kafka = kafkaConnection('isthmus-replay', config.kafka);
  const registry = new AvroRegistry(registryConnection(config.registry));
  const services = replayables(config, topics);
  const decoders = new Map(
    [...services.values()].map((service) => [service.name, avroDecoder<Event>(registry, service.schema)]),
  );
  // What clients tell of their retries would only hide the answer.
  const log = createLogger({ service: 'isthmus', level: 'silent' });
  const erpnext = new ErpNextHttpClient(config.erpnext);
  const publisher = new KafkaPublisher(kafka, log);
  const { retryMinMs, retryMaxMs, keepsFailing, breaker, stoppedProbeMs, possiblyOursAfter } =
    config.delivery;

  return {
    ...{ kafka, topics, services, erpnext, publisher, log },
    decoderOf: ({ name, schema }) => decoders.get(name) ?? avroDecoder<Event>(registry, schema),
    announcer: new LifecycleAnnouncer({
      topic: topics.lifecycle,
      source: 'isthmus/replay',
      encoder: avroEncoder(registry, subjectOf(topics.lifecycle), lifecycleEventSchema),
      publisher,
    }),
    bounds: { retryMinMs, retryMaxMs, keepsFailing, breaker, probeMs: stoppedProbeMs, possiblyOursAfter },
    async close() {
      erpnext.close();
      await publisher.close();
    },
  };
};

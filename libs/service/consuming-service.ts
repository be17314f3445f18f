import type { Registry } from 'prom-client';
import type { Config } from '#libs/config/setting.js';
import type { consumingSettings } from '#libs/config/shared-settings.js';
import type { ErpNextHttpClient } from '#libs/erpnext/erpnext-http-client.js';
import { onceSetUp, type SetUpCheck } from '#libs/erpnext/set-up-check.js';
import type { Announcer } from '#libs/messaging/announcer.js';
import type { Logger } from '#libs/logging/logger.js';
import { avroDecoder, type AvroRecordSchema, type AvroRegistry } from '#libs/messaging/avro-codec.js';
import type { KafkaPublisher } from '#libs/messaging/kafka-publisher.js';
import type { Event, MessageHandler } from '#libs/messaging/message.js';
import type { Says } from '#libs/messaging/says.js';
import { createServiceConsumer } from '#libs/messaging/service-consumer.js';
import { topicsOf, type Topics } from '#libs/messaging/topics.js';
import { kafkaConnection } from './connections.js';
import { ConsumerPart } from './consumer-part.js';
import type { DeliveryMetrics } from './delivery-metrics.js';
import { OpsServer } from './ops-server.js';
import type { Service } from './run-service.js';
import { SetUpWatch } from './set-up-watch.js';

/** What one consuming service is, told apart from all others. */
export interface ConsumingServiceIdentity {
  /** `lead-service`; the consumer group is `isthmus.lead-service`. */
  readonly name: string;
  readonly schema: AvroRecordSchema;
  readonly topic: (topics: Topics) => string;
  readonly deadLetterTopic: (topics: Topics) => string;
  /** What an event says, for finding those that a newer one makes needless. */
  says(event: Event): Says;
}

export interface ConsumingServiceParts<E extends Event> {
  readonly handler: MessageHandler<E>;
  readonly erpnext: ErpNextHttpClient;
  /** Makes ERPNext's client let go of what is in flight. */
  readonly letGo: AbortController;
  readonly setUp: SetUpCheck;
  readonly codec: AvroRegistry;
  readonly publisher: KafkaPublisher;
  readonly announcer: Announcer;
  readonly registry: Registry;
  readonly metrics: DeliveryMetrics;
  readonly log: Logger;
}

/** Assembles what every service is that reads a topic, converges ERPNext and announces what is now true. */
export const consumingService = <E extends Event>(
  { name, schema, topic, deadLetterTopic, says }: ConsumingServiceIdentity,
  config: Config<typeof consumingSettings>,
  {
    handler,
    erpnext,
    letGo,
    setUp,
    codec,
    publisher,
    announcer,
    registry,
    metrics,
    log,
  }: ConsumingServiceParts<E>,
): Service => {
  const topics = topicsOf(config.topicPrefix);
  const groupId = `${config.topicPrefix}isthmus.${name}`;
  const { window, stoppedProbeMs, sessionTimeoutMs, drainMs, ...bounds } = config.delivery;

  const consuming = new ConsumerPart((onGaveUp) =>
    createServiceConsumer<E>({
      kafka: kafkaConnection(`isthmus-${name}`, config.kafka),
      topic: topic(topics),
      groupId,
      deadLetterTopic: deadLetterTopic(topics),
      decoder: avroDecoder<E>(codec, schema),
      handler: onceSetUp(setUp, handler),
      says,
      announcer,
      publisher,
      bounds: {
        ...bounds,
        probeMs: stoppedProbeMs,
        window: { ...window, crowdedAt: window.crowdedPercent / 100 },
      },
      timing: { sessionTimeoutMs, drainMs },
      observer: metrics,
      onGaveUp,
      log,
    }),
  );
  const watch = new SetUpWatch(setUp, log, stoppedProbeMs);
  metrics.observe(topic(topics), consuming.consumer);
  const notReady = () => [...new Set([...consuming.notReady(), ...watch.notReady()])];

  return {
    log,
    // Stopped from the end: calls in flight get their time, then ERPNext is let go of, then the last records leave.
    parts: [
      new OpsServer({ ...config.http, registry, notReady, log }),
      { name: 'publisher', start: () => Promise.resolve(), stop: () => publisher.close() },
      {
        name: 'ERPNext',
        start: () => Promise.resolve(),
        stop: () => {
          letGo.abort();
          erpnext.close();
          return Promise.resolve();
        },
      },
      watch,
      consuming,
    ],
    about: {
      topic: topic(topics),
      group: groupId,
      announces: topics.lifecycle,
      parks: deadLetterTopic(topics),
      kafka: config.kafka.brokers.join(','),
      registry: config.registry.url,
      erpnext: config.erpnext.url,
    },
    shutdownDeadlineMs: config.shutdownDeadlineMs,
  };
};

import { Container, ContainerModule, type ServiceIdentifier } from 'inversify';
import { Registry } from 'prom-client';
import type { Logger } from '#libs/logging/logger.js';
import { createLogger } from '#libs/logging/pino-logger.js';
import { AvroRegistry, avroEncoder } from '#libs/messaging/avro-codec.js';
import { KafkaPublisher } from '#libs/messaging/kafka-publisher.js';
import type { Publisher } from '#libs/messaging/message.js';
import { subjectOf, topicsOf } from '#libs/messaging/topics.js';
import { kafkaConnection, registryConnection } from '#libs/service/connections.js';
import { opsRoutes, type Route } from '#libs/service/ops-routes.js';
import type { Service } from '#libs/service/run-service.js';
import { createRegistry } from '#libs/service/service-registry.js';
import { addressEventSchema } from '#schemas/generated/address-event.js';
import { customerEventSchema } from '#schemas/generated/customer-event.js';
import { quotationEventSchema } from '#schemas/generated/quotation-event.js';
import { BridgeMetrics } from './bridge-metrics.js';
import type { BridgeConfig } from './config.js';
import { Readiness, type Connectable } from './readiness.js';
import { WebhookReceiver } from './receive-webhook.js';
import { topicRoutes, type Encoders, type TopicRoutes } from './topic-routes.js';
import { WebhookServer } from './webhook-server.js';

const name = 'webhook-bridge';

/** Senders commonly give up after 10 s; a 503 before that tells them more. */
const publishTimeoutMs = 8_000;

/** The publisher as a part of the bridge: it also connects and closes. */
export type BridgePublisher = Publisher & Connectable & { close(): Promise<void> };

export const Log: ServiceIdentifier<Logger> = Symbol.for('Logger');
export const PublisherOfBridge: ServiceIdentifier<BridgePublisher> = Symbol.for('BridgePublisher');
export const EventEncoders: ServiceIdentifier<Encoders> = Symbol.for('Encoders');
const Routes: ServiceIdentifier<TopicRoutes> = Symbol.for('TopicRoutes');
const OpsRoutes: ServiceIdentifier<Route> = Symbol.for('OpsRoutes');
const BridgeService: ServiceIdentifier<Service> = Symbol.for('BridgeService');

/** What stands outside: a test brings its own. */
export const outerEdges = (config: BridgeConfig) =>
  new ContainerModule(({ bind }) => {
    bind(Log)
      .toResolvedValue(() => createLogger({ service: name, level: config.logLevel }))
      .inSingletonScope();
    bind(PublisherOfBridge)
      .toResolvedValue(
        (log: Logger) =>
          new KafkaPublisher(kafkaConnection(`isthmus-${name}`, config.kafka), log, { publishTimeoutMs }),
        [Log],
      )
      .inSingletonScope();
    bind(EventEncoders)
      .toResolvedValue(() => {
        const registry = new AvroRegistry(registryConnection(config.registry));
        const { customerEvents, addressEvents, quotationEvents } = topicsOf(config.topicPrefix);
        return {
          customerEvents: avroEncoder(registry, subjectOf(customerEvents), customerEventSchema),
          addressEvents: avroEncoder(registry, subjectOf(addressEvents), addressEventSchema),
          quotationEvents: avroEncoder(registry, subjectOf(quotationEvents), quotationEventSchema),
        };
      })
      .inSingletonScope();
  });

export const bridgeModule = (config: BridgeConfig) =>
  new ContainerModule(({ bind }) => {
    const topics = topicsOf(config.topicPrefix);
    bind(Registry)
      .toResolvedValue(() => createRegistry(name))
      .inSingletonScope();
    bind(BridgeMetrics)
      .toResolvedValue((registry: Registry) => new BridgeMetrics(registry), [Registry])
      .inSingletonScope();
    bind(Routes)
      .toResolvedValue((encoders: Encoders) => topicRoutes(topics, encoders), [EventEncoders])
      .inSingletonScope();
    bind(Readiness)
      .toResolvedValue(
        (publisher: BridgePublisher, routes: TopicRoutes, log: Logger) =>
          new Readiness(publisher, routes, log),
        [PublisherOfBridge, Routes, Log],
      )
      .inSingletonScope();
    bind(OpsRoutes)
      .toResolvedValue(
        (registry: Registry, readiness: Readiness, log: Logger) =>
          opsRoutes({ registry, notReady: () => readiness.notReady(), log }),
        [Registry, Readiness, Log],
      )
      .inSingletonScope();
    bind(WebhookReceiver)
      .toResolvedValue(
        (publisher: BridgePublisher, routes: TopicRoutes, metrics: BridgeMetrics, log: Logger) =>
          new WebhookReceiver(publisher, routes, topics.webhookDeadLetters, metrics, log),
        [PublisherOfBridge, Routes, BridgeMetrics, Log],
      )
      .inSingletonScope();
    bind(WebhookServer)
      .toResolvedValue(
        (receiver: WebhookReceiver, ops: Route, metrics: BridgeMetrics, log: Logger) =>
          new WebhookServer(receiver, ops, metrics, log, {
            ...config.http,
            secrets: config.secrets,
            token: config.token,
          }),
        [WebhookReceiver, OpsRoutes, BridgeMetrics, Log],
      )
      .inSingletonScope();
    bind(BridgeService)
      .toResolvedValue(
        (log: Logger, publisher: BridgePublisher, server: WebhookServer, readiness: Readiness): Service => ({
          log,
          // Stopped from the end: no longer ready, then no longer listening, then the last records leave.
          parts: [
            { name: 'publisher', start: () => Promise.resolve(), stop: () => publisher.close() },
            server,
            readiness,
          ],
          about: {
            kafka: config.kafka.brokers.join(','),
            registry: config.registry.url,
            customers: topics.customerEvents,
            addresses: topics.addressEvents,
            quotations: topics.quotationEvents,
            unmappable: topics.webhookDeadLetters,
          },
          shutdownDeadlineMs: config.shutdownDeadlineMs,
        }),
        [Log, PublisherOfBridge, WebhookServer, Readiness],
      )
      .inSingletonScope();
  });

export const containerOf = (...modules: ContainerModule[]): Container => {
  const container = new Container();
  for (const module of modules) container.load(module);
  return container;
};

/** @param instead replaces what the others bind: other ends for the same bridge. */
export const bridgeService = (config: BridgeConfig, ...instead: ContainerModule[]): Service =>
  containerOf(outerEdges(config), bridgeModule(config), ...instead).get(BridgeService);

import { Container, ContainerModule, type ServiceIdentifier } from 'inversify';
import { Registry } from 'prom-client';
import type { Config } from '#libs/config/setting.js';
import type { consumingSettings } from '#libs/config/shared-settings.js';
import { fieldNamesOf } from '#libs/erpnext/custom-fields.js';
import { ErpNextClient } from '#libs/erpnext/erpnext-client.js';
import { ErpNextHttpClient } from '#libs/erpnext/erpnext-http-client.js';
import { onceSetUp, SetUpCheck } from '#libs/erpnext/set-up-check.js';
import type { Logger } from '#libs/logging/logger.js';
import { createLogger } from '#libs/logging/pino-logger.js';
import { DeedAnnouncer } from '#libs/messaging/announcer.js';
import { AvroRegistry, avroEncoder } from '#libs/messaging/avro-codec.js';
import { KafkaPublisher } from '#libs/messaging/kafka-publisher.js';
import { LifecycleAnnouncer } from '#libs/messaging/lifecycle-announcer.js';
import type { Event, MessageHandler } from '#libs/messaging/message.js';
import { subjectOf, topicsOf } from '#libs/messaging/topics.js';
import { lifecycleEventSchema, type LifecycleEvent } from '#schemas/generated/lifecycle-event.js';
import { kafkaConnection, registryConnection } from './connections.js';
import { consumingService, type ConsumingServiceIdentity } from './consuming-service.js';
import { DeliveryMetrics } from './delivery-metrics.js';
import { ErpNextMetrics } from './erpnext-metrics.js';
import type { Service } from './run-service.js';
import { createRegistry } from './service-registry.js';

export const Log: ServiceIdentifier<Logger> = Symbol.for('Logger');
export const Handler: ServiceIdentifier<MessageHandler<Event>> = Symbol.for('MessageHandler');
/** What a service finds missing on the site beside fields and masters; a module of its own binds it. */
export const SiteProblems: ServiceIdentifier<() => Promise<readonly string[]>> = Symbol.for('SiteProblems');
const LetGo: ServiceIdentifier<AbortController> = Symbol.for('LetGo');
const ServiceToRun: ServiceIdentifier<Service> = Symbol.for('Service');

export interface ConsumingNeeds extends ConsumingServiceIdentity {
  /** DocTypes that it reads or writes, and documents that its own refer to. */
  readonly doctypes: readonly string[];
  readonly masters: readonly (readonly [doctype: string, name: string])[];
}

const setUpCheckOf = (
  { doctypes, masters }: ConsumingNeeds,
  erpnext: ErpNextClient,
  further?: () => Promise<readonly string[]>,
): SetUpCheck =>
  new SetUpCheck(
    erpnext,
    {
      fields: Object.fromEntries(doctypes.map((doctype) => [doctype, fieldNamesOf(doctype)])),
      documents: masters,
    },
    further,
  );

/** Everything of a consuming service but its handler. */
const consumingModule = (needs: ConsumingNeeds, config: Config<typeof consumingSettings>) =>
  new ContainerModule(({ bind }) => {
    bind(Log)
      .toResolvedValue(() => createLogger({ service: needs.name, level: config.logLevel }))
      .inSingletonScope();
    bind(Registry)
      .toResolvedValue(() => createRegistry(needs.name))
      .inSingletonScope();
    bind(DeliveryMetrics)
      .toResolvedValue((registry: Registry) => new DeliveryMetrics(registry), [Registry])
      .inSingletonScope();
    bind(LetGo)
      .toResolvedValue(() => new AbortController())
      .inSingletonScope();
    bind(ErpNextHttpClient)
      .toResolvedValue(
        (registry: Registry, letGo: AbortController) => {
          const metrics = new ErpNextMetrics(registry);
          const onAnswer = metrics.requested.bind(metrics);
          return new ErpNextHttpClient({ ...config.erpnext, shutdown: letGo.signal, onAnswer });
        },
        [Registry, LetGo],
      )
      .inSingletonScope();
    bind(ErpNextClient).toService(ErpNextHttpClient);
    bind(SetUpCheck)
      .toResolvedValue(
        (erpnext: ErpNextClient, further?: () => Promise<readonly string[]>) =>
          setUpCheckOf(needs, erpnext, further),
        [ErpNextClient, { serviceIdentifier: SiteProblems, optional: true }],
      )
      .inSingletonScope();
    bind(AvroRegistry)
      .toResolvedValue(() => new AvroRegistry(registryConnection(config.registry)))
      .inSingletonScope();
    bind(KafkaPublisher)
      .toResolvedValue(
        (log: Logger) => new KafkaPublisher(kafkaConnection(`isthmus-${needs.name}`, config.kafka), log),
        [Log],
      )
      .inSingletonScope();
    bind(LifecycleAnnouncer)
      .toResolvedValue(
        (codec: AvroRegistry, publisher: KafkaPublisher) => {
          const topic = topicsOf(config.topicPrefix).lifecycle;
          const encoder = avroEncoder<LifecycleEvent>(codec, subjectOf(topic), lifecycleEventSchema);
          return new LifecycleAnnouncer({ topic, source: `isthmus/${needs.name}`, encoder, publisher });
        },
        [AvroRegistry, KafkaPublisher],
      )
      .inSingletonScope();
    bind(DeedAnnouncer).toService(LifecycleAnnouncer);
    bind(ServiceToRun)
      .toResolvedValue(
        (
          handler: MessageHandler<Event>,
          erpnext: ErpNextHttpClient,
          letGo: AbortController,
          setUp: SetUpCheck,
          codec: AvroRegistry,
          publisher: KafkaPublisher,
          announcer: LifecycleAnnouncer,
          registry: Registry,
          metrics: DeliveryMetrics,
          log: Logger,
        ) =>
          consumingService(needs, config, {
            ...{ handler, erpnext, letGo, setUp, codec, publisher, announcer, registry, metrics, log },
          }),
        [
          Handler,
          ErpNextHttpClient,
          LetGo,
          SetUpCheck,
          AvroRegistry,
          KafkaPublisher,
          LifecycleAnnouncer,
          Registry,
          DeliveryMetrics,
          Log,
        ],
      )
      .inSingletonScope();
  });

/** A consuming service out of its modules, of which one binds `Handler`. */
export const serviceOf = (
  needs: ConsumingNeeds,
  config: Config<typeof consumingSettings>,
  ...modules: ContainerModule[]
): Service => {
  const container = new Container();
  for (const module of [consumingModule(needs, config), ...modules]) container.load(module);
  return container.get(ServiceToRun);
};

/** A service as a replay needs it: its very handler, over a client that the replay brings. */
export interface Replayable extends ConsumingServiceIdentity {
  /** @throws ErpNextNotSetUp when the site lacks something, before the first event is handled. */
  handlerOver(erpnext: ErpNextClient, announcer?: DeedAnnouncer): MessageHandler<Event>;
}

/** The same modules as the service, with other ends. */
export const replayableOf = (needs: ConsumingNeeds, ...modules: ContainerModule[]): Replayable => ({
  ...needs,
  handlerOver: (erpnext, announcer) => {
    const container = new Container();
    const ends = new ContainerModule(({ bind }) => {
      bind(ErpNextClient).toConstantValue(erpnext);
      if (announcer) bind(DeedAnnouncer).toConstantValue(announcer);
      bind(DeliveryMetrics).toConstantValue(new DeliveryMetrics(new Registry()));
    });
    for (const module of [ends, ...modules]) container.load(module);
    const further = container.isBound(SiteProblems)
      ? container.get<() => Promise<readonly string[]>>(SiteProblems)
      : undefined;
    return onceSetUp(setUpCheckOf(needs, erpnext, further), container.get(Handler));
  },
});

import type { ErrorCode } from '#libs/errors/catalogue.js';
import { codeOf } from '#libs/errors/integration-error.js';
import { createDeliveryLine, defaultBounds, type DeliveryLineOptions } from './delivery-line.js';
import { causeOf } from './gate.js';
import { KafkaConsumer, type ConsumerTiming } from './kafka-consumer.js';
import type { KafkaSettings } from './kafka-settings.js';
import type { Event } from './message.js';
import type { OldestWaiting } from './waiting-list.js';

export interface ServiceConsumerOptions<E extends Event> extends DeliveryLineOptions<E> {
  readonly kafka: KafkaSettings;
  readonly topic: string;
  /** kafkajs has given up: the process should end with a failure, so that a supervisor starts it anew. */
  readonly onGaveUp: (error: Error) => void;
  readonly timing?: Partial<ConsumerTiming>;
}

export interface ServiceState {
  /** A member of its group, taking records. An open breaker or gate is not unready: a restart helps neither. */
  readonly ready: boolean;
  readonly partitions: readonly number[];
  readonly unfinished: number;
  /** Why the service takes no new work: the fault is ours. */
  readonly stopped: { readonly code: ErrorCode; readonly message: string } | undefined;
  /** What opened the breaker, while it is open. */
  readonly breakerOpenedBy: ErrorCode | undefined;
  readonly oldestWaiting: readonly OldestWaiting[];
}

export interface ServiceConsumer {
  start(): Promise<void>;
  stop(): Promise<void>;
  state(): ServiceState;
  /** Unfinished records by partition. */
  lag(): Promise<ReadonlyMap<number, number>>;
}

/** What every service runs: reads its topic in lanes, delivers each record to the handler, announces, parks. */
export const createServiceConsumer = <E extends Event>(
  options: ServiceConsumerOptions<E>,
): ServiceConsumer => {
  const { list, breaker, gate, ...line } = createDeliveryLine(options);
  const consumer = new KafkaConsumer({
    ...options,
    settings: options.kafka,
    session: { window: { ...defaultBounds, ...options.bounds }.window, ...line },
  });

  return {
    start: () => consumer.start(),
    stop: () => consumer.stop(),
    lag: () => consumer.lag(),
    state: () => ({
      ready: consumer.ready,
      partitions: consumer.partitions,
      unfinished: consumer.unfinished,
      stopped: gate.openedBy && { code: causeOf(gate.openedBy), message: gate.openedBy.message },
      breakerOpenedBy: breaker.openedBy && codeOf(breaker.openedBy),
      oldestWaiting: list.oldest(),
    }),
  };
};

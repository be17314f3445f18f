import type { Announcer } from '#libs/messaging/announcer.js';
import type { DeliveryObserver } from '#libs/messaging/delivery-observer.js';
import { defaultBounds, type DeliveryBounds } from '#libs/messaging/delivery-line.js';
import { Undecodable } from '#libs/messaging/errors.js';
import type { ConsumerTiming } from '#libs/messaging/kafka-consumer.js';
import { KafkaPublisher } from '#libs/messaging/kafka-publisher.js';
import type { KafkaSettings } from '#libs/messaging/kafka-settings.js';
import type { Decoder, Event, Outcome } from '#libs/messaging/message.js';
import { createServiceConsumer, type ServiceConsumer } from '#libs/messaging/service-consumer.js';
import type { Logger } from '#libs/logging/logger.js';
import { quietLog } from './quiet-log.js';
import { createTopic, uniqueName } from './unique-topic.js';

/** An event of the tests: a number of a key. */
export interface Numbered extends Event {
  readonly key: string;
  readonly number: number;
}

export const numbered = (key: string, number: number): Numbered => ({
  id: `${key}/${number}`,
  type: 'test.numbered',
  occurredAt: 1_764_000_000_000 + number,
  key,
  number,
});

/** Bounds of a service, small enough for tests. */
export const testBounds: DeliveryBounds = {
  ...defaultBounds,
  retryMinMs: 20,
  retryMaxMs: 200,
  breaker: { after: 5, probeMinMs: 50, probeMaxMs: 400 },
  probeMs: 200,
};

export interface TestServiceOptions {
  readonly kafka: KafkaSettings;
  readonly topic: string;
  readonly groupId?: string;
  readonly deadLetterTopic?: string;
  readonly handle: (event: Numbered) => Promise<void>;
  readonly decoder?: Decoder<Numbered>;
  readonly bounds?: Partial<DeliveryBounds>;
  readonly timing?: Partial<ConsumerTiming>;
  readonly log?: Logger;
  readonly observer?: DeliveryObserver;
}

export interface TestService extends ServiceConsumer {
  readonly groupId: string;
  readonly deadLetterTopic: string;
  /** Calls of the handler that began, in their order. */
  readonly begun: Numbered[];
  /** Calls of the handler that succeeded, in their order. */
  readonly handled: Numbered[];
  readonly announced: Outcome[];
  readonly gaveUp: Error[];
}

const running = new Set<TestService>();

/** A test that failed must not leave a member in its group, nor keep the run from ending. */
afterEach('stop the services that a test left running', async () => {
  await Promise.all([...running].map((service) => service.stop()));
});

/** A whole service on a real Kafka, with a handler of the test and JSON instead of Avro. */
export const startTestService = async (options: TestServiceOptions): Promise<TestService> => {
  const { kafka, topic, handle, decoder = jsonDecoder, bounds, timing, log = quietLog, observer } = options;
  const { groupId = uniqueName('group'), deadLetterTopic = `${topic}.dlt` } = options;
  // Members of one group share it.
  await createTopic(kafka, deadLetterTopic);
  const seen = {
    begun: [] as Numbered[],
    handled: [] as Numbered[],
    announced: [] as Outcome[],
    gaveUp: [] as Error[],
  };
  const announcer: Announcer = {
    announce: (outcome) => Promise.resolve(void seen.announced.push(outcome)),
  };
  const publisher = new KafkaPublisher(kafka, log);
  const consumer = createServiceConsumer({
    kafka,
    groupId,
    topic,
    deadLetterTopic,
    decoder,
    handler: {
      handle: async (event) => {
        seen.begun.push(event);
        await handle(event);
        seen.handled.push(event);
        return [{ type: 'Seen', medusaId: event.id, medusaCustomerId: event.key, version: event.number }];
      },
    },
    announcer,
    publisher,
    log,
    onGaveUp: (error) => seen.gaveUp.push(error),
    bounds: { ...testBounds, ...bounds },
    ...(timing && { timing }),
    ...(observer && { observer }),
  });
  await consumer.start();
  const service: TestService = {
    ...consumer,
    ...seen,
    groupId,
    deadLetterTopic,
    stop: async () => {
      if (!running.delete(service)) return;
      await consumer.stop();
      await publisher.close();
    },
  };
  running.add(service);
  return service;
};

/** Writes events in their order and answers when all of them are acknowledged. */
export const produce = async (
  kafka: KafkaSettings,
  topic: string,
  events: readonly (Numbered | { readonly key: string; readonly bytes: Buffer })[],
): Promise<void> => {
  const publisher = new KafkaPublisher(kafka, quietLog, { maxRecords: 100_000 });
  await Promise.all(
    events.map((event) =>
      publisher.publish({
        topic,
        key: event.key,
        value: 'bytes' in event ? event.bytes : Buffer.from(JSON.stringify(event)),
        headers: {},
      }),
    ),
  );
  await publisher.close();
};

/** The numbers of each key, in the order in which they stand in the list. */
export const numbersOf = (events: readonly Numbered[]): Record<string, number[]> => {
  const numbers: Record<string, number[]> = {};
  for (const { key, number } of events) (numbers[key] ??= []).push(number);
  return numbers;
};

/** 0, 1, 2, … */
export const upTo = (count: number): number[] => Array.from({ length: count }, (_, index) => index);

const jsonDecoder: Decoder<Numbered> = {
  decode: (value) => {
    try {
      return Promise.resolve(JSON.parse(String(value)) as Numbered);
    } catch (error) {
      return Promise.reject(new Undecodable('not JSON', {}, { cause: error }));
    }
  },
};

import { Kafka, logLevel } from 'kafkajs';
import type { KafkaSettings } from '#libs/messaging/kafka-settings.js';
import { KafkaPublisher } from '#libs/messaging/kafka-publisher.js';
import type { Event } from '#libs/messaging/message.js';
import { createServiceConsumer } from '#libs/messaging/service-consumer.js';
import { createTopic, uniqueName } from '../support/unique-topic.js';
import { quietLog } from '../support/quiet-log.js';
import { figure, type Figure } from './figure.js';

const partitions = 12;
const keys = 5_000;
const recordBytes = 1_000;

/** A counter that resolves when it has seen as many as it waits for, with the rate from the first to the last. */
const counting = (wanted: number) => {
  let seen = 0;
  let began = 0;
  let done: (rate: number) => void = () => {};
  const rate = new Promise<number>((resolve) => (done = resolve));
  const count = () => {
    if (seen === 0) began = performance.now();
    seen += 1;
    if (seen === wanted) done(wanted / ((performance.now() - began) / 1000));
  };
  return { count, rate };
};

/** Lanes, offsets, commits and all, with a handler that does nothing, against a bare consumer that counts. */
export const benchLanes = async (kafka: KafkaSettings, records: number): Promise<Figure> => {
  const topic = uniqueName('bench');
  await createTopic(kafka, topic, { partitions });
  const publisher = new KafkaPublisher(kafka, quietLog, { maxRecords: records, maxBytes: records * 2_000 });
  const value = Buffer.alloc(recordBytes, 'x');
  await Promise.all(
    Array.from({ length: records }, (_, n) =>
      publisher.publish({ topic, key: `key-${n % keys}`, value, headers: {} }),
    ),
  );
  const bare = await bareRate(kafka, topic, records);
  const ours = await laneRate(kafka, topic, records, publisher);
  await publisher.close();
  return figure({
    name: 'lanes: records that need nothing done',
    value: ours,
    unit: '/s',
    baseline: { name: 'bare kafkajs consumer', value: bare },
    goal: { of: 'value', atLeast: 20_000 },
  });
};

const bareRate = async (kafka: KafkaSettings, topic: string, records: number): Promise<number> => {
  const consumer = new Kafka({ brokers: [...kafka.brokers], logLevel: logLevel.NOTHING }).consumer({
    groupId: uniqueName('bare'),
  });
  const { count, rate } = counting(records);
  await consumer.connect();
  await consumer.subscribe({ topic, fromBeginning: true });
  await consumer.run({
    eachBatch: ({ batch }) => {
      for (let n = 0; n < batch.messages.length; n += 1) count();
      return Promise.resolve();
    },
  });
  const measured = await rate;
  await consumer.disconnect();
  return measured;
};

const laneRate = async (
  kafka: KafkaSettings,
  topic: string,
  records: number,
  publisher: KafkaPublisher,
): Promise<number> => {
  const { count, rate } = counting(records);
  const event: Event = { id: 'bench', type: 'bench', occurredAt: 0 };
  const consumer = createServiceConsumer<Event>({
    kafka,
    topic,
    groupId: uniqueName('lanes'),
    deadLetterTopic: topic,
    decoder: { decode: () => Promise.resolve(event) },
    handler: {
      handle: () => {
        count();
        return Promise.resolve([]);
      },
    },
    announcer: { announce: () => Promise.resolve() },
    publisher,
    log: quietLog,
    onGaveUp: (error) => {
      throw error;
    },
  });
  await consumer.start();
  const measured = await rate;
  await consumer.stop();
  return measured;
};

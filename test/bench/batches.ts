import { Kafka, logLevel } from 'kafkajs';
import type { KafkaSettings } from '#libs/messaging/kafka-settings.js';
import type { OutgoingRecord } from '#libs/messaging/message.js';
import { KafkaPublisher } from '#libs/messaging/kafka-publisher.js';
import { quietLog } from '../support/quiet-log.js';
import { figure, median, type Figure } from './figure.js';

const batchRecords = 500;

/** How fast the publisher takes records that are there at once, against kafkajs that is handed whole batches. */
export const benchPublisher = async (
  kafka: KafkaSettings,
  records: readonly OutgoingRecord[],
  rounds: number,
): Promise<Figure> => {
  const producer = new Kafka({ brokers: [...kafka.brokers], logLevel: logLevel.NOTHING }).producer({
    idempotent: true,
    maxInFlightRequests: 1,
  });
  const publisher = new KafkaPublisher(kafka, quietLog, { maxRecords: records.length });
  await producer.connect();
  await publisher.connect();

  const bare = async () => {
    for (let at = 0; at < records.length; at += batchRecords) {
      const batch = records.slice(at, at + batchRecords);
      const topic = batch[0]?.topic ?? '';
      const messages = batch.map(({ key, value, headers }) => ({ key, value, headers: { ...headers } }));
      await producer.send({ topic, acks: -1, messages });
    }
  };
  const ours = () => Promise.all(records.map((record) => publisher.publish(record)));
  const rateOf = async (work: () => Promise<unknown>) => {
    const began = performance.now();
    await work();
    return records.length / ((performance.now() - began) / 1000);
  };
  const rates = { bare: [] as number[], ours: [] as number[] };
  try {
    for (let round = 0; round <= rounds; round += 1) {
      const bareRate = await rateOf(bare);
      const ourRate = await rateOf(ours);
      // The first round only warms up.
      if (round === 0) continue;
      rates.bare.push(bareRate);
      rates.ours.push(ourRate);
    }
  } finally {
    await Promise.all([producer.disconnect(), publisher.close()]);
  }
  return figure({
    name: 'publisher: records acknowledged',
    value: median(rates.ours),
    unit: '/s',
    baseline: { name: 'bare kafkajs batches', value: median(rates.bare) },
  });
};

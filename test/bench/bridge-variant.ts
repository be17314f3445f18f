import { ContainerModule } from 'inversify';
import { Kafka, logLevel } from 'kafkajs';
import { runMain } from '#libs/service/run-main.js';
import { readBridgeConfig } from '../../services/webhook-bridge/config.js';
import {
  bridgeService,
  PublisherOfBridge,
  type BridgePublisher,
} from '../../services/webhook-bridge/container.js';

/** As most senders to Kafka are written: a send for each request, as many at once as there are requests. */
const oneSendEach = (brokers: readonly string[]): BridgePublisher => {
  const producer = new Kafka({ brokers: [...brokers], logLevel: logLevel.NOTHING }).producer();
  let connected = false;
  return {
    get ready() {
      return connected;
    },
    connect: async () => {
      await producer.connect();
      connected = true;
    },
    publish: async ({ topic, key, value, headers }) => {
      await producer.send({ topic, acks: -1, messages: [{ key, value, headers: { ...headers } }] });
    },
    close: () => producer.disconnect(),
  };
};

/** Acknowledges what it never sends: the bridge alone. */
const noKafka: BridgePublisher = {
  ready: true,
  connect: () => Promise.resolve(),
  publish: () => Promise.resolve(),
  close: () => Promise.resolve(),
};

// A program of its own: a bridge that differs from the real one in its publisher only.
await runMain(() => {
  const { BENCH_PUBLISHER, ...env } = process.env;
  const config = readBridgeConfig(env);
  const publisher = BENCH_PUBLISHER === 'none' ? noKafka : oneSendEach(config.kafka.brokers);
  return bridgeService(
    config,
    new ContainerModule(({ rebind }) => {
      rebind(PublisherOfBridge).toConstantValue(publisher);
    }),
  );
});

import { expect } from 'chai';
import { AvroRegistry, avroDecoder, avroEncoder, type AvroRecordSchema } from '#libs/messaging/avro-codec.js';
import { KafkaPublisher } from '#libs/messaging/kafka-publisher.js';
import type { KafkaSettings } from '#libs/messaging/kafka-settings.js';
import type { Encoder, Event, KafkaRecord } from '#libs/messaging/message.js';
import { TopicReader } from '#libs/messaging/topic-reader.js';
import { subjectOf, topicsOf, type Topics } from '#libs/messaging/topics.js';
import { addressEventSchema } from '#schemas/generated/address-event.js';
import { customerEventSchema } from '#schemas/generated/customer-event.js';
import { lifecycleEventSchema, type LifecycleEvent } from '#schemas/generated/lifecycle-event.js';
import { quotationEventSchema } from '#schemas/generated/quotation-event.js';
import { readSetupConfig } from '../../cli/config.js';
import { runSetup } from '../../cli/setup/run-setup.js';
import { startErpNextSandbox, type ErpNextSandbox } from '../../sandbox/erpnext/erpnext-sandbox.js';
import type { CapturedRecord } from './captured-records.js';
import { eventually } from './eventually.js';
import { quietLog } from './quiet-log.js';
import { readTopic } from './read-topic.js';
import { servers } from './servers.js';
import { ServiceUnderTest } from './service-under-test.js';
import { uniqueName } from './unique-topic.js';

/** Short enough that an outage and its end fit into a test. */
const scaledDown = {
  DELIVERY_RETRY_MIN: '20ms',
  DELIVERY_RETRY_MAX: '200ms',
  DELIVERY_BREAKER_PROBE_MIN: '50ms',
  DELIVERY_BREAKER_PROBE_MAX: '300ms',
  DELIVERY_STOPPED_PROBE: '300ms',
  DELIVERY_SESSION_TIMEOUT: '6s',
  NOTHING_TO_END_WAIT: '1s',
  CUSTOMER_UNKNOWN_WAIT: '10m',
  IDENTITY_WAIT: '10m',
};

const schemas = {
  'medusa.customer.events.v1': customerEventSchema,
  'medusa.address.events.v1': addressEventSchema,
  'medusa.quotation.events.v1': quotationEventSchema,
};

/** A set-up Isthmus of its own on the shared Kafka and registry, with an ERPNext sandbox; services are started into it. */
export class Isthmus {
  private readonly services: ServiceUnderTest[] = [];
  private readonly encoders = new Map<string, Encoder<Event>>();

  private constructor(
    readonly topics: Topics,
    readonly sandbox: ErpNextSandbox,
    readonly kafka: KafkaSettings,
    readonly env: Readonly<Record<string, string>>,
    private readonly registry: AvroRegistry,
    readonly publisher: KafkaPublisher,
  ) {}

  /** With `setUp: false` nothing is made yet, neither in Kafka nor in ERPNext. */
  static async start({ setUp = true }: { readonly setUp?: boolean } = {}): Promise<Isthmus> {
    const { kafka, registry } = await servers();
    const sandbox = await startErpNextSandbox();
    const env = {
      ...scaledDown,
      PORT: '0',
      KAFKA_BROKERS: kafka.brokers.join(','),
      SCHEMA_REGISTRY_URL: registry.url,
      TOPIC_PREFIX: `${uniqueName('isthmus')}.`,
      TOPIC_PARTITIONS: '3',
      ERPNEXT_URL: sandbox.url,
      ERPNEXT_API_KEY: 'integration',
      ERPNEXT_API_SECRET: 'integration',
      ERPNEXT_TIMEOUT: '20s',
      MEDUSA_WEBHOOK_SECRETS: 'a-secret-of-the-shop',
    };
    const settings = { clientId: 'test', brokers: kafka.brokers };
    const isthmus = new Isthmus(
      topicsOf(env.TOPIC_PREFIX),
      sandbox,
      settings,
      env,
      new AvroRegistry({ url: registry.url }),
      new KafkaPublisher(settings, quietLog),
    );
    if (setUp) await isthmus.setUp();
    return isthmus;
  }

  /** What `isthmus setup --demo-data` does; also on another site than its own. */
  async setUp({ url }: { readonly url: string } = this.sandbox): Promise<void> {
    const env = { ...this.env, ERPNEXT_URL: url };
    await runSetup({
      config: readSetupConfig(env, { skipKafka: false, skipErpnext: false }),
      administrator: () => Promise.resolve({ apiKey: 'admin', apiSecret: 'admin' }),
      log: quietLog,
      dryRun: false,
      demoData: true,
    });
  }

  /** A process of its own, ready. */
  async run(service: string, env: Readonly<Record<string, string>> = {}): Promise<ServiceUnderTest> {
    const started = await this.runUnready(service, env);
    await started.ready();
    return started;
  }

  async runUnready(service: string, env: Readonly<Record<string, string>> = {}): Promise<ServiceUnderTest> {
    const started = await ServiceUnderTest.start(service, { ...this.env, ...env });
    this.services.push(started);
    return started;
  }

  /** Publishes events as the bridge does: by key, in the order given. */
  async publish<E extends Event>(
    topic: string,
    schema: AvroRecordSchema,
    events: readonly (readonly [key: string, event: E])[],
  ): Promise<void> {
    const encoder = avroEncoder<E>(this.registry, subjectOf(topic), schema);
    await Promise.all(
      events.map(async ([key, event]) =>
        this.publisher.publish({ topic, key, value: await encoder.encode(event), headers: {} }),
      ),
    );
  }

  /** Publishes a story, each record when the one before it has been acknowledged. */
  async tell(story: readonly CapturedRecord[]): Promise<void> {
    for (const { topic, key, event } of story) {
      const value = await this.encoderOf(topic).encode(event);
      await this.publisher.publish({ topic: this.topicOf(topic), key, value, headers: {} });
    }
  }

  /** All that was announced so far. */
  async announced(): Promise<LifecycleEvent[]> {
    const decoder = avroDecoder<LifecycleEvent>(this.registry, lifecycleEventSchema);
    const records = await this.records(this.topics.lifecycle);
    return Promise.all(records.map(({ value }) => decoder.decode(value)));
  }

  /** Resolves when these services have finished every record of their topics. */
  async finished(topics: readonly string[], services: readonly string[]): Promise<void> {
    const reader = new TopicReader(this.kafka, quietLog);
    for (const [index, topic] of topics.entries()) {
      const group = `${this.env['TOPIC_PREFIX']}isthmus.${services[index]}`;
      await eventually(async () => expect(await reader.unfinished(group, topic)).to.equal(0), {
        ...{ withinMs: 60_000, everyMs: 50 },
      });
    }
  }

  records(topic: string): Promise<KafkaRecord[]> {
    return readTopic(this.kafka, topic);
  }

  async stop(): Promise<void> {
    await Promise.all(this.services.map((service) => service.kill()));
    await this.publisher.close();
    await this.sandbox.stop();
  }

  private encoderOf(topic: CapturedRecord['topic']): Encoder<Event> {
    const known = this.encoders.get(topic);
    if (known) return known;
    const encoder = avroEncoder<Event>(this.registry, subjectOf(this.topicOf(topic)), schemas[topic]);
    this.encoders.set(topic, encoder);
    return encoder;
  }

  private topicOf(topic: CapturedRecord['topic']): string {
    return `${this.env['TOPIC_PREFIX']}${topic}`;
  }
}

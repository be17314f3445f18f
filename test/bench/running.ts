import { mkdir } from 'node:fs/promises';
import { join } from 'node:path';
import type { Env } from '#libs/config/read-config.js';
import { AvroRegistry, avroEncoder, type AvroRecordSchema } from '#libs/messaging/avro-codec.js';
import { KafkaPublisher } from '#libs/messaging/kafka-publisher.js';
import type { KafkaSettings } from '#libs/messaging/kafka-settings.js';
import { subjectOf, topicsOf, type Topics } from '#libs/messaging/topics.js';
import { TopicReader } from '#libs/messaging/topic-reader.js';
import { startServices, type Services } from '../../cli/local/services.js';
import { freePort } from '../../sandbox/servers/free-port.js';
import { startSurroundings, type Surroundings } from '../../cli/local/surroundings.js';
import { quietLog } from '../support/quiet-log.js';
import { profileFolder } from './profile.js';

export interface RunningOptions {
  readonly folder: string;
  readonly say: (line: string) => void;
  readonly onCrash: (error: Error) => void;
}

/** Kafka, registry and sandbox for the figures; services come and go. */
export class Running {
  readonly topics: Topics = topicsOf('');
  readonly kafka: KafkaSettings;
  readonly registry: AvroRegistry;
  readonly publisher: KafkaPublisher;
  private readonly reader: TopicReader;

  private constructor(
    readonly surroundings: Surroundings,
    private readonly options: RunningOptions,
  ) {
    const { env } = surroundings;
    this.kafka = { clientId: 'bench', brokers: (env['KAFKA_BROKERS'] ?? '').split(',') };
    this.registry = new AvroRegistry(this.registrySettings);
    this.publisher = new KafkaPublisher(this.kafka, quietLog, {
      maxRecords: 200_000,
      maxBytes: 512 * 1024 * 1024,
      publishTimeoutMs: 60_000,
    });
    this.reader = new TopicReader(this.kafka, quietLog);
  }

  static async start(options: RunningOptions): Promise<Running> {
    await mkdir(join(options.folder, 'logs'), { recursive: true });
    const surroundings = await startSurroundings({ ...options, env: ofProfiles(), keepDocuments: false });
    return new Running(surroundings, options);
  }

  get registrySettings() {
    return { url: this.surroundings.env['SCHEMA_REGISTRY_URL'] ?? '' };
  }

  get logFolder(): string {
    return join(this.options.folder, 'logs');
  }

  /** The bridge and every service, ready. */
  async services(): Promise<Services> {
    return startServices({
      env: this.surroundings.env,
      bridgePort: await freePort(),
      logFolder: this.logFolder,
      say: this.options.say,
    });
  }

  /** Publishes events in their order by key. */
  async publish<E>(
    topic: string,
    schema: AvroRecordSchema,
    events: Iterable<readonly [key: string, event: E]>,
  ): Promise<void> {
    const encoder = avroEncoder<E>(this.registry, subjectOf(topic), schema);
    const sent: Promise<void>[] = [];
    for (const [key, event] of events)
      sent.push(this.publisher.publish({ topic, key, value: await encoder.encode(event), headers: {} }));
    await Promise.all(sent);
  }

  unfinished(group: string, topic: string): Promise<number> {
    return this.reader.unfinished(group, topic);
  }

  /** What the sandbox's control endpoint answers. */
  async control(method: 'GET' | 'POST' | 'DELETE', path: string, body?: object): Promise<unknown> {
    const answer = await fetch(`${this.surroundings.erpnext.url}/sandbox/${path}`, {
      method,
      ...(body === undefined ? {} : { body: JSON.stringify(body) }),
    });
    return answer.json();
  }

  async stop(): Promise<void> {
    await this.publisher.close();
    await this.surroundings.stop();
  }
}

/** What makes the services say where their time goes, when this process is asked to. */
const ofProfiles = (): Env => {
  const { NODE_OPTIONS } = process.env;
  const folder = profileFolder();
  return folder === undefined ? {} : { NODE_OPTIONS, BENCH_PROFILES: folder };
};

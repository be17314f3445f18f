import { spawn } from 'node:child_process';
import { once } from 'node:events';
import { createInterface } from 'node:readline';
import { AvroRegistry } from '#libs/messaging/avro-codec.js';
import { ensureTopics, withAdmin } from '#libs/messaging/kafka-admin.js';
import { subjectOf, topicsOf, topicSpecs, type Topics } from '#libs/messaging/topics.js';
import { addressEventSchema } from '#schemas/generated/address-event.js';
import { customerEventSchema } from '#schemas/generated/customer-event.js';
import { quotationEventSchema } from '#schemas/generated/quotation-event.js';
import { bridgeEnv } from './bridge-env.js';
import { eventually } from './eventually.js';
import { quietLog } from './quiet-log.js';
import { signedHeaders } from './webhooks.js';

export interface Surroundings {
  readonly brokers: readonly string[];
  readonly registryUrl: string;
  readonly prefix: string;
}

/** What `isthmus setup` makes for the bridge. */
export const setUpTopics = async ({ brokers, prefix }: Surroundings): Promise<Topics> => {
  const topics = topicsOf(prefix);
  await withAdmin({ clientId: 'test', brokers }, quietLog, (admin) =>
    ensureTopics(admin, topicSpecs(topics, { partitions: 3 })),
  );
  return topics;
};

export const setUpSubjects = async ({ registryUrl, prefix }: Surroundings): Promise<void> => {
  const registry = new AvroRegistry({ url: registryUrl });
  const topics = topicsOf(prefix);
  await registry.ensure(subjectOf(topics.customerEvents), customerEventSchema);
  await registry.ensure(subjectOf(topics.addressEvents), addressEventSchema);
  await registry.ensure(subjectOf(topics.quotationEvents), quotationEventSchema);
};

const main = new URL('../../services/webhook-bridge/main.js', import.meta.url);

/** The bridge as operators run it: a process of its own. */
export class BridgeProcess {
  private constructor(
    readonly url: string,
    private readonly child: ReturnType<typeof spawn>,
    private readonly ended: Promise<number | null>,
  ) {}

  static async start(
    { brokers, registryUrl, prefix }: Surroundings,
    env: Record<string, string> = {},
  ): Promise<BridgeProcess> {
    const child = spawn(process.execPath, ['--enable-source-maps', main.pathname], {
      env: {
        PATH: process.env['PATH'],
        ...bridgeEnv,
        KAFKA_BROKERS: brokers.join(','),
        SCHEMA_REGISTRY_URL: registryUrl,
        TOPIC_PREFIX: prefix,
        ...env,
      },
      stdio: ['ignore', 'pipe', 'inherit'],
    });
    const ended = once(child, 'exit').then(([code]) => code as number | null);
    const url = await new Promise<string>((resolve, reject) => {
      createInterface(child.stdout).on('line', (line) => {
        const { msg, url } = JSON.parse(line) as { msg: string; url?: string };
        if (msg === 'listening' && url) resolve(url);
      });
      void ended.then((code) => reject(new Error(`the bridge ended with ${code} before it listened`)));
    });
    return new BridgeProcess(url, child, ended);
  }

  /** What `/readyz` gives as reasons; none when ready. */
  async notReady(): Promise<string[]> {
    const response = await fetch(`${this.url}/readyz`);
    return response.ok ? [] : ((await response.json()) as { reasons: string[] }).reasons;
  }

  ready(): Promise<void> {
    return eventually(async () => {
      const reasons = await this.notReady();
      if (reasons.length > 0) throw new Error(`not ready: ${reasons.join(', ')}`);
    });
  }

  send(id: string, body: Buffer): Promise<Response> {
    const headers = signedHeaders(id, body, bridgeEnv.MEDUSA_WEBHOOK_SECRETS);
    return this.post('/webhooks/medusa', headers, body);
  }

  post(path: string, headers: Record<string, string>, body: Buffer): Promise<Response> {
    return fetch(this.url + path, { method: 'POST', headers, body: new Uint8Array(body) });
  }

  /** Asks it to leave; answers its exit code. */
  terminate(): Promise<number | null> {
    this.child.kill('SIGTERM');
    return this.ended;
  }

  async kill(): Promise<void> {
    this.child.kill('SIGKILL');
    await this.ended;
  }
}

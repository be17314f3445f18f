import { mkdir } from 'node:fs/promises';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';
import type { KafkaSettings } from '#libs/messaging/kafka-settings.js';
import { topicsOf, type Topics } from '#libs/messaging/topics.js';
import { readSetupConfig } from '../../cli/config.js';
import { ServiceProcess } from '../../cli/local/service-process.js';
import { isWell } from '../../cli/setup/finding.js';
import { runSetup } from '../../cli/setup/run-setup.js';
import { startErpNextSandbox, type ErpNextSandbox } from '../../sandbox/erpnext/erpnext-sandbox.js';
import { startKafka, type KafkaServer } from '../../sandbox/servers/kafka-server.js';
import { startRegistry, type RegistryServer } from '../../sandbox/servers/registry-server.js';
import { quietLog } from '../support/quiet-log.js';

export const consumers = ['lead-service', 'quotation-service', 'address-service'] as const;
export type Consumer = (typeof consumers)[number];

export const webhookSecret = 'a-secret-of-the-shop';
/** As short as the bounds of the configuration allow. */
export const sessionTimeoutMs = 6_000;

/** Every wait of the services scaled down, and none that ends: what has to come does come, however late. */
const timers = {
  DELIVERY_RETRY_MIN: '20ms',
  DELIVERY_RETRY_MAX: '400ms',
  DELIVERY_BREAKER_PROBE_MIN: '50ms',
  DELIVERY_BREAKER_PROBE_MAX: '500ms',
  DELIVERY_STOPPED_PROBE: '500ms',
  DELIVERY_SESSION_TIMEOUT: `${sessionTimeoutMs}ms`,
  DELIVERY_WINDOW_PARTITION: '5000',
  NOTHING_TO_END_WAIT: '1d',
  CUSTOMER_UNKNOWN_WAIT: '1d',
  IDENTITY_WAIT: '1d',
  // Half of all calls fail here for minutes, which no single record is to blame for.
  DELIVERY_KEEPS_FAILING_ATTEMPTS: '10000',
};

/** Killed services are to be back soon, however often they were killed. */
const restartMs = { first: 200, longest: 400 };

export interface StageOptions {
  /** For data and logs. */
  readonly folder: string;
  /** Of a call of ERPNext. */
  readonly erpNextTimeout?: string;
  /** For the consuming services alone. */
  readonly plantedEnv: Readonly<Record<string, string>>;
  readonly path: string | undefined;
  readonly say: (line: string) => void;
  readonly onCrash: (error: Error) => void;
}

/** The whole of Isthmus, two of each consuming service, on servers of its own. */
export interface Stage {
  readonly kafka: KafkaServer;
  readonly registry: RegistryServer;
  readonly sandbox: ErpNextSandbox;
  readonly settings: KafkaSettings;
  readonly topics: Topics;
  readonly bridge: ServiceProcess;
  readonly members: Readonly<Record<Consumer, readonly ServiceProcess[]>>;
}

/** @param undoing is told at once of everything that has to be stopped */
export const setStage = async (
  { folder, erpNextTimeout = '3s', plantedEnv, path, say, onCrash }: StageOptions,
  undoing: (cleanUp: () => Promise<void>) => void,
): Promise<Stage> => {
  const logs = join(folder, 'logs');
  await mkdir(logs, { recursive: true });
  const started = <T extends { stop(): Promise<void> }>(server: T): T => {
    undoing(() => server.stop());
    return server;
  };
  const [kafka, registry, sandbox] = await Promise.all([
    startKafka({ dataDir: join(folder, 'kafka'), log: say, onCrash }).then(started),
    startRegistry({ dataDir: join(folder, 'registry'), log: say, onCrash }).then(started),
    startErpNextSandbox().then(started),
  ]);

  const env = {
    ...(path === undefined ? {} : { PATH: path }),
    ...timers,
    ERPNEXT_TIMEOUT: erpNextTimeout,
    KAFKA_BROKERS: kafka.brokers.join(','),
    SCHEMA_REGISTRY_URL: registry.url,
    TOPIC_PARTITIONS: '6',
    ERPNEXT_URL: sandbox.url,
    ERPNEXT_API_KEY: 'integration',
    ERPNEXT_API_SECRET: 'integration',
    MEDUSA_WEBHOOK_SECRETS: webhookSecret,
    PORT: '0',
  };
  await setUp(env);

  const process = (service: string, name: string, more: Readonly<Record<string, string>> = {}) =>
    started(
      new ServiceProcess({
        name,
        main: fileURLToPath(new URL(`../../services/${service}/main.js`, import.meta.url)),
        env: { ...env, ...more },
        logFile: join(logs, `${name}.log`),
        say: () => undefined,
        restartMs,
      }),
    );
  const twice = (service: Consumer) => [1, 2].map((n) => process(service, `${service}-${n}`, plantedEnv));
  const stage: Stage = {
    ...{ kafka, registry, sandbox },
    settings: { clientId: 'isthmus-faults', brokers: kafka.brokers },
    topics: topicsOf(),
    bridge: process('webhook-bridge', 'webhook-bridge'),
    members: {
      'lead-service': twice('lead-service'),
      'quotation-service': twice('quotation-service'),
      'address-service': twice('address-service'),
    },
  };
  await Promise.all(processesOf(stage).map((each) => each.start()));
  return stage;
};

export const processesOf = ({ bridge, members }: Stage): readonly ServiceProcess[] => [
  bridge,
  ...consumers.flatMap((service) => members[service]),
];

/** As `isthmus setup --demo-data` does. */
const setUp = async (env: Readonly<Record<string, string>>): Promise<void> => {
  const findings = await runSetup({
    config: readSetupConfig(env, { skipKafka: false, skipErpnext: false }),
    administrator: () => Promise.resolve({ apiKey: 'admin', apiSecret: 'admin' }),
    log: quietLog,
    dryRun: false,
    demoData: true,
  });
  const troubles = findings.filter((finding) => !isWell(finding));
  if (troubles.length > 0) throw new Error(`setup: ${JSON.stringify(troubles)}`);
};

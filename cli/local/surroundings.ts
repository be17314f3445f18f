import { join } from 'node:path';
import type { Env } from '#libs/config/read-config.js';
import { createLogger } from '#libs/logging/pino-logger.js';
import { startErpNextSandbox } from '../../sandbox/erpnext/erpnext-sandbox.js';
import { freePort, isFree } from '../../sandbox/servers/free-port.js';
import { startKafka } from '../../sandbox/servers/kafka-server.js';
import { startRegistry } from '../../sandbox/servers/registry-server.js';
import { readSetupConfig } from '../config.js';
import { isWell, type Finding } from '../setup/finding.js';
import { runSetup } from '../setup/run-setup.js';

export interface SurroundingsOptions {
  readonly env: Env;
  /** Holds the data of the servers. */
  readonly folder: string;
  /** Ports that are taken when they are free; without it any free ones. */
  readonly preferredPorts?: { readonly kafka: number; readonly registry: number; readonly erpnext: number };
  /** Whether the imitated ERPNext keeps its documents. */
  readonly keepDocuments: boolean;
  readonly say: (line: string) => void;
  readonly onCrash: (error: Error) => void;
}

/** Something that runs around the services, and whether it is ours. */
export interface Surrounding {
  readonly name: string;
  readonly at: string;
  readonly sandbox: boolean;
}

export interface Surroundings {
  readonly list: readonly Surrounding[];
  /** For the services: where everything is. */
  readonly env: Env;
  /** For the operator's commands: the same without anybody's credentials but the sandbox's own. */
  readonly word: Env;
  readonly erpnext: {
    readonly url: string;
    readonly apiKey: string;
    readonly apiSecret: string;
    readonly sandbox: boolean;
  };
  stop(): Promise<void>;
}

interface Started {
  readonly surrounding: Surrounding;
  readonly env: Env;
  readonly stop: () => Promise<void>;
}

/** Kafka, the schema registry and ERPNext: those that the environment names, and a sandbox for each that it does not. */
export const startSurroundings = async (options: SurroundingsOptions): Promise<Surroundings> => {
  const { env, folder, keepDocuments, say, onCrash } = options;
  const port = async (name: 'kafka' | 'registry' | 'erpnext') => {
    const preferred = options.preferredPorts?.[name];
    return preferred !== undefined && (await isFree(preferred)) ? preferred : freePort();
  };
  const given = (name: string, at: string): Started => ({
    surrounding: { name, at, sandbox: false },
    env: {},
    stop: () => Promise.resolve(),
  });

  const kafka = async (): Promise<Started> => {
    if (env['KAFKA_BROKERS']) return given('Kafka', env['KAFKA_BROKERS']);
    const server = await startKafka({
      dataDir: join(folder, 'kafka'),
      port: await port('kafka'),
      log: say,
      onCrash,
    });
    const at = server.brokers.join(',');
    return {
      surrounding: { name: 'Kafka', at, sandbox: true },
      env: { KAFKA_BROKERS: at },
      stop: () => server.stop(),
    };
  };

  const registry = async (): Promise<Started> => {
    if (env['SCHEMA_REGISTRY_URL']) return given('Schema registry', env['SCHEMA_REGISTRY_URL']);
    const dataDir = join(folder, 'registry');
    const server = await startRegistry({ dataDir, port: await port('registry'), log: say, onCrash });
    return {
      surrounding: { name: 'Schema registry', at: server.url, sandbox: true },
      env: { SCHEMA_REGISTRY_URL: server.url },
      stop: () => server.stop(),
    };
  };

  const erpnext = async (): Promise<Started> => {
    if (env['ERPNEXT_URL']) return given('ERPNext', env['ERPNEXT_URL']);
    const sandbox = await startErpNextSandbox({
      port: await port('erpnext'),
      ...(keepDocuments ? { dataFile: join(folder, 'erpnext.json') } : {}),
    });
    return {
      surrounding: { name: 'ERPNext sandbox', at: sandbox.url, sandbox: true },
      env: {
        ERPNEXT_URL: sandbox.url,
        ERPNEXT_API_KEY: 'integration',
        ERPNEXT_API_SECRET: 'integration',
        ERPNEXT_ADMIN_API_KEY: 'admin',
        ERPNEXT_ADMIN_API_SECRET: 'admin',
        // The captured shop sells things that have no SKU.
        UNKNOWN_ITEM: env['UNKNOWN_ITEM'] || 'fallback',
      },
      stop: () => sandbox.stop(),
    };
  };

  const starts = await Promise.allSettled([kafka(), registry(), erpnext()]);
  const started = starts.flatMap((start) => (start.status === 'fulfilled' ? [start.value] : []));
  const stop = async () => {
    await Promise.all(started.map((each) => each.stop()));
  };
  const failure = starts.find((start) => start.status === 'rejected');
  if (failure) {
    await stop();
    throw failure.reason;
  }

  const all: Env = Object.assign({}, env, ...started.map((each) => each.env));
  try {
    await setUp(all, say, { demoData: !env['ERPNEXT_URL'] });
  } catch (error) {
    await stop();
    throw error;
  }
  // An administrator's credentials are for setup only.
  const forServices = Object.fromEntries(
    Object.entries(all).filter(([name]) => !name.startsWith('ERPNEXT_ADMIN_')),
  );
  return {
    list: started.map(({ surrounding }) => surrounding),
    env: forServices,
    word: Object.assign(
      Object.fromEntries(worthTelling.map((name) => [name, all[name]])),
      ...started.map((each) => each.env),
    ) as Env,
    erpnext: {
      url: all['ERPNEXT_URL'] ?? '',
      apiKey: all['ERPNEXT_API_KEY'] ?? '',
      apiSecret: all['ERPNEXT_API_SECRET'] ?? '',
      sandbox: !env['ERPNEXT_URL'],
    },
    stop,
  };
};

/** Where things are. */
const worthTelling = ['KAFKA_BROKERS', 'SCHEMA_REGISTRY_URL', 'ERPNEXT_URL', 'TOPIC_PREFIX'];

const setUp = async (
  env: Env,
  say: (line: string) => void,
  { demoData }: { readonly demoData: boolean },
): Promise<void> => {
  // A site of its own was set up by its administrator; the services say what it lacks.
  const skipErpnext = !env['ERPNEXT_ADMIN_API_KEY'];
  const config = readSetupConfig(env, { skipKafka: false, skipErpnext });
  const findings = await runSetup({
    config,
    administrator: ({ adminApiKey = '', adminApiSecret = '' }) =>
      Promise.resolve({ apiKey: adminApiKey, apiSecret: adminApiSecret }),
    log: createLogger({ service: 'isthmus', level: 'silent' }),
    dryRun: false,
    demoData,
  });
  const troubles = findings.filter((finding) => !isWell(finding));
  if (troubles.length > 0) say(`Setup could not see to everything:\n${troubles.map(line).join('\n')}`);
  if (troubles.some(({ kind }) => kind === 'Kafka' || kind === 'Schema registry')) {
    throw new Error('Without Kafka and the schema registry there is nothing to run.');
  }
};

const line = ({ state, kind, name, detail }: Finding) => `  ${state}  ${kind}  ${name}: ${detail ?? ''}`;

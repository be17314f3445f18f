import { execFile } from 'node:child_process';
import { existsSync } from 'node:fs';
import { cp, mkdtemp, rename, rm, writeFile } from 'node:fs/promises';
import { delimiter, join } from 'node:path';
import { promisify } from 'node:util';
import { onFreePorts } from './free-port.js';
import { JavaServer, type JavaProgram } from './java-server.js';
import { kafkaIsReady } from './kafka-ready.js';
import { mavenArtifacts, type Artifacts, type Log } from './maven-artifacts.js';
import {
  caFileIn,
  ensureCertificate,
  scramUsers,
  securedListener,
  type KafkaUser,
} from './secured-listener.js';

export interface KafkaOptions {
  /** Kept between starts; made when it is not there. */
  readonly dataDir: string;
  /** A free one when not given. */
  readonly port?: number;
  /** A second listener for a fault-test proxy: clients that come in by it are told to come back by `advertise`. */
  readonly proxied?: { readonly advertise: number };
  /** A further listener with TLS, for this user alone. */
  readonly secured?: KafkaUser;
  readonly log?: Log;
  readonly onCrash?: (error: Error) => void;
}

interface Ports {
  readonly client: number;
  readonly controller: number;
  readonly proxied?: { readonly listen: number; readonly advertise: number };
  readonly secured?: { readonly listen: number; readonly user: KafkaUser };
}

/** How a client gets in by the listener with TLS. */
export interface SecuredAccess {
  readonly brokers: readonly string[];
  readonly caFile: string;
}

/** One Kafka node, broker and controller in one. */
export class KafkaServer extends JavaServer {
  readonly brokers: readonly string[];
  /** Where a proxy reaches the broker, if it was started with `proxied`. */
  readonly proxiedPort: number | undefined;
  /** If it was started with `secured`. */
  readonly secured: SecuredAccess | undefined;

  constructor(program: JavaProgram, ports: Ports) {
    super(program);
    this.brokers = [`127.0.0.1:${ports.client}`];
    this.proxiedPort = ports.proxied?.listen;
    this.secured = ports.secured && {
      brokers: [`127.0.0.1:${ports.secured.listen}`],
      caFile: caFileIn(program.dataDir),
    };
  }
}

/** Starts a Kafka that is ready for clients when the promise resolves. */
export const startKafka = async (options: KafkaOptions): Promise<KafkaServer> => {
  const { dataDir, port, proxied, secured, log, onCrash } = options;
  const artifacts = await mavenArtifacts(log);

  return onFreePorts(async (claim) => {
    const ports: Ports = {
      client: port ?? (await claim()),
      controller: await claim(),
      ...(proxied && { proxied: { listen: await claim(), advertise: proxied.advertise } }),
      ...(secured && { secured: { listen: await claim(), user: secured } }),
    };
    const kafka = new KafkaServer(
      {
        name: 'Kafka',
        dataDir,
        ports: [ports.client, ports.controller, ports.proxied?.listen, ports.secured?.listen].filter(
          (port) => port !== undefined,
        ),
        prepare: async () => {
          if (secured) await ensureCertificate(dataDir);
          await writeFile(join(dataDir, 'server.properties'), properties(ports));
          await prepareStorage(artifacts, dataDir, secured);
        },
        classData: artifacts.classData('kafka'),
        args: [...jvm(artifacts), '-Xms192m', '-Xmx192m', 'kafka.Kafka', 'server.properties'],
        isReady: () => kafkaIsReady(ports.client),
        onCrash,
      },
      ports,
    );
    await kafka.start();
    return kafka;
  });
};

const jvm = ({ kafkaJars }: Artifacts) => [
  '-XX:+UseSerialGC',
  '-XX:TieredStopAtLevel=1',
  '-Dorg.slf4j.simpleLogger.defaultLogLevel=warn',
  '-Dorg.slf4j.simpleLogger.showDateTime=true',
  '-Dorg.slf4j.simpleLogger.dateTimeFormat=HH:mm:ss.SSS',
  '-cp',
  kafkaJars.join(delimiter),
];

/** Formatting takes a JVM longer than a second and gives two small files: done once, copied for every new data folder. */
const prepareStorage = async (artifacts: Artifacts, dataDir: string, user?: KafkaUser): Promise<void> => {
  const storage = join(dataDir, 'data');
  if (existsSync(join(storage, 'meta.properties'))) return;
  if (user) return format(artifacts, dataDir, scramUsers(user));

  const template = join(artifacts.dir, 'kafka-template');
  if (!existsSync(template)) await formatTemplate(artifacts, template);
  await cp(template, storage, { recursive: true });
};

const formatTemplate = async (artifacts: Artifacts, template: string): Promise<void> => {
  const draft = await mkdtemp(`${template}.draft-`);
  try {
    await writeFile(join(draft, 'server.properties'), properties({ client: 9092, controller: 9093 }));
    await format(artifacts, draft);
    await rename(join(draft, 'data'), template).catch((error: unknown) => {
      if (!existsSync(template)) throw error;
    });
  } finally {
    await rm(draft, { recursive: true, force: true });
  }
};

const format = async (artifacts: Artifacts, folder: string, more: readonly string[] = []): Promise<void> => {
  const tool = ['kafka.tools.StorageTool', 'format', '-t', CLUSTER_ID, '-c', 'server.properties', ...more];
  await promisify(execFile)('java', [...jvm(artifacts), ...tool], { cwd: folder });
};

const CLUSTER_ID = 'aXN0aG11cy1zYW5kYm94MA';

const properties = ({ client, controller, proxied, secured }: Ports): string => {
  const security = secured && securedListener(secured.listen, secured.user);
  const further = security ? `,${security.listener}` : '';
  return `
process.roles=broker,controller
node.id=1
controller.quorum.voters=1@127.0.0.1:${controller}
listeners=PLAINTEXT://127.0.0.1:${client},CONTROLLER://127.0.0.1:${controller}${proxied ? `,PROXIED://127.0.0.1:${proxied.listen}` : ''}${further}
advertised.listeners=PLAINTEXT://127.0.0.1:${client}${proxied ? `,PROXIED://127.0.0.1:${proxied.advertise}` : ''}${further}
inter.broker.listener.name=PLAINTEXT
controller.listener.names=CONTROLLER
listener.security.protocol.map=PLAINTEXT:PLAINTEXT,CONTROLLER:PLAINTEXT,PROXIED:PLAINTEXT,SECURED:SASL_SSL
log.dirs=data
auto.create.topics.enable=false
num.partitions=1
default.replication.factor=1
min.insync.replicas=1
offsets.topic.replication.factor=1
offsets.topic.num.partitions=4
transaction.state.log.replication.factor=1
transaction.state.log.min.isr=1
transaction.state.log.num.partitions=4
share.coordinator.state.topic.replication.factor=1
share.coordinator.state.topic.min.isr=1
share.coordinator.state.topic.num.partitions=1
group.initial.rebalance.delay.ms=0
broker.session.timeout.ms=3000
broker.heartbeat.interval.ms=500
num.io.threads=2
num.network.threads=2
background.threads=2
num.recovery.threads.per.data.dir=1
log.cleaner.threads=1
log.cleaner.dedupe.buffer.size=2097152
socket.request.max.bytes=20971520
metric.reporters=
${security?.properties ?? ''}`;
};

import { mkdtemp, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { startKafka, type KafkaOptions, type KafkaServer } from '../../sandbox/servers/kafka-server.js';
import { mavenArtifacts } from '../../sandbox/servers/maven-artifacts.js';
import { startRegistry, type RegistryServer } from '../../sandbox/servers/registry-server.js';

export interface Servers {
  readonly kafka: KafkaServer;
  readonly registry: RegistryServer;
}

const cleanUps: (() => Promise<void>)[] = [];
let shared: Promise<Servers> | undefined;

/** The one Kafka and the one registry that a test run shares; a test takes topics and subjects of its own. */
export const servers = (): Promise<Servers> => {
  shared ??= Promise.all([ownKafka(), ownRegistry()]).then(([kafka, registry]) => ({ kafka, registry }));
  return shared;
};

/** A broker for a test that kills, freezes or proxies it; gone at the latest when the test run ends. */
export const ownKafka = async (options: Omit<KafkaOptions, 'dataDir'> = {}): Promise<KafkaServer> => {
  const kafka = await startKafka({ ...options, dataDir: await temporaryFolder() });
  cleanUps.push(() => kafka.stop());
  return kafka;
};

/** A registry for a test that kills or freezes it; gone at the latest when the test run ends. */
export const ownRegistry = async (): Promise<RegistryServer> => {
  const registry = await startRegistry({ dataDir: await temporaryFolder() });
  cleanUps.push(() => registry.stop());
  return registry;
};

/** A fresh folder that the end of the test run removes. */
export const temporaryFolder = async (): Promise<string> => {
  const folder = await mkdtemp(join(tmpdir(), 'isthmus-'));
  cleanUps.push(() => rm(folder, { recursive: true, force: true }));
  return folder;
};

before('fetch Kafka and the schema registry', async function () {
  this.timeout('10m');
  await mavenArtifacts(console.log);
});

after('stop the servers', async function () {
  // One after the other, dozens of them, also where other work keeps the machine busy.
  this.timeout('5m');
  // Folders were pushed before the servers that write into them.
  for (const cleanUp of cleanUps.reverse()) await cleanUp();
});

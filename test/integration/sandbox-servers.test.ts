import { expect } from 'chai';
import { Kafka, logLevel } from 'kafkajs';
import { execFile, spawn } from 'node:child_process';
import { once } from 'node:events';
import { connect, createServer, type AddressInfo } from 'node:net';
import { promisify } from 'node:util';
import { kafkaIsReady } from '../../sandbox/servers/kafka-ready.js';
import { startKafka } from '../../sandbox/servers/kafka-server.js';
import { ownKafka, ownRegistry, servers, temporaryFolder } from '../support/servers.js';

const portOf = (broker: string | undefined) => Number(broker?.split(':').at(-1));

const isAlive = (pid: number | undefined) => {
  try {
    return pid !== undefined && process.kill(pid, 0);
  } catch {
    return false;
  }
};

const withAdmin = async <T>(
  brokers: readonly string[],
  ask: (admin: ReturnType<Kafka['admin']>) => Promise<T>,
) => {
  const admin = new Kafka({ brokers: [...brokers], logLevel: logLevel.NOTHING }).admin();
  await admin.connect();
  try {
    return await ask(admin);
  } finally {
    await admin.disconnect();
  }
};

const createTopic = (brokers: readonly string[], topic: string) =>
  withAdmin(brokers, (admin) => admin.createTopics({ topics: [{ topic }] }));
const topicsOf = (brokers: readonly string[]) => withAdmin(brokers, (admin) => admin.listTopics());

const registerSchema = (url: string, subject: string) =>
  fetch(`${url}/subjects/${subject}/versions`, {
    method: 'POST',
    headers: { 'content-type': 'application/json' },
    body: JSON.stringify({ schema: '"string"' }),
  });
const answerOf = async (url: string): Promise<unknown> => (await fetch(url)).json();

describe('the Kafka of the sandbox', () => {
  it('serves clients as soon as it has started', async () => {
    const { kafka } = await servers();

    const { brokers } = await withAdmin(kafka.brokers, (admin) => admin.describeCluster());

    expect(brokers).to.deep.equal([{ nodeId: 1, host: '127.0.0.1', port: portOf(kafka.brokers[0]) }]);
  });

  it('keeps its port and its topics when it is restarted', async () => {
    const kafka = await ownKafka();
    await createTopic(kafka.brokers, 'kept');

    await kafka.restart();

    expect(await topicsOf(kafka.brokers)).to.include('kept');
    await kafka.stop();
  });

  it('comes back with its topics after it was killed', async () => {
    const kafka = await ownKafka();
    await createTopic(kafka.brokers, 'kept');

    await kafka.kill();
    await kafka.start();

    expect(await topicsOf(kafka.brokers)).to.include('kept');
    await kafka.stop();
  });

  it('finds its topics on other ports, too', async () => {
    const dataDir = await temporaryFolder();
    const before = await startKafka({ dataDir });
    await createTopic(before.brokers, 'kept');
    await before.stop();

    const after = await startKafka({ dataDir });

    expect(await topicsOf(after.brokers)).to.include('kept');
    await after.stop();
  });

  it('does not answer while it is frozen, and does again afterwards', async () => {
    const kafka = await ownKafka();
    const port = portOf(kafka.brokers[0]);

    kafka.freeze();
    const whileFrozen = await kafkaIsReady(port);
    kafka.thaw();
    const afterwards = await kafkaIsReady(port);

    expect([whileFrozen, afterwards]).to.deep.equal([false, true]);
    await kafka.stop();
  });

  it('leaves no process behind when it is stopped, not even a frozen one', async () => {
    const kafka = await ownKafka();
    const { pid } = kafka;

    kafka.freeze();
    await kafka.stop();

    expect(isAlive(pid)).to.be.false;
    expect(kafka.pid).to.be.undefined;
  });

  it('sends clients of the proxied listener to the proxy', async () => {
    const proxy = createServer().listen(0, '127.0.0.1');
    await once(proxy, 'listening');
    const { port } = proxy.address() as AddressInfo;
    const kafka = await ownKafka({ proxied: { advertise: port } });
    proxy.on('connection', (client) => {
      const broker = connect(kafka.proxiedPort ?? 0, '127.0.0.1');
      client.pipe(broker).pipe(client);
    });

    const { brokers } = await withAdmin([`127.0.0.1:${port}`], (admin) => admin.describeCluster());

    expect(brokers.map((broker) => broker.port)).to.deep.equal([port]);
    await kafka.stop();
    proxy.close();
  });

  it('says that a port is taken instead of starting on it', async () => {
    const other = createServer().listen(0, '127.0.0.1');
    await once(other, 'listening');
    const { port } = other.address() as AddressInfo;

    const refused = await startKafka({ dataDir: await temporaryFolder(), port }).catch(String);

    expect(refused).to.contain(`Kafka cannot start: port ${port} is taken`);
    other.close();
  });

  it('reports when it ends by itself', async () => {
    const crashed = new Promise<Error>(
      (resolve) => void ownKafka({ onCrash: resolve }).then(killFromOutside),
    );

    const error = await crashed;

    expect(error.message).to.match(/^Kafka ended by itself/);
  });

  it('ends when the process that started it was killed, and its folder can be used again', async () => {
    const dataDir = await temporaryFolder();
    const module = new URL('../../sandbox/servers/kafka-server.js', import.meta.url).href;
    const script = `
      const { startKafka } = await import(${JSON.stringify(module)});
      const kafka = await startKafka({ dataDir: ${JSON.stringify(dataDir)} });
      console.log(kafka.brokers);`;
    const starter = spawn(process.execPath, ['--input-type=module', '-e', script], {
      stdio: ['ignore', 'pipe', 'inherit'],
    });
    await once(starter.stdout, 'data');

    starter.kill('SIGKILL');
    const successor = await startKafka({ dataDir });

    expect(await topicsOf(successor.brokers)).to.deep.equal([]);
    await successor.stop();
  });
});

const killFromOutside = ({ pid }: { readonly pid: number | undefined }) => {
  if (pid !== undefined) process.kill(pid, 'SIGKILL');
};

describe('the schema registry of the sandbox', () => {
  it('refuses incompatible schemas from the start', async () => {
    const { registry } = await servers();

    expect(await answerOf(`${registry.url}/config`)).to.deep.equal({ compatibilityLevel: 'FULL_TRANSITIVE' });
  });

  it('keeps its schemas when it is killed and started again', async () => {
    const registry = await ownRegistry();
    await registerSchema(registry.url, 'kept-value');

    await registry.kill();
    await registry.start();

    expect(await answerOf(`${registry.url}/subjects`)).to.deep.equal(['kept-value']);
    await registry.stop();
  });
});

describe('the servers of the sandbox', () => {
  it('say what to install on a machine without Java', async () => {
    const module = new URL('../../sandbox/servers/maven-artifacts.js', import.meta.url).href;
    const script = `
      const { mavenArtifacts } = await import(${JSON.stringify(module)});
      console.log(await mavenArtifacts().catch(String));`;

    const { stdout } = await promisify(execFile)(process.execPath, ['--input-type=module', '-e', script], {
      env: { PATH: '' },
    });

    expect(stdout).to.contain('install Java 17 or newer');
  });
});

import { expect } from 'chai';
import { existsSync, readFileSync, readdirSync } from 'node:fs';
import { dirname } from 'node:path';
import { parse } from 'yaml';

interface Service {
  readonly image: string;
  readonly command?: readonly string[];
  readonly restart: string;
  readonly depends_on?: Readonly<Record<string, unknown>>;
  readonly healthcheck?: { readonly test: readonly string[] };
  readonly stop_grace_period?: string;
}

const source = (path: string) => new URL(`../../../${path}`, import.meta.url);
const text = readFileSync(source('docker-compose.yml'), 'utf8');
const { services } = parse(text, { merge: true }) as { services: Readonly<Record<string, Service>> };

const oneShot = 'setup';
/** Said by the file itself: where its own Kafka and registry are, and where the services listen. */
const settled = /^(HOST|PORT|PORT_BRIDGE|SHUTDOWN_DEADLINE|ISTHMUS_SERVICES|KAFKA_.*|SCHEMA_REGISTRY_.*)$/;
const names = Object.keys(services);
const permanent = names.filter((name) => name !== oneShot);
const namesWithout = (field: keyof Service, among: readonly string[]) =>
  among.filter((name) => services[name]?.[field] === undefined);

/** Docker itself is not asked: these are the mistakes that a file alone can show. */
describe('docker-compose.yml', () => {
  it('checks the health of all that runs on', () => {
    expect(namesWithout('healthcheck', permanent)).to.be.empty;
  });

  it('gives everybody the time to stop in order', () => {
    expect(namesWithout('stop_grace_period', names)).to.be.empty;
  });

  it('runs only what is in the sources', () => {
    const folders = Object.values(services)
      .flatMap(({ command = [] }) => command)
      .filter((argument) => argument.startsWith('dist/'))
      .map((file) => dirname(file.replace(/^dist\//, '')));

    expect(folders).to.include('cli');
    expect(folders.filter((folder) => !existsSync(source(folder)))).to.be.empty;
  });

  it('runs every service', () => {
    expect(names).to.include.members(readdirSync(source('services')));
  });

  it('waits only for services that it has', () => {
    const awaited = Object.values(services).flatMap(({ depends_on = {} }) => Object.keys(depends_on));

    expect(names).to.include.members(awaited);
  });

  it('runs the versions that the sandbox and the tests run', () => {
    const pom = readFileSync(source('sandbox/servers/pom.xml'), 'utf8');
    const version = (artifact: string) =>
      new RegExp(`<artifactId>${artifact}</artifactId>\\s*<version>(.+)</version>`).exec(pom)?.[1];

    expect(services['kafka']?.image).to.equal(`apache/kafka:${version('kafka_2.13')}`);
    expect(services['schema-registry']?.image).to.equal(
      `apicurio/apicurio-registry:${version('apicurio-registry-app')}`,
    );
  });

  it('asks for every variable that .env.example explains, and for no other', () => {
    const asked = [...text.matchAll(/\$\{([A-Z_]+)/g)].map(([, name]) => name);
    const example = readFileSync(source('.env.example'), 'utf8').matchAll(/^([A-Z_]+)=/gm);
    const explained = [...example].map(([, name]) => name);

    expect(explained).to.include.members(asked);
    expect(explained.filter((name = '') => !settled.test(name) && !asked.includes(name))).to.be.empty;
  });
});

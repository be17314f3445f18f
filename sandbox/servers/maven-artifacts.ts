import { execFile } from 'node:child_process';
import { createHash } from 'node:crypto';
import { existsSync } from 'node:fs';
import { mkdir, mkdtemp, readFile, rename, rm, writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { promisify } from 'node:util';
import { parseChecksums, verifyChecksums, type Checksum } from './checksums.js';

const run = promisify(execFile);

const projectRoot = fileURLToPath(new URL('../../../', import.meta.url));
const cacheDir = join(projectRoot, '.run', 'cache');
const pom = join(projectRoot, 'sandbox', 'servers', 'pom.xml');
const lockFile = join(projectRoot, 'sandbox', 'servers', 'artifacts.sha256');

export type Log = (line: string) => void;

/** Where the programs lie on this machine. */
export interface Artifacts {
  readonly dir: string;
  readonly kafkaJars: readonly string[];
  readonly registryJar: string;
  /** The file for a program's class data: they fit one Java and one place of the jars. */
  readonly classData: (program: string) => string;
}

let located: Promise<Artifacts> | undefined;

/** Kafka and the registry as `artifacts.sha256` lists them: fetched once, checked once, then taken from the cache. */
export const mavenArtifacts = (log: Log = () => {}): Promise<Artifacts> => {
  located ??= locate(log).catch((error: unknown) => {
    located = undefined;
    throw error;
  });
  return located;
};

const locate = async (log: Log): Promise<Artifacts> => {
  const javaVersion = await findJava();
  const lock = await readFile(lockFile, 'utf8');
  const checksums = parseChecksums(lock);
  const dir = join(cacheDir, `servers-${shortHash(lock)}`);
  if (!existsSync(dir)) await fetchInto(dir, checksums, log);

  return {
    dir,
    kafkaJars: checksums.map(({ file }) => join(dir, file)).filter((file) => file.endsWith('.jar')),
    registryJar: join(dir, 'registry', 'apicurio-registry-app-3.0.9-runner.jar'),
    classData: (program) => join(dir, `${program}-${shortHash(`${javaVersion} ${dir}`)}.jsa`),
  };
};

const shortHash = (text: string): string => createHash('sha256').update(text).digest('hex').slice(0, 12);

const findJava = async (): Promise<string> => {
  // A Mac without Java has a `java` that says where to get one, and fails.
  const { stderr } = await run('java', ['-version']).catch((error: unknown) => {
    throw new Error('Java is missing: install Java 17 or newer (the command `java`).', { cause: error });
  });
  const version = /version "([^"]+)"/.exec(stderr)?.[1] ?? 'unknown';
  if (!(Number.parseInt(version, 10) >= 17)) {
    throw new Error(`Java ${version} is too old for Kafka: install Java 17 or newer.`);
  }
  return version;
};

const fetchInto = async (dir: string, checksums: readonly Checksum[], log: Log): Promise<void> => {
  await mkdir(cacheDir, { recursive: true });
  const partial = await mkdtemp(`${dir}.partial-`);
  try {
    log('Fetching Kafka 4.1.1 (43 MB) and Apicurio Registry 3.0.9 (109 MB), once …');
    const began = Date.now();
    await fetchByMaven(partial, log);
    await verifyChecksums(partial, checksums);
    log(`Fetched and checked in ${Math.round((Date.now() - began) / 1000)} s.`);

    // The registry is unpacked already.
    for (const { file } of checksums) if (file.endsWith('.zip')) await rm(join(partial, file));
    // Only what is complete and checked gets the final name; another process may have been quicker.
    await rename(partial, dir).catch((error: unknown) => {
      if (!existsSync(dir)) throw error;
    });
  } finally {
    await rm(partial, { recursive: true, force: true });
  }
};

const fetchByMaven = async (into: string, log: Log): Promise<void> => {
  const maven = () => run('mvn', ['-q', '-B', '-U', '-f', pom, 'package', `-Dinto=${into}`]);
  try {
    await maven().catch((error: unknown) => {
      if (isMissing(error)) throw error;
      log('Maven did not succeed; once more …');
      return maven();
    });
  } catch (error) {
    if (isMissing(error)) {
      throw new Error('Maven is missing: install it (the command `mvn`).', { cause: error });
    }
    const mavenLog = join(cacheDir, 'maven.log');
    const { stdout, stderr } = error as { stdout?: string; stderr?: string };
    await writeFile(mavenLog, `${stdout}${stderr}`);
    throw new Error(
      `Maven could not fetch Kafka and the schema registry: is the network reachable? What Maven said is in ${mavenLog}.`,
      { cause: error },
    );
  }
};

const isMissing = (error: unknown): boolean => (error as NodeJS.ErrnoException).code === 'ENOENT';

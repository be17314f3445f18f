import { execFile } from 'node:child_process';
import { createHash } from 'node:crypto';
import { createReadStream, existsSync } from 'node:fs';
import { mkdir, mkdtemp, readFile, rename, rm, writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import { pipeline } from 'node:stream/promises';
import { fileURLToPath } from 'node:url';
import { promisify } from 'node:util';

const run = promisify(execFile);

const projectRoot = fileURLToPath(new URL('../../../', import.meta.url));
const cacheDir = join(projectRoot, '.run', 'cache');
const pom = join(projectRoot, 'sandbox', 'servers', 'pom.xml');
const lockFile = join(projectRoot, 'sandbox', 'servers', 'artifacts.sha256');

/** Where the programs lie on this machine, and the Java that runs them. */
export interface Artifacts {
  readonly dir: string;
  readonly kafkaJars: readonly string[];
  readonly registryJar: string;
  /** Where a program's class data lie: they fit one Java, one set of jars and one place of them. */
  readonly classData: (program: string) => string;
}

export type Log = (line: string) => void;

let fetched: Promise<Artifacts> | undefined;

/** Kafka and the registry as `artifacts.sha256` lists them: fetched once, checked once, then read from the cache. */
export const mavenArtifacts = (log: Log = () => {}): Promise<Artifacts> => {
  fetched ??= locate(log).catch((error: unknown) => {
    fetched = undefined;
    throw error;
  });
  return fetched;
};

const locate = async (log: Log): Promise<Artifacts> => {
  const javaVersion = await findJava();
  const lock = await readFile(lockFile, 'utf8');
  const dir = join(cacheDir, `servers-${sha256(lock)}`);
  const entries = parseLock(lock);
  if (!existsSync(dir)) await fetchInto(dir, entries, log);

  return {
    dir,
    kafkaJars: entries.map(({ file }) => join(dir, file)).filter((file) => file.endsWith('.jar')),
    registryJar: join(dir, 'registry', 'apicurio-registry-app-3.0.9-runner.jar'),
    classData: (program) => join(dir, `${program}-${sha256(`${javaVersion} ${dir}`)}.jsa`),
  };
};

const sha256 = (text: string): string => createHash('sha256').update(text).digest('hex').slice(0, 12);

interface LockEntry {
  readonly sha256: string;
  readonly file: string;
}

/** The format of `sha256sum`, so that it can be checked by hand as well. */
const parseLock = (lock: string): LockEntry[] =>
  lock
    .trimEnd()
    .split('\n')
    .map((line) => {
      const [sha256 = '', file = ''] = line.split(/\s+/);
      return { sha256, file };
    });

const fetchInto = async (dir: string, entries: LockEntry[], log: Log): Promise<void> => {
  await mkdir(cacheDir, { recursive: true });
  const partial = await mkdtemp(`${dir}.partial-`);
  try {
    log('Fetching Kafka 4.1.1 (43 MB) and Apicurio Registry 3.0.9 (109 MB), once …');
    const began = Date.now();
    await runMaven(partial, log);
    log(`Fetched in ${Math.round((Date.now() - began) / 1000)} s.`);

    for (const entry of entries) await verify(partial, entry);
    for (const { file } of entries) if (file.endsWith('.zip')) await rm(join(partial, file));

    // Only a complete and checked folder gets its final name; a second process may have been quicker.
    await rename(partial, dir).catch((error: unknown) => {
      if (!existsSync(dir)) throw error;
    });
  } finally {
    await rm(partial, { recursive: true, force: true });
  }
};

const verify = async (dir: string, { sha256, file }: LockEntry): Promise<void> => {
  const hash = createHash('sha256');
  await pipeline(createReadStream(join(dir, file)), hash);
  const found = hash.digest('hex');
  if (found !== sha256) {
    throw new Error(`${file} is not what sandbox/servers/artifacts.sha256 says: ${found}, not ${sha256}`);
  }
};

const runMaven = async (into: string, log: Log): Promise<void> => {
  const mavenLog = join(cacheDir, 'maven.log');
  const maven = () => run('mvn', ['-q', '-B', '-f', pom, 'package', `-Dinto=${into}`]);
  try {
    await maven().catch((error: unknown) => {
      if (isMissing(error)) throw error;
      log('Maven failed; trying once more …');
      return maven();
    });
  } catch (error) {
    if (isMissing(error)) {
      throw new Error('Maven is missing: install it (the command `mvn`) and start again.', { cause: error });
    }
    await writeFile(mavenLog, String((error as { stdout?: unknown }).stdout));
    throw new Error(
      `Maven could not fetch Kafka and the registry. Without a network connection this works only after a ` +
        `first time. What Maven said is in ${mavenLog}.`,
      { cause: error },
    );
  }
};

const findJava = async (): Promise<string> => {
  // A Mac without Java has a `java` that only tells where to get one, and fails.
  const { stderr } = await run('java', ['-version']).catch((error: unknown) => {
    throw new Error('Java is missing: install Java 17 or newer (the command `java`).', { cause: error });
  });
  const version = /version "([^"]+)"/.exec(stderr)?.[1] ?? 'unknown';
  if (!(Number.parseInt(version, 10) >= 17)) {
    throw new Error(`Java ${version} is too old for Kafka: install Java 17 or newer.`);
  }
  return version;
};

const isMissing = (error: unknown): boolean => (error as NodeJS.ErrnoException).code === 'ENOENT';

import { readFileSync, rmSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import type { Env } from '#libs/config/read-config.js';

/** What `npm start` runs, so that a command in another terminal of the same folder finds it. */
export interface Running {
  /** Addresses, and the credentials of the sandbox: those of anybody else are not written down. */
  readonly env: Env;
}

const addresses = ['KAFKA_BROKERS', 'SCHEMA_REGISTRY_URL', 'ERPNEXT_URL'] as const;

const fileIn = (folder: string) => join(folder, 'running.json');

/** Leaves word of what runs until `release`. */
export const leaveWord = (folder: string, running: Running): (() => void) => {
  const word = { pid: process.pid, ...running };
  writeFileSync(fileIn(folder), `${JSON.stringify(word, null, 2)}\n`, { mode: 0o600 });
  return () => rmSync(fileIn(folder), { force: true });
};

/**
 * The environment, completed by what runs in `folder`. An environment that names another Kafka, registry or ERPNext
 * means that one, and nothing is mixed into it.
 */
export const withRunning = (env: Env, folder: string): Env => {
  const running = read(fileIn(folder));
  if (addresses.some((name) => env[name] && env[name] !== running[name])) return env;
  const given = Object.fromEntries(Object.entries(env).filter(([, value]) => value));
  return { ...running, ...given };
};

/** A word that outlived its npm start, which was killed, is not to be believed. */
const read = (file: string): Env => {
  try {
    const { pid, env } = JSON.parse(readFileSync(file, 'utf8')) as Running & { readonly pid: number };
    process.kill(pid, 0);
    return env;
  } catch {
    return {};
  }
};

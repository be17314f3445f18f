import { execFile } from 'node:child_process';
import { readFile, writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import { setTimeout as sleep } from 'node:timers/promises';
import { promisify } from 'node:util';

/** Longer than an orphaned server takes to end, see orphan-watch.ts. */
const PATIENCE_MS = 15_000;

const pathOf = (dataDir: string) => join(dataDir, 'server.pid');

/** A JVM option without effect: by it a process is known as the server of that folder. */
export const ownerMark = (dataDir: string): string => `-Disthmus.sandbox.data=${dataDir}`;

export const writePid = (dataDir: string, pid: number): Promise<void> =>
  writeFile(pathOf(dataDir), `${pid}\n`);

/** Waits until a server that an earlier process left in this folder is gone. */
export const previousServerGone = async (dataDir: string): Promise<void> => {
  const pid = Number(await readFile(pathOf(dataDir), 'utf8').catch(() => '0'));
  if (pid === 0) return;

  const deadline = Date.now() + PATIENCE_MS;
  while ((await commandOf(pid)).includes(ownerMark(dataDir))) {
    if (Date.now() > deadline) {
      throw new Error(`A server already runs in ${dataDir} (process ${pid}): stop it first.`);
    }
    await sleep(200);
  }
};

const commandOf = async (pid: number): Promise<string> => {
  if (process.platform === 'linux') {
    return (await readFile(`/proc/${pid}/cmdline`, 'utf8').catch(() => '')).replaceAll('\0', ' ');
  }
  const ps = await promisify(execFile)('ps', ['-ww', '-o', 'command=', '-p', String(pid)]).catch(() => ({
    stdout: '',
  }));
  return ps.stdout;
};

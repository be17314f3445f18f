import { execFileSync } from 'node:child_process';
import { readFileSync, rmSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { setTimeout as sleep } from 'node:timers/promises';

/** Longer than an orphaned server takes to end, see orphan-watch.ts. */
const PATIENCE_MS = 15_000;

/** A JVM option without effect: by it a process is known as the server of that folder. */
export const ownerMark = (dataDir: string): string => `-Disthmus.sandbox.data=${dataDir}`;

/** The right to start a server in a folder: two Kafkas in one folder ruin each other's log. */
export class FolderClaim {
  private constructor(private readonly file: string) {}

  /** Waits while a server that an earlier process left behind is ending. */
  static async of(dataDir: string): Promise<FolderClaim> {
    const file = join(dataDir, 'server.pid');
    const deadline = Date.now() + PATIENCE_MS;
    while (!take(file, dataDir)) {
      if (Date.now() > deadline) {
        throw new Error(`A server already runs in ${dataDir} (${read(file)}): stop it first.`);
      }
      await sleep(100);
    }
    return new FolderClaim(file);
  }

  heldBy(serverPid: number): void {
    writeFileSync(this.file, `server ${serverPid}`);
  }

  release(): void {
    rmSync(this.file, { force: true });
  }
}

/** Without a pause between look and take, so that of two processes one is the first. */
const take = (file: string, dataDir: string): boolean => {
  const [role, pid] = read(file).split(' ');
  if (role === 'server' && commandOf(Number(pid)).includes(ownerMark(dataDir))) return false;
  if (role === 'starter' && isAlive(Number(pid))) return false;

  rmSync(file, { force: true });
  try {
    writeFileSync(file, `starter ${process.pid}`, { flag: 'wx' });
    return true;
  } catch {
    return false;
  }
};

const read = (file: string): string => orElse('', () => readFileSync(file, 'utf8'));

const isAlive = (pid: number): boolean => orElse(false, () => process.kill(pid, 0));

const commandOf = (pid: number): string =>
  orElse('', () =>
    process.platform === 'linux'
      ? readFileSync(`/proc/${pid}/cmdline`, 'utf8')
      : execFileSync('ps', ['-ww', '-o', 'command=', '-p', String(pid)], { encoding: 'utf8' }),
  );

/** What is not there any more is an answer here, not a failure. */
const orElse = <T>(absent: T, look: () => T): T => {
  try {
    return look();
  } catch {
    return absent;
  }
};

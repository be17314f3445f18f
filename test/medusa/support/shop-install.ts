import { createHash } from 'node:crypto';
import { cpSync, existsSync, mkdirSync, readdirSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { root, shopFolder } from './folders.js';
import { run } from './run.js';

const medusa = join(shopFolder, 'node_modules', '@medusajs', 'cli', 'cli.js');
const shopSource = join(root, 'test', 'medusa', 'shop');
const pluginSource = join(root, 'plugins', 'medusa');

/** What every call of Medusa's command line needs. */
export const medusaEnv = {
  NODE_ENV: 'production',
  MEDUSA_DISABLE_TELEMETRY: '1',
  JWT_SECRET: 'shop-only-jwt',
  COOKIE_SECRET: 'shop-only-cookie',
  LOG_LEVEL: 'info',
};

export const medusaCommand = (args: readonly string[], env: Record<string, string>, cwd = shopFolder) =>
  run(process.execPath, [medusa, ...args], { cwd, env: { ...medusaEnv, ...env } });

/** A Medusa with the plugin in it, as a shop developer gets it: built, packed, installed. */
export const installShop = async (): Promise<void> => {
  mkdirSync(shopFolder, { recursive: true });
  const wanted = readFileSync(join(shopSource, 'package.json'), 'utf8');
  if (contentOf(join(shopFolder, '.installed')) !== wanted) {
    writeFileSync(join(shopFolder, 'package.json'), wanted);
    // Nothing in this tree needs its install script to run headless.
    const quiet = ['--ignore-scripts', '--no-audit', '--no-fund', '--loglevel=error'];
    await run('npm', ['install', ...quiet], { cwd: shopFolder });
    writeFileSync(join(shopFolder, '.installed'), wanted);
  }
  rmSync(join(shopFolder, 'src'), { recursive: true, force: true });
  cpSync(shopSource, shopFolder, { recursive: true });
  await installPlugin();
};

const installPlugin = async (): Promise<void> => {
  const installed = join(shopFolder, 'node_modules', '@isthmus', 'medusa-plugin');
  const hash = hashOf(pluginSource);
  if (contentOf(join(installed, '.built-from')) === hash) return;
  // Under the shop, so that it is built with the shop's own Medusa.
  const build = join(shopFolder, 'plugin');
  rmSync(build, { recursive: true, force: true });
  for (const part of ['package.json', 'tsconfig.json', 'src']) {
    cpSync(join(pluginSource, part), join(build, part), { recursive: true });
  }
  const output = await medusaCommand(['plugin:build'], {}, build);
  if (output.includes('with errors')) throw new Error(`The plugin does not build:\n${output}`);
  rmSync(installed, { recursive: true, force: true });
  for (const part of ['package.json', '.medusa']) {
    cpSync(join(build, part), join(installed, part), { recursive: true });
  }
  writeFileSync(join(installed, '.built-from'), hash);
};

const contentOf = (file: string): string | undefined =>
  existsSync(file) ? readFileSync(file, 'utf8') : undefined;

const hashOf = (folder: string): string => {
  const hash = createHash('sha256');
  for (const part of ['package.json', 'tsconfig.json', 'src']) {
    const path = join(folder, part);
    const files = part === 'src' ? readdirSync(path, { recursive: true, encoding: 'utf8' }).sort() : [''];
    for (const file of files) {
      if (part === 'src' && !/\.ts$/.test(file)) continue;
      hash.update(file).update(readFileSync(join(path, file)));
    }
  }
  return hash.digest('hex');
};

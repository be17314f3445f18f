import { createHash } from 'node:crypto';
import { cpSync, existsSync, mkdirSync, readdirSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { root, shopFolder } from './folders.js';
import { npm } from './npm.js';
import { run } from './run.js';

/** Its command line. */
export const medusa = join(shopFolder, 'node_modules', '@medusajs', 'cli', 'cli.js');
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
  await installMedusa();
  rmSync(join(shopFolder, 'src'), { recursive: true, force: true });
  for (const part of ['src', 'medusa-config.js']) {
    cpSync(join(shopSource, part), join(shopFolder, part), { recursive: true });
  }
  await installPlugin();
};

const installMedusa = async (): Promise<void> => {
  const marker = join(shopFolder, '.installed');
  const wanted = hashOf(['package.json', 'package-lock.json'].map((file) => join(shopSource, file)));
  if (contentOf(marker) === wanted) return;
  mkdirSync(shopFolder, { recursive: true });
  for (const file of ['package.json', 'package-lock.json']) {
    cpSync(join(shopSource, file), join(shopFolder, file));
  }
  // Not `ci`, which refuses a lock that lacks what is optional on another platform.
  await npm(['install'], shopFolder);
  writeFileSync(marker, wanted);
};

const installPlugin = async (): Promise<void> => {
  const marker = join(shopFolder, 'node_modules', '@isthmus', 'medusa-plugin', '.built-from');
  const wanted = hashOf(filesOf(pluginSource));
  if (contentOf(marker) === wanted) return;
  // Under the shop, so that it is built with the shop's own Medusa, not with one more.
  const build = join(shopFolder, 'plugin');
  rmSync(build, { recursive: true, force: true });
  for (const part of ['package.json', 'tsconfig.json', 'src', 'README.md']) {
    cpSync(join(pluginSource, part), join(build, part), { recursive: true });
  }
  const output = await medusaCommand(['plugin:build'], {}, build);
  if (output.includes('with errors')) throw new Error(`The plugin does not build:\n${output}`);
  await npm(['pack'], build);
  const packed = readdirSync(build).find((file) => file.endsWith('.tgz'));
  await npm(['install', join(build, `${packed}`)], shopFolder);
  writeFileSync(marker, wanted);
};

const contentOf = (file: string): string | undefined =>
  existsSync(file) ? readFileSync(file, 'utf8') : undefined;

const filesOf = (plugin: string): string[] => [
  ...['package.json', 'tsconfig.json', 'README.md'].map((file) => join(plugin, file)),
  ...readdirSync(join(plugin, 'src'), { recursive: true, encoding: 'utf8' })
    .filter((file) => /\.tsx?$/.test(file))
    .sort()
    .map((file) => join(plugin, 'src', file)),
];

const hashOf = (files: readonly string[]): string => {
  const hash = createHash('sha256');
  for (const file of files) hash.update(file.slice(root.length)).update(readFileSync(file));
  return hash.digest('hex');
};

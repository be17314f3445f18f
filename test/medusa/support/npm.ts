import { run } from './run.js';

/** Nothing that is installed here needs its install script; a registry that is silent for a minute is given up. */
const quiet = ['--ignore-scripts', '--no-audit', '--no-fund', '--loglevel=error', '--fetch-timeout=60000'];

export const npm = (args: readonly string[], cwd: string): Promise<string> =>
  run('npm', [...args, ...quiet], { cwd });

/**
 * `node sandbox/prepare.mjs [dist/….js [arguments]]` makes every command that a person types work from a fresh clone:
 * installs what package-lock.json names and compiles, if need be, then runs the program, if one is named. Says nothing
 * while there is nothing to do; standard output belongs to the program. It is the same process, without a shell in
 * between, so that signals reach it.
 */
import { spawnSync } from 'node:child_process';
import { chmodSync, existsSync, lstatSync, readdirSync, readFileSync, rmSync, statSync } from 'node:fs';
import { join, relative } from 'node:path';
import { fileURLToPath, pathToFileURL } from 'node:url';

const root = fileURLToPath(new URL('..', import.meta.url));
const sources = ['libs', 'services', 'cli', 'schemas', 'sandbox', 'test'].concat(
  // What of the plugin needs no Medusa; the rest is compiled where a Medusa is.
  ['outbox', 'quotes', 'relay', 'rows'].map((folder) => `plugins/medusa/src/${folder}`),
);
const [major, minor] = process.versions.node.split('.').map(Number);

const say = (line) => process.stderr.write(`${line}\n`);

const fail = (line) => {
  say(line);
  process.exit(1);
};

const run = (command, args) => {
  // Not npm's own settings for this run, which `npm ci` would take for its own.
  const { status, error } = spawnSync(command, args, { cwd: root, stdio: ['ignore', 2, 2] });
  if (status !== 0) fail(`${command} ${args.join(' ')} failed${error ? `: ${error.message}` : ''}.`);
};

const readJson = (...path) => {
  try {
    return JSON.parse(readFileSync(join(root, ...path), 'utf8'));
  } catch {
    return undefined;
  }
};

/** Times of files say nothing after a checkout, so versions are compared. */
const isInstalled = () => {
  const wanted = readJson('package-lock.json')?.packages ?? {};
  const found = readJson('node_modules', '.package-lock.json')?.packages;
  return (
    found !== undefined &&
    Object.entries(wanted).every(
      ([path, { version, optional }]) => path === '' || optional || found[path]?.version === version,
    )
  );
};

const filesIn = (folder, wanted) =>
  !existsSync(folder)
    ? []
    : readdirSync(folder, { withFileTypes: true }).flatMap((entry) => {
        const path = join(folder, entry.name);
        return entry.isDirectory() ? filesIn(path, wanted) : wanted(entry.name) ? [path] : [];
      });

const isCompiled = () => {
  const built = join(root, 'dist', '.tsbuildinfo');
  if (!existsSync(built)) return false;
  const builtAt = statSync(built).mtimeMs;
  return ['tsconfig.json', ...sources]
    .flatMap((source) =>
      source.endsWith('.json')
        ? [join(root, source)]
        : filesIn(join(root, source), (name) => /\.(ts|json)$/.test(name)),
    )
    .every(
      (file) =>
        statSync(file).mtimeMs <= builtAt &&
        (!file.endsWith('.ts') || existsSync(compiledFrom(file).replace(/\.ts$/, '.js'))),
    );
};

const compiledFrom = (file) => join(root, 'dist', relative(root, file));

/** What was compiled from a file that is gone would still be found, and its tests still be run. */
const removeLeftovers = () => {
  for (const file of filesIn(join(root, 'dist'), (name) => /\.js$/.test(name))) {
    const source = join(root, relative(join(root, 'dist'), file)).replace(/\.js$/, '.ts');
    if (existsSync(source)) continue;
    rmSync(file);
    rmSync(`${file}.map`, { force: true });
  }
};

if (major < 20 || (major === 20 && minor < 19)) {
  fail(`Isthmus needs Node.js 20.19 or newer; this is ${process.versions.node}.`);
}
if (!isInstalled()) {
  const modules = join(root, 'node_modules');
  if (existsSync(modules) && lstatSync(modules).isSymbolicLink()) {
    fail('node_modules is a link to packages of other versions: run npm ci where it points to.');
  }
  say('Installing packages ...');
  run('npm', ['ci', '--no-audit', '--no-fund', '--loglevel=error']);
}
removeLeftovers();
if (!isCompiled()) {
  say('Compiling ...');
  run(process.execPath, [join('node_modules', 'typescript', 'bin', 'tsc'), '--build']);
}

// tsc writes files that are not executable; npx would not start this one.
chmodSync(join(root, 'dist', 'cli', 'main.js'), 0o755);

const [, , program, ...rest] = process.argv;
if (program) {
  const path = join(root, program);
  process.argv = [process.execPath, path, ...rest];
  await import(pathToFileURL(path).href);
}

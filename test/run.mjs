/**
 * `npm test`: lint, formatting, generated files, then every test but those on a real Medusa. `npm run test:medusa`: these
 * only. `npm run test:nodes`: what needs no Kafka, on newer Nodes. `npm run test:all`: all three. The last line is
 * `N passed, N failed`; a check that does not pass, or a run of tests that breaks off or cannot begin, counts as one failed.
 */
import { spawn } from 'node:child_process';
import { existsSync, readdirSync } from 'node:fs';
import { fileURLToPath } from 'node:url';

const root = fileURLToPath(new URL('..', import.meta.url));
const minuteMs = 60_000;

/** Runs to its end, shown as it goes or when it has ended; answers the exit code and what it wrote. */
const run = (command, args, withinMs, shown = 'as it goes') =>
  new Promise((resolve) => {
    const limits = { timeout: withinMs, killSignal: 'SIGKILL' };
    const child = spawn(command, args, { cwd: root, stdio: ['ignore', 'pipe', 'inherit'], ...limits });
    let output = '';
    child.stdout.on('data', (data) => {
      if (shown === 'as it goes') process.stdout.write(data);
      output += data;
    });
    child.on('close', (code, signal) => {
      if (shown === 'at its end') process.stdout.write(output);
      if (signal) console.log(`Ended by ${signal}; it had ${withinMs / minuteMs} minutes: ${args.join(' ')}`);
      resolve({ code, output });
    });
  });

const npm = (script) => run('npm', ['run', '--silent', script], 5 * minuteMs);

const counted = (output, word) => Number(new RegExp(`^ +(\\d+) ${word}\\b`, 'm').exec(output)?.[1] ?? 0);

const testsIn = (level) =>
  readdirSync(`${root}dist/test/${level}`, { recursive: true })
    .filter((file) => file.endsWith('.test.js'))
    .sort()
    .map((file) => `dist/test/${level}/${file}`);

/** Files dealt out to so many runs at the same time. */
const dealt = (files, hands) =>
  Array.from({ length: hands }, (_, hand) => files.filter((_file, index) => index % hands === hand));

const binaryOf = (node) => `${root}.run/node-${node}/node_modules/node/bin/node`;

/** A Node from the package registry, beside the one at work. */
const installNode = async (node) => {
  const folder = `${root}.run/node-${node}`;
  const install = ['install', '--prefix', folder, '--no-audit', '--no-fund', `node@${node}`];
  return existsSync(binaryOf(node)) || (await run('npm', install, 5 * minuteMs)).code === 0;
};

const installMedusa = async () =>
  (await run(process.execPath, ['dist/test/medusa/install.js'], 25 * minuteMs)).code === 0;

const tests = async ({ level, node, install, timeoutMs, withinMs, atOnce = 1 }) => {
  if (!existsSync(`${root}dist/test/${level}`)) return { passed: 0, failed: 0 };
  console.log(`\n=== ${level}${node ? ` on Node ${node}` : ''}`);
  if (install && !(await install(node))) return { passed: 0, failed: 1 };
  const binary = node ? binaryOf(node) : process.execPath;
  const results = await Promise.all(
    dealt(testsIn(level), atOnce).map((files, hand) => {
      const mocha = ['node_modules/mocha/bin/mocha.js', '--timeout', timeoutMs, ...files];
      return run(binary, mocha, withinMs, hand === 0 ? 'as it goes' : 'at its end');
    }),
  );
  const counts = results.map(({ code, output }) => {
    const failed = counted(output, 'failing');
    return { passed: counted(output, 'passing'), failed: code !== 0 && failed === 0 ? 1 : failed };
  });
  return counts.reduce((sum, { passed, failed }) => ({
    passed: sum.passed + passed,
    failed: sum.failed + failed,
  }));
};

const unit = { level: 'unit', timeoutMs: 10_000, withinMs: 5 * minuteMs };
const contract = { level: 'contract', timeoutMs: 60_000, withinMs: 10 * minuteMs };
// Most of the time they wait for a server to come back or a session to end, each run for its own.
const integration = { level: 'integration', timeoutMs: 120_000, withinMs: 40 * minuteMs, atOnce: 2 };
const medusa = { level: 'medusa', install: installMedusa, timeoutMs: 60_000, withinMs: 25 * minuteMs };
const on = (node, level) => ({ ...level, node, install: installNode });

const suites = {
  medusa: { checks: [], levels: [medusa] },
  nodes: { checks: [], levels: [on('22.23.3', unit), on('24.21.0', unit), on('24.21.0', contract)] },
  everyday: { checks: ['types', 'lint', 'format:check'], levels: [unit, contract, integration] },
};

const asked = process.argv.slice(2);
let passed = 0;
let failed = 0;

for (const { checks, levels } of (asked.length > 0 ? asked : ['everyday']).map((name) => suites[name])) {
  for (const script of checks) {
    console.log(`=== ${script}`);
    if ((await npm(script)).code !== 0) {
      console.log(`npm run ${script} found something`);
      failed += 1;
    }
  }
  for (const level of levels) {
    const counts = await tests(level);
    passed += counts.passed;
    failed += counts.failed;
  }
}

console.log(`${passed} passed, ${failed} failed`);
process.exitCode = failed === 0 ? 0 : 1;

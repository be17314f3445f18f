/**
 * `npm test`: lint, formatting, generated files, then every test. `npm run test:medusa`: those on a real Medusa only. The
 * last line is `N passed, N failed`; a check that does not pass, or a run of tests that breaks off or cannot begin, counts
 * as one failed.
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

const tests = async ({ level, install, timeoutMs, withinMs, atOnce = 1 }) => {
  if (!existsSync(`${root}dist/test/${level}`)) return { passed: 0, failed: 0 };
  console.log(`\n=== ${level}`);
  if (install && (await run(process.execPath, [install], 25 * minuteMs)).code !== 0) {
    return { passed: 0, failed: 1 };
  }
  const results = await Promise.all(
    dealt(testsIn(level), atOnce).map((files, hand) => {
      const mocha = ['node_modules/mocha/bin/mocha.js', '--timeout', timeoutMs, ...files];
      return run(process.execPath, mocha, withinMs, hand === 0 ? 'as it goes' : 'at its end');
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

let passed = 0;
let failed = 0;

const onMedusa = process.argv[2] === 'medusa';

for (const script of onMedusa ? [] : ['types', 'lint', 'format:check']) {
  console.log(`=== ${script}`);
  if ((await npm(script)).code !== 0) {
    console.log(`npm run ${script} found something`);
    failed += 1;
  }
}
const everyday = [
  { level: 'unit', timeoutMs: 10_000, withinMs: 5 * minuteMs },
  { level: 'contract', timeoutMs: 60_000, withinMs: 10 * minuteMs },
  // Most of the time they wait for a server to come back or a session to end, each run for its own.
  { level: 'integration', timeoutMs: 120_000, withinMs: 40 * minuteMs, atOnce: 2 },
];
const medusa = [
  {
    level: 'medusa',
    install: 'dist/test/medusa/install.js',
    timeoutMs: 60_000,
    withinMs: 25 * minuteMs,
  },
];
for (const level of onMedusa ? medusa : everyday) {
  const counts = await tests(level);
  passed += counts.passed;
  failed += counts.failed;
}

console.log(`${passed} passed, ${failed} failed`);
process.exitCode = failed === 0 ? 0 : 1;

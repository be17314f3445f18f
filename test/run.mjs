/**
 * `npm test`: lint, formatting, generated files, then every test. `npm run test:medusa`: those on a real Medusa only. The
 * last line is `N passed, N failed`; a check that does not pass, or a run of tests that breaks off, counts as one failed.
 */
import { spawn } from 'node:child_process';
import { existsSync } from 'node:fs';
import { fileURLToPath } from 'node:url';

const root = fileURLToPath(new URL('..', import.meta.url));
const minuteMs = 60_000;

/** Runs to its end, shown as it goes; answers the exit code and what it wrote. */
const run = (command, args, withinMs) =>
  new Promise((resolve) => {
    const limits = { timeout: withinMs, killSignal: 'SIGKILL' };
    const child = spawn(command, args, { cwd: root, stdio: ['ignore', 'pipe', 'inherit'], ...limits });
    let output = '';
    child.stdout.on('data', (data) => {
      process.stdout.write(data);
      output += data;
    });
    child.on('close', (code, signal) => {
      if (signal) console.log(`Ended by ${signal}; it had ${withinMs / minuteMs} minutes: ${args.join(' ')}`);
      resolve({ code, output });
    });
  });

const npm = (script) => run('npm', ['run', '--silent', script], 5 * minuteMs);

const counted = (output, word) => Number(new RegExp(`^ +(\\d+) ${word}\\b`, 'm').exec(output)?.[1] ?? 0);

const tests = async (level, timeoutMs, withinMs) => {
  if (!existsSync(`${root}dist/test/${level}`)) return { passed: 0, failed: 0 };
  console.log(`\n=== ${level}`);
  const mocha = [
    'node_modules/mocha/bin/mocha.js',
    '--timeout',
    timeoutMs,
    `dist/test/${level}/**/*.test.js`,
  ];
  const { code, output } = await run(process.execPath, mocha, withinMs);
  const [passed, failed] = [counted(output, 'passing'), counted(output, 'failing')];
  return { passed, failed: code !== 0 && failed === 0 ? 1 : failed };
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
  ['unit', 10_000, 5 * minuteMs],
  ['contract', 60_000, 10 * minuteMs],
  ['integration', 120_000, 40 * minuteMs],
];
for (const [level, timeoutMs, withinMs] of onMedusa ? [['medusa', 60_000, 20 * minuteMs]] : everyday) {
  const counts = await tests(level, timeoutMs, withinMs);
  passed += counts.passed;
  failed += counts.failed;
}

console.log(`${passed} passed, ${failed} failed`);
process.exitCode = failed === 0 ? 0 : 1;

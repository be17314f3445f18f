import { expect } from 'chai';
import { execFile } from 'node:child_process';
import { readFileSync } from 'node:fs';
import { join, resolve } from 'node:path';
import { startErpNextSandbox, type ErpNextSandbox } from '../../sandbox/erpnext/erpnext-sandbox.js';

// The replayer and the recordings are not compiled; they stay in the source tree.
const root = resolve(import.meta.dirname, '../../..');
const replayer = join(root, 'test/contract/replay-recordings.mjs');

const recordedAt = Date.parse('2026-11-23T19:48:00Z');

/** Each run starts from an empty site and replays its recordings in order. */
const runs: readonly (readonly Recording[])[] = [
  [
    { scenario: '01-setup', agreeing: 0.95 },
    { scenario: '02-lead', agreeing: 0.95 },
    { scenario: '03-customer', agreeing: 0.95 },
    { scenario: '07-errors', agreeing: 0.9 },
    { scenario: '12-settings-bulk', agreeing: 0.8 },
  ],
  [
    { scenario: '01-setup', agreeing: 0.95 },
    { scenario: '02-lead', agreeing: 0.95 },
    { scenario: '03-customer', agreeing: 0.95 },
    { scenario: '04-address', agreeing: 0.95 },
    { scenario: '05-quotation', agreeing: 0.9 },
    { scenario: '06-sales-order', agreeing: 0.8 },
    { scenario: '11-flows', agreeing: 0.8 },
  ],
  [
    { scenario: '01-setup', agreeing: 0.95 },
    { scenario: '14-medusa-orders', agreeing: 0.95 },
    { scenario: '15-order-changes', agreeing: 0.95 },
  ],
];

interface Recording {
  scenario: string;
  agreeing: number;
}

interface Result {
  agree: number;
  refused: number;
  contradicting: string[];
}

describe('the ERPNext sandbox', () => {
  let sandbox: ErpNextSandbox;

  beforeEach(async () => {
    // The site lives on the day of the recordings, so that the test says the same on every other.
    sandbox = await startErpNextSandbox({ nowMs: () => recordedAt + performance.now() });
  });

  afterEach(() => sandbox.stop());

  for (const run of runs) {
    const scenarios = run.map(({ scenario }) => scenario);

    it(`answers ${scenarios.join(', ')} as the recorded ERPNext did, or says 501`, async () => {
      const results = await replayed(sandbox.url, scenarios);

      for (const { scenario, agreeing } of run) {
        const { agree, refused, contradicting } = results.get(scenario) ?? nothing;
        const total = agree + refused + contradicting.length;
        expect(agree / total, `share of ${scenario} that agrees`).to.be.at.least(agreeing);
      }
      const contradictions = [...results.values()].flatMap((result) => result.contradicting);
      expect(contradictions).to.have.members(listed(scenarios));
    });
  }
});

const nothing: Result = { agree: 0, refused: 0, contradicting: [] };

/** Contradictions that stand with a reason, beside the sandbox. */
function listed(scenarios: readonly string[]): string[] {
  const path = join(root, 'sandbox/erpnext/contradictions.json');
  const reasons = JSON.parse(readFileSync(path, 'utf8')) as Record<string, string>;
  return Object.keys(reasons).filter((exchange) => scenarios.includes(exchange.split('#')[0] ?? ''));
}

async function replayed(url: string, scenarios: readonly string[]): Promise<Map<string, Result>> {
  const files = scenarios.map((scenario) => join(root, 'test/fixtures/erpnext', `${scenario}.json`));
  const roles = ['salesuser', 'salesmanager', 'norole', 'disabled'];
  const tokens = Object.fromEntries(roles.map((role) => [role, `${role}:${role}`]));
  const output = await run([replayer, url, ...files], { VERBOSE: '1', TOKENS: JSON.stringify(tokens) });
  return resultsOf(output);
}

function run(args: string[], env: Record<string, string>): Promise<string> {
  return new Promise((resolvePromise, reject) => {
    execFile(process.execPath, args, { env: { ...process.env, ...env } }, (error, stdout, stderr) => {
      // Exit code 1 means contradictions, which are compared with the list.
      if (error && error.code !== 1) reject(new Error(`${error.message}\n${stderr}`));
      else resolvePromise(stdout);
    });
  });
}

function resultsOf(output: string): Map<string, Result> {
  const results = new Map<string, Result>();
  let contradicting: string[] = [];
  for (const line of output.split('\n')) {
    const exchange = /^(\S+#\d+) /.exec(line)?.[1];
    if (exchange) contradicting.push(exchange);
    const [, scenario, agree, refused] = /^(\S+): (\d+) agree, (\d+) not imitated/.exec(line) ?? [];
    if (scenario === undefined) continue;
    results.set(scenario, { agree: Number(agree), refused: Number(refused), contradicting });
    contradicting = [];
  }
  return results;
}

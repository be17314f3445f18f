import { join } from 'node:path';
import { fileURLToPath } from 'node:url';
import type { Env } from '#libs/config/read-config.js';
import { ServiceProcess } from '../../cli/local/service-process.js';
import { localWebhookSecret } from '../../cli/local/services.js';
import { figure, median, type Figure } from './figure.js';
import { connections, load, type LoadResult } from './load.js';
import { turnProfile } from './profile.js';
import { signed, signUpWebhook } from './webhooks.js';

const here = fileURLToPath(new URL('.', import.meta.url));
const bridge = fileURLToPath(new URL('../../services/webhook-bridge/main.js', import.meta.url));

const variants = {
  bridge: { main: bridge, env: {} },
  'one send a request': { main: join(here, 'bridge-variant.js'), env: { BENCH_PUBLISHER: 'each' } },
  'no Kafka': { main: join(here, 'bridge-variant.js'), env: { BENCH_PUBLISHER: 'none' } },
  'empty node:http': { main: join(here, 'empty-server.js'), env: {} },
} as const;
type Variant = keyof typeof variants;

export interface BridgeBenchOptions {
  readonly env: Env;
  readonly logFolder: string;
  readonly seconds: number;
  readonly rounds: number;
  readonly say: (line: string) => void;
}

/** Each variant gets its turn in each round, so that a machine that changes its speed changes it for all. */
export const benchBridge = async (options: BridgeBenchOptions): Promise<Figure[]> => {
  const { env, logFolder, seconds, rounds, say } = options;
  const names = Object.keys(variants) as Variant[];
  const processes = names.map((name) => {
    const { main, env: own } = variants[name];
    return new ServiceProcess({
      name,
      main,
      env: { ...env, ...own, HOST: '127.0.0.1', PORT: '0', MEDUSA_WEBHOOK_SECRETS: localWebhookSecret },
      logFile: join(logFolder, `bench-${name.replaceAll(/\W/g, '-')}.log`),
      say,
    });
  });
  const results = new Map<Variant, LoadResult[]>(names.map((name) => [name, []]));
  try {
    for (const process of processes) {
      await process.start();
      await turnProfile(process.pid);
    }
    for (let round = 0; round <= rounds; round += 1) {
      for (const [index, name] of names.entries()) {
        const requests = Array.from({ length: connections }, (_, n) => signed(signUpWebhook(`load-${n}`)));
        const result = await load(`${processes[index]?.url}/webhooks/medusa`, requests, seconds);
        if (result.refused > 0) throw new Error(`${name} refused ${result.refused} requests`);
        say(`  ${name}: ${Math.round(result.perSecond)}/s, p99 ${result.p99Ms} ms`);
        // The first round only warms up.
        if (round > 0) results.get(name)?.push(result);
      }
    }
  } finally {
    await Promise.all(processes.map((process) => process.stop()));
  }

  const rate = (name: Variant) => median((results.get(name) ?? []).map(({ perSecond }) => perSecond));
  const latency = (name: Variant, which: 'p50Ms' | 'p99Ms') =>
    median((results.get(name) ?? []).map((result) => result[which]));
  const against = (name: Variant) => ({ name, value: rate(name) });
  return [
    figure({
      name: 'bridge: acknowledged at 64 connections',
      value: rate('bridge'),
      unit: '/s',
      baseline: against('empty node:http'),
      goal: { of: 'value', atLeast: 2000 },
    }),
    figure({
      name: 'bridge: beside one send a request',
      value: rate('bridge'),
      unit: '/s',
      baseline: against('one send a request'),
      goal: { of: 'ratio', atLeast: 1.8 },
    }),
    figure({
      name: 'bridge: beside itself without Kafka',
      value: rate('bridge'),
      unit: '/s',
      baseline: against('no Kafka'),
      goal: { of: 'ratio', atLeast: 0.5 },
    }),
    figure({
      name: 'bridge: p50 at 64 connections',
      value: latency('bridge', 'p50Ms'),
      unit: 'ms',
      baseline: { name: 'one send a request', value: latency('one send a request', 'p50Ms') },
    }),
    figure({
      name: 'bridge: p99 at 64 connections',
      value: latency('bridge', 'p99Ms'),
      unit: 'ms',
      baseline: { name: 'one send a request', value: latency('one send a request', 'p99Ms') },
      goal: { of: 'value', atMost: 75 },
    }),
  ];
};

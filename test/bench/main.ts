import { spawn } from 'node:child_process';
import { once } from 'node:events';
import { rmSync } from 'node:fs';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { Command, Option } from 'commander';
import { avroEncoder } from '#libs/messaging/avro-codec.js';
import { subjectOf } from '#libs/messaging/topics.js';
import { customerEventSchema } from '#schemas/generated/customer-event.js';
import { Lifetime } from '../../cli/local/lifetime.js';
import type { Services } from '../../cli/local/services.js';
import { benchPublisher } from './batches.js';
import { benchBridge } from './bridge.js';
import { benchCalls } from './calls.js';
import { benchCodec } from './codec.js';
import { showFigures, type Figure } from './figure.js';
import { benchLanes } from './lanes.js';
import { benchLatency } from './latency.js';
import { benchProcesses } from './processes.js';
import { profileFolder, profilesIn, showProfiles, turnProfile } from './profile.js';
import { Running } from './running.js';
import { benchSignUps, signUps } from './signing-up.js';

const partNames = ['codec', 'lanes', 'publisher', 'idle', 'latency', 'calls', 'sign-ups', 'bridge'] as const;
type PartName = (typeof partNames)[number];

const options = new Command('npm run bench --')
  .description('measures what Isthmus promises of speed and memory, each figure beside its baseline')
  .option('--json', 'end standard output with one line of JSON', false)
  .option('--quick', 'shorter measurements: figures to look at, not to quote', false)
  .addOption(new Option('--only <part>', 'one part of it').choices(partNames))
  .option(
    '--profile',
    'show where the time of each part goes, as is done for a part that misses a goal',
    false,
  )
  .parse()
  .opts<{ json: boolean; quick: boolean; only?: PartName; profile: boolean }>();

const root = fileURLToPath(new URL('../../../', import.meta.url));
const folder = join(root, '.run', `bench-${process.pid}`);
const say = (line: string) => console.error(line);
const life = new Lifetime();
const of = (thorough: number, quick: number) => (options.quick ? quick : thorough);

/** The same part again, with a profile of every process of ours. */
const profile = async (part: PartName): Promise<string> => {
  say(`Where the time goes: ${part} ...`);
  const profiles = join(folder, 'profiles', part);
  const preload = new URL('profiled.js', import.meta.url).href;
  const child = spawn(
    process.execPath,
    [process.argv[1] ?? '', ...(options.quick ? ['--quick'] : []), '--only', part],
    {
      env: { ...process.env, NODE_OPTIONS: `--import ${preload}`, BENCH_PROFILES: profiles },
      stdio: ['ignore', 'ignore', 'inherit'],
    },
  );
  await once(child, 'exit');
  return showProfiles(profilesIn(profiles), root);
};

await life.run(async () => {
  life.undoing(() => {
    if (process.exitCode) say(`Logs are kept in ${folder}.`);
    else rmSync(folder, { recursive: true, force: true });
  });
  const running = await Running.start({ folder, say, onCrash: life.crashed });
  life.undoing(() => running.stop());
  const { kafka, registry, topics, registrySettings } = running;

  let started: Promise<Services> | undefined;
  const services = async () => {
    if (started !== undefined) return started;
    started = running.services();
    const { bridge, consumers } = await started;
    for (const { pid } of [bridge, ...consumers]) await turnProfile(pid);
    return started;
  };
  const stopServices = async () => {
    await (await started)?.stop();
    started = undefined;
  };
  life.undoing(stopServices);

  const measure: Record<PartName, () => Promise<readonly Figure[]>> = {
    codec: async () => [await benchCodec(registrySettings, '', of(5, 1))],
    lanes: async () => [await benchLanes(kafka, of(200_000, 50_000))],
    publisher: async () => {
      const encoder = avroEncoder(registry, subjectOf(topics.customerEvents), customerEventSchema);
      const records = await Promise.all(
        signUps(of(20_000, 5_000), 'batches').map(async ([key, event]) => ({
          topic: topics.webhookDeadLetters,
          key,
          value: await encoder.encode(event),
          headers: {},
        })),
      );
      return [await benchPublisher(kafka, records, of(5, 1))];
    },
    idle: async () => {
      const { bridge, consumers } = await services();
      return benchProcesses([bridge, ...consumers], { settleSeconds: of(90, 0), seconds: of(30, 5) });
    },
    latency: async () => [await benchLatency(running, (await services()).bridge.url, of(50, 10))],
    calls: async () => {
      await services();
      return benchCalls(running);
    },
    'sign-ups': async () => {
      await services();
      const events = of(400, 60);
      return [
        ...(await benchSignUps(running, { latencyMs: 20, events, lag: 0 })),
        ...(await benchSignUps(running, { latencyMs: 110, events, lag: 0 })),
        ...(await benchSignUps(running, { latencyMs: 20, events, lag: of(50_000, 2_000) })),
      ];
    },
    bridge: async () => {
      await stopServices();
      const { env } = running.surroundings;
      return benchBridge({
        ...{ env, say, logFolder: running.logFolder },
        ...{ seconds: of(6, 2), rounds: of(5, 1) },
      });
    },
  };

  const figures: Figure[] = [];
  const profiled: PartName[] = [];
  for (const part of options.only === undefined ? partNames : [options.only]) {
    say(`Measuring: ${part} ...`);
    await turnProfile(process.pid);
    const measured = await measure[part]();
    await turnProfile(process.pid);
    figures.push(...measured);
    if (options.profile || measured.some(({ met }) => met === false)) profiled.push(part);
  }
  await stopServices();

  console.log(showFigures(figures));
  const missed = figures.filter(({ met }) => met === false);
  if (missed.length > 0) console.log(`Missed: ${missed.map(({ name }) => name).join('; ')}`);
  if (profileFolder() === undefined)
    for (const part of profiled) console.log(`\nWhere the time goes, ${part}:\n${await profile(part)}`);
  if (options.json) console.log(JSON.stringify({ figures }));
});

import { rmSync } from 'node:fs';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { Command } from 'commander';
import { avroEncoder } from '#libs/messaging/avro-codec.js';
import { subjectOf } from '#libs/messaging/topics.js';
import { customerEventSchema } from '#schemas/generated/customer-event.js';
import { Lifetime } from '../../cli/local/lifetime.js';
import { benchPublisher } from './batches.js';
import { benchBridge } from './bridge.js';
import { benchCalls } from './calls.js';
import { benchCodec } from './codec.js';
import { showFigures, type Figure } from './figure.js';
import { benchLanes } from './lanes.js';
import { benchLatency } from './latency.js';
import { benchProcesses } from './processes.js';
import { Running } from './running.js';
import { benchSignUps, signUps } from './signing-up.js';

const options = new Command('npm run bench --')
  .description('measures what Isthmus promises of speed and memory, each figure beside its baseline')
  .option('--json', 'end standard output with one line of JSON', false)
  .option('--quick', 'shorter measurements: figures to look at, not to quote', false)
  .parse()
  .opts<{ json: boolean; quick: boolean }>();

const folder = join(fileURLToPath(new URL('../../../', import.meta.url)), '.run', `bench-${process.pid}`);
const say = (line: string) => console.error(line);
const life = new Lifetime();
const of = (thorough: number, quick: number) => (options.quick ? quick : thorough);

await life.run(async () => {
  life.undoing(() => {
    if (process.exitCode) say(`Logs are kept in ${folder}.`);
    else rmSync(folder, { recursive: true, force: true });
  });
  const running = await Running.start({ folder, say, onCrash: life.crashed });
  life.undoing(() => running.stop());
  const figures: Figure[] = [];
  const { kafka, registry, topics, registrySettings } = running;

  say('Codec and lanes ...');
  figures.push(await benchCodec(registrySettings, '', of(5, 1)));
  figures.push(await benchLanes(kafka, of(200_000, 50_000)));

  say('Publisher ...');
  const encoder = avroEncoder(registry, subjectOf(topics.customerEvents), customerEventSchema);
  const records = await Promise.all(
    signUps(of(20_000, 5_000), 'batches').map(async ([key, event]) => ({
      topic: topics.webhookDeadLetters,
      key,
      value: await encoder.encode(event),
      headers: {},
    })),
  );
  figures.push(await benchPublisher(kafka, records, of(5, 1)));

  say('Services, idle ...');
  const services = await running.services();
  const stopServices = () => services.stop();
  life.undoing(stopServices);
  figures.push(...(await benchProcesses([services.bridge, ...services.consumers], of(20, 5))));
  figures.push(await benchLatency(running, services.bridge.url, of(50, 10)));

  say('Services, at work ...');
  figures.push(...(await benchCalls(running)));
  for (const latencyMs of [20, 110])
    figures.push(...(await benchSignUps(running, { latencyMs, events: of(400, 60), lag: 0 })));
  figures.push(
    ...(await benchSignUps(running, { latencyMs: 20, events: of(400, 60), lag: of(50_000, 2_000) })),
  );
  await services.stop();

  say('Bridge ...');
  const logFolder = running.logFolder;
  const env = running.surroundings.env;
  figures.push(...(await benchBridge({ env, logFolder, seconds: of(6, 2), rounds: of(5, 1), say })));

  console.log(showFigures(figures));
  const missed = figures.filter(({ met }) => met === false);
  if (missed.length > 0) console.log(`Missed: ${missed.map(({ name }) => name).join('; ')}`);
  if (options.json) console.log(JSON.stringify({ figures }));
});

import { mkdirSync, rmSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { Command, Option } from 'commander';
import { Lifetime } from '../../cli/local/lifetime.js';
import { certify } from './certify.js';
import { dropUniqueKeys } from './planted/no-unique-key.js';
import { plantedEnv, plantedFaults, type PlantedFault } from './planted/planted.js';
import { isClean, reportOf } from './report.js';
import { setStage } from './stage.js';

const root = fileURLToPath(new URL('../../../', import.meta.url));

const options = new Command('npm run faults --')
  .description(
    'plays the past of a shop through everything that can go wrong, and counts what is wrong after it',
  )
  .option('--events <count>', 'webhooks', Number, 400)
  .option('--seed <seed>', 'decides histories, order and faults', Number, 1)
  .option('--round <count>', 'webhooks that come with one round of all faults', Number, 400)
  .option('--timeout <duration>', 'of a call of ERPNext: so long lasts one that hangs', '3s')
  .option('--json', 'end standard output with one line of JSON', false)
  .addOption(
    new Option('--planted <fault>', 'break the services in this way, which must be found').choices(
      plantedFaults,
    ),
  )
  .option('--patience <seconds>', 'give up after so long without progress', Number, 90)
  .option('--keep', 'keep data, logs and all findings under .run/', false)
  .parse()
  .opts<{
    events: number;
    seed: number;
    round: number;
    timeout: string;
    json: boolean;
    planted?: PlantedFault;
    patience: number;
    keep: boolean;
  }>();

const folder = join(root, '.run', `faults-${process.pid}`);
const say = (line: string) => console.error(line);
const life = new Lifetime();

await life.run(async () => {
  mkdirSync(folder, { recursive: true });
  life.undoing(() => {
    if (options.keep) say(`Data, logs and findings are kept in ${folder}.`);
    else rmSync(folder, { recursive: true, force: true });
  });
  say('Starting Kafka, the schema registry, ERPNext and seven services ...');
  const stage = await setStage(
    {
      folder,
      erpNextTimeout: options.timeout,
      plantedEnv: plantedEnv(options.planted),
      path: process.env['PATH'],
      say,
      onCrash: life.crashed,
    },
    (cleanUp) => life.undoing(cleanUp),
  );
  if (options.planted === 'no-unique-key') await dropUniqueKeys(stage.sandbox);

  const certificate = certify({
    stage,
    seed: options.seed,
    events: options.events,
    eventsPerRound: options.round,
    patienceMs: options.patience * 1000,
    say,
  });
  const { result, sent, findings } = await Promise.race([certificate, life.over]);
  console.log(reportOf(result, sent, findings));
  writeFileSync(join(folder, 'findings.txt'), findings.sentences().join('\n'));
  if (options.json) console.log(JSON.stringify(result));
  if (!isClean(result)) process.exitCode = 1;
});

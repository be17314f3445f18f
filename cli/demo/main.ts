import { mkdirSync, rmSync } from 'node:fs';
import { join, resolve } from 'node:path';
import { fileURLToPath } from 'node:url';
import { Command } from 'commander';
import { readConfig } from '#libs/config/read-config.js';
import { kafkaSettings, registrySettings } from '#libs/config/shared-settings.js';
import { ErpNextHttpClient } from '#libs/erpnext/erpnext-http-client.js';
import { createLogger } from '#libs/logging/pino-logger.js';
import { kafkaConnection, registryConnection } from '#libs/service/connections.js';
import { freePort } from '../../sandbox/servers/free-port.js';
import { Lifetime } from '../local/lifetime.js';
import { localWebhookSecret, startServices } from '../local/services.js';
import { startSurroundings } from '../local/surroundings.js';
import { demandThatAllWork } from './all-work.js';
import { differences } from './differences.js';
import { missingItems } from './missing-items.js';
import { readingsOf, shownDoctypes } from './readings.js';
import { showResult } from './result.js';
import { runDemo } from './run-demo.js';
import { readStory, shuffled } from './story.js';

const root = fileURLToPath(new URL('../../../', import.meta.url));

const options = new Command('npm run demo --')
  .description('plays the webhooks of a shop through the whole system and shows what came of them')
  .option(
    '--webhooks <dir>',
    'folder of webhook bodies',
    join(root, 'test', 'fixtures', 'medusa', 'webhooks'),
  )
  .option('--json', 'end standard output with one line of JSON', false)
  .option(
    '--shuffle <seed>',
    'in an order that the seed decides, not in the order in which it happened',
    Number,
  )
  .option('--twice', 'play it again, in another order, and compare', false)
  .option('--keep', 'keep data and logs under .run/', false)
  .parse()
  .opts<{ webhooks: string; json: boolean; shuffle?: number; twice: boolean; keep: boolean }>();

const { env } = process;
// npm runs us in the project; a relative folder means the one where the person stands.
const storyFolder = resolve(env['INIT_CWD'] ?? '.', options.webhooks);
const folder = join(root, '.run', `demo-${process.pid}`);
const say = (line: string) => console.error(line);
const life = new Lifetime();

await life.run(async () => {
  const inOrder = await readStory(storyFolder);
  const story = options.shuffle === undefined ? inOrder : shuffled(inOrder, options.shuffle);
  mkdirSync(folder, { recursive: true });
  life.undoing(() => {
    if (options.keep || process.exitCode) say(`Data and logs are kept in ${folder}.`);
    else rmSync(folder, { recursive: true, force: true });
  });

  say('Starting Kafka, the schema registry and ERPNext ...');
  const surroundings = await startSurroundings({
    env,
    folder,
    keepDocuments: false,
    say,
    onCrash: life.crashed,
  });
  life.undoing(() => surroundings.stop());

  say('Starting the services ...');
  const services = await startServices({
    // A deletion whose thing never comes is part of the story, and nobody wants to look at it for a minute.
    env: { NOTHING_TO_END_WAIT: '5s', ...surroundings.env },
    bridgePort: await freePort(),
    logFolder: join(folder, 'logs'),
    say,
  });
  life.undoing(() => services.stop());
  const erpnext = new ErpNextHttpClient({ ...surroundings.erpnext, maxInFlight: 2, timeoutMs: 60_000 });
  life.undoing(() => erpnext.close());
  const missing = await missingItems(erpnext, story);
  if (missing.length > 0)
    say(`ERPNext has no Item ${missing.join(', ')}; orders of them can't become documents.`);
  await demandThatAllWork(services.consumers);

  const { kafka, registry } = readConfig(
    { kafka: kafkaSettings, registry: registrySettings },
    surroundings.env,
  );
  const secret = env['MEDUSA_WEBHOOK_SECRETS']?.split(',')[0]?.trim() || localWebhookSecret;
  const demo = {
    bridge: { url: `${services.bridge.url}/webhooks/medusa`, secret },
    kafka: kafkaConnection('isthmus-demo', kafka),
    registry: registryConnection(registry),
    topicPrefix: env['TOPIC_PREFIX'] ?? '',
    erpnext,
    readings: readingsOf(services.consumers),
    doctypes: shownDoctypes(services.consumers),
    log: createLogger({ service: 'demo', level: 'silent' }),
    say,
  };

  const { outcomeIds, ...result } = await runDemo({ ...demo, story });
  if (!options.json) console.log(showResult(result));
  if (result.waiting > 0) process.exitCode = 1;

  if (options.twice && result.waiting === 0) {
    say('Once more, in another order.');
    const again = await runDemo({ ...demo, story: shuffled(inOrder, (options.shuffle ?? 0) + 1) });
    const found = differences({ ...result, outcomeIds }, again);
    if (again.waiting > 0 || found.length > 0) process.exitCode = 1;
    say(found.length === 0 ? 'The same documents, the same outcomes.' : found.join('\n'));
  }
  if (options.json) console.log(JSON.stringify(result));
});

import { mkdirSync } from 'node:fs';
import { join, relative } from 'node:path';
import { fileURLToPath } from 'node:url';
import { freePort, isFree } from '../../sandbox/servers/free-port.js';
import { localWebhookSecret, startServices } from '../local/services.js';
import { startSurroundings } from '../local/surroundings.js';
import { untilStopped } from '../local/until-stopped.js';
import { claimFolder } from './only-one.js';
import { screen } from './screen.js';

const root = fileURLToPath(new URL('../../../', import.meta.url));
const folder = join(root, '.run', 'start');
const logFolder = join(folder, 'logs');
const say = (line: string) => console.log(line);

const cleanUps: (() => Promise<void> | void)[] = [];
let crashed: (error: Error) => void = () => {};
const crash = new Promise<never>((_, reject) => (crashed = reject));
const stopped = untilStopped();
let stopping = false;
void stopped.then(() => (stopping = true));

const run = async () => {
  mkdirSync(folder, { recursive: true });
  cleanUps.push(claimFolder(folder));
  const wanted = Number(process.env['PORT_BRIDGE'] || 4000);
  const bridgePort = (await isFree(wanted)) ? wanted : await freePort();
  if (bridgePort !== wanted) say(`Port ${wanted} is taken; the bridge listens on ${bridgePort}.`);

  say('Starting Kafka, the schema registry and ERPNext ...');
  const surroundings = await startSurroundings({
    env: process.env,
    folder,
    preferredPorts: { kafka: 29092, registry: 28081, erpnext: 8080 },
    keepDocuments: true,
    say,
    onCrash: crashed,
  });
  cleanUps.push(() => surroundings.stop());
  if (stopping) return;

  say('Starting the services ...');
  const services = await startServices({ env: surroundings.env, bridgePort, logFolder, say });
  cleanUps.push(() => services.stop());
  if (stopping) return;

  const secret = process.env['MEDUSA_WEBHOOK_SECRETS'] ? undefined : localWebhookSecret;
  say(screen(surroundings, services, { secret, logFolder: relative(process.cwd(), logFolder) }));
};

const running = run();
try {
  await Promise.race([running.then(() => stopped), stopped, crash]);
  say('Stopping ...');
} catch (error) {
  console.error(error instanceof Error ? error.message : error);
  process.exitCode = 1;
} finally {
  // What is just being started must have started before it can be stopped.
  await running.catch(() => undefined);
  for (const cleanUp of cleanUps.reverse()) await cleanUp();
}
process.exit();

import { mkdirSync } from 'node:fs';
import { join, relative } from 'node:path';
import { fileURLToPath } from 'node:url';
import { freePort, isFree } from '../../sandbox/servers/free-port.js';
import { Lifetime } from '../local/lifetime.js';
import { leaveWord } from '../local/running.js';
import { localWebhookSecret, startServices } from '../local/services.js';
import { startSurroundings } from '../local/surroundings.js';
import { claimFolder } from './only-one.js';
import { screen } from './screen.js';

const root = fileURLToPath(new URL('../../../', import.meta.url));
const folder = join(root, '.run', 'start');
const logFolder = join(folder, 'logs');
const say = (line: string) => console.log(line);
const life = new Lifetime();

await life.run(async () => {
  mkdirSync(folder, { recursive: true });
  life.undoing(claimFolder(folder));
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
    onCrash: life.crashed,
  });
  life.undoing(() => surroundings.stop());

  say('Starting the services ...');
  let onMoved = (): void => undefined;
  const services = await startServices({
    ...{ env: surroundings.env, bridgePort, logFolder, say },
    onMoved: () => onMoved(),
  });
  life.undoing(() => services.stop());

  const secret = process.env['MEDUSA_WEBHOOK_SECRETS'] ? undefined : localWebhookSecret;
  const { bridge, consumers } = services;
  const leave = () =>
    leaveWord(folder, {
      env: {
        ...surroundings.word,
        ISTHMUS_SERVICES: [bridge, ...consumers].map(({ name, url }) => `${name}=${url}`).join(','),
        ...(secret === undefined ? {} : { MEDUSA_WEBHOOK_SECRETS: secret }),
      },
    });
  life.undoing(leave());
  onMoved = leave;
  say(screen(surroundings, services, { secret, logFolder: relative(process.cwd(), logFolder) }));
  await life.over.finally(() => say('Stopping ...'));
});

import { setTimeout as sleep } from 'node:timers/promises';
import type { ServiceProcess } from '../../cli/local/service-process.js';
import type { Chance } from './chance.js';
import type { ScheduledFault } from './sandbox-faults.js';
import { consumers, sessionTimeoutMs, type Stage } from './stage.js';

/** Processes that die, freeze or are restarted. */
export const processFaults = (stage: Stage): readonly ScheduledFault[] => [
  ...consumers.map((service) => ({
    name: `kill-${service}`,
    strike: (chance: Chance) => kill(chance.pick(stage.members[service])),
  })),
  { name: 'kill-webhook-bridge', strike: () => kill(stage.bridge) },
  {
    name: 'freeze-beyond-session',
    async strike(chance) {
      const frozen = consumers.map((service) => freeze(chance.pick(stage.members[service])));
      return (await Promise.all(frozen)).length;
    },
  },
  { name: 'restart-broker', strike: () => once(stage.kafka.restart()) },
  { name: 'kill-broker', strike: () => once(stage.kafka.kill().then(() => stage.kafka.start())) },
  { name: 'restart-registry', strike: () => once(stage.registry.restart()) },
];

const once = async (deed: Promise<void>): Promise<number> => {
  await deed;
  return 1;
};

const kill = async (service: ServiceProcess): Promise<number> => {
  process.kill(await pidOf(service), 'SIGKILL');
  return 1;
};

/** Longer than its session: the group has given its partitions away when it goes on. */
const freeze = async (service: ServiceProcess): Promise<void> => {
  const pid = await pidOf(service);
  process.kill(pid, 'SIGSTOP');
  await sleep(sessionTimeoutMs + 3_000);
  process.kill(pid, 'SIGCONT');
};

/** One that was killed just now may still be down. */
const pidOf = async (service: ServiceProcess): Promise<number> => {
  while (service.pid === undefined) await sleep(50);
  return service.pid;
};

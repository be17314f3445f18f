import { Command } from 'commander';
import type { Env } from '#libs/config/read-config.js';
import { readTopicsConfig } from './operator-config.js';
import { connectTopics } from './operator-connections.js';
import { readStatus } from './status/read-status.js';
import { showStatus } from './status/show-status.js';
import { waitingIn } from './status/status.js';
import { terminal } from './terminal/terminal.js';
import { moment } from './terminal/time.js';

interface Options {
  readonly since: number;
  readonly json: boolean;
}

const dayMs = 86_400_000;

export const statusCommand = (env: Env): Command =>
  new Command('status')
    .description('what waits and why, what needs attention, what was parked, and how the services are')
    .option(
      '--since <time>',
      'how far back to look for what needs attention: 2h, 7d, or a date (30 days)',
      moment(),
      Date.now() - 30 * dayMs,
    )
    .option('--json', 'print it as JSON', false)
    .action(async ({ since, json }: Options) => {
      const config = readTopicsConfig(env);
      const { services } = config;
      const status = await readStatus(connectTopics(config), { services, sinceMs: since, terminal });
      terminal.print(
        json ? JSON.stringify({ ...status, waits: waitingIn(status) }) : showStatus(status, Date.now()),
      );
      if (status.unseen.length > 0) process.exitCode = 1;
    });

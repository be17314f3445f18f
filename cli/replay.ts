import { Command } from 'commander';
import type { Env } from '#libs/config/read-config.js';
import { readReplayConfig } from './replay/config.js';
import { runReplay } from './replay/run-replay.js';
import { terminal } from './terminal/terminal.js';

interface Options {
  readonly topic: readonly string[];
  readonly from?: string;
  readonly to?: string;
  readonly customer?: string;
  readonly type?: string;
  readonly every: boolean;
  readonly details: boolean;
  readonly apply: boolean;
  readonly resume?: string;
  readonly state?: string;
  readonly yes: boolean;
  readonly json: boolean;
}

export const replayCommand = (env: Env): Command =>
  new Command('replay')
    .description('handle records of the topics again; says what that would change before it does')
    .option('--topic <name>', 'customer, address, quotation; repeated for several, all without', collect, [])
    .option('--from <bound>', 'a time, or partition:offset,… of one topic; the oldest record without')
    .option('--to <bound>', 'the same; the newest record of this moment without')
    .option('--customer <id>', 'only records of this Medusa customer')
    .option('--type <type>', 'only events of this type, medusa.customer.saved')
    .option('--every', 'also records that a newer one makes needless', false)
    .option('--details', 'document by document and field by field: shows what the documents say', false)
    .option('--apply', 'do it', false)
    .option('--resume <file>', 'go on with a replay that was stopped')
    .option('--state <file>', 'where to keep how far it is, while it runs')
    .option('--yes', 'do not ask', false)
    .option('--json', 'print the answer as JSON', false)
    .action(async ({ json, ...options }: Options) => {
      const stop = new AbortController();
      // The first one leaves the records in hand in good order, the second one is the usual end.
      for (const signal of ['SIGINT', 'SIGTERM']) process.once(signal, () => stop.abort());

      const answer = await runReplay({
        ...options,
        ...{ terminal, config: readReplayConfig(env), stop: stop.signal },
        apply: options.apply || options.resume !== undefined,
      });
      terminal.print(json ? JSON.stringify(answer.json) : answer.lines.join('\n'));
      if (answer.failed) process.exitCode = 1;
    });

const collect = (value: string, all: readonly string[]): string[] => [...all, value];

import { userInfo } from 'node:os';
import { Command } from 'commander';
import type { Env } from '#libs/config/read-config.js';
import { KafkaPublisher } from '#libs/messaging/kafka-publisher.js';
import type { Publisher } from '#libs/messaging/message.js';
import { readDeadLetter } from '#libs/messaging/read-dead-letter.js';
import { groupsOf } from './dead-letters/groups.js';
import { readLedger } from './dead-letters/read-ledger.js';
import { recordsAt } from './dead-letters/records-at.js';
import { redrive } from './dead-letters/redrive.js';
import { isSelected, type Selection } from './dead-letters/selection.js';
import { settleLetters } from './dead-letters/settle-letters.js';
import { showGroups } from './dead-letters/show-groups.js';
import { showLetter, shownLetter } from './dead-letters/show-letter.js';
import { showRedrive } from './dead-letters/show-redrive.js';
import { readTopicsConfig } from './operator-config.js';
import { connectTopics, type TopicsConnection } from './operator-connections.js';
import { Refusal } from './terminal/refusal.js';
import { terminal } from './terminal/terminal.js';
import { counted, moment } from './terminal/time.js';

interface Chosen {
  readonly cause?: string;
  readonly key?: string;
  readonly since?: number;
}

interface RedriveFlags extends Chosen {
  readonly all: boolean;
  readonly apply: boolean;
  readonly force: boolean;
  readonly yes: boolean;
  readonly json: boolean;
}

export const deadLettersCommand = (env: Env): Command =>
  new Command('dead-letters')
    .description('what was parked, why, and what mends it; and the way back')
    .addCommand(listCommand(env))
    .addCommand(showCommand(env))
    .addCommand(redriveCommand(env))
    .addCommand(discardCommand(env));

const listCommand = (env: Env) =>
  choosing(new Command('list'))
    .description('open dead letters by topic and cause, the oldest first')
    .option('--json', 'print the groups as JSON', false)
    .action(async ({ json, ...chosen }: Chosen & { readonly json: boolean }) => {
      const ledger = await readLedger(connection(env), terminal);
      const selection = selectionOf(chosen);
      const groups = groupsOf(filtered(ledger.open(), (entry) => isSelected(entry, selection)));
      terminal.print(json ? JSON.stringify(groups) : showGroups(groups, Date.now()));
    });

const showCommand = (env: Env) =>
  new Command('show')
    .description('one dead letter with its origin, its cause and its content')
    .argument('<id>', 'as the list shows it')
    .option('--reveal', 'show what is in it about people, too', false)
    .option('--json', 'print it as JSON', false)
    .action(async (id: string, { reveal, json }: { readonly reveal: boolean; readonly json: boolean }) => {
      const topics = connection(env);
      const ledger = await readLedger(topics, terminal);
      const entry = ledger.find(id);
      if (entry === undefined) throw new Refusal(`There is no dead letter ${id}.`);
      for await (const record of recordsAt(topics, [entry.at])) {
        const settlement = ledger.settlementOf(entry);
        const shown = await shownLetter(topics, readDeadLetter(record), { settlement, reveal });
        terminal.print(json ? JSON.stringify(shown) : showLetter(shown));
      }
    });

const redriveCommand = (env: Env) =>
  choosing(new Command('redrive'))
    .description('send back what was mended: the newest of each thing; says what it would do, unless --apply')
    .argument('[id]', 'one dead letter')
    .option('--all', 'every open dead letter', false)
    .option('--apply', 'do it', false)
    .option('--force', 'also those that were sent back many times', false)
    .option('--yes', 'do not ask', false)
    .option('--json', 'print what was done as JSON', false)
    .action(async (id: string | undefined, flags: RedriveFlags, command: Command) => {
      const { all, apply, force, yes, json } = flags;
      const selection = { id, ...selectionOf(flags) };
      if (all === isNarrow(selection))
        command.error('error: name an id, --cause, --key or --since; or --all');
      const topics = connection(env);
      const report = await withPublisher(topics, (publisher) =>
        redrive(topics, {
          ...{ selection, apply, force, publisher, terminal },
          by: userInfo().username,
          agree: (question) => terminal.agree(question, { yes }),
        }),
      );
      terminal.print(json ? JSON.stringify(report) : showRedrive(report));
      const left = report.heldBack + Object.keys(report.webhooks.unmapped).length;
      if (apply && left > 0) process.exitCode = 1;
    });

const discardCommand = (env: Env) =>
  choosing(new Command('discard'))
    .description('take dead letters off the list for a reason that is kept')
    .argument('[id]', 'one dead letter')
    .requiredOption('--reason <text>', 'why nobody needs them')
    .option('--yes', 'do not ask', false)
    .option('--json', 'print how many as JSON', false)
    .action(async (id: string | undefined, flags: RedriveFlags & { reason: string }, command: Command) => {
      const { reason, yes, json } = flags;
      const selection = { id, ...selectionOf(flags) };
      if (!isNarrow(selection)) command.error('error: name an id, --cause, --key or --since');
      const topics = connection(env);
      const ledger = await readLedger(topics, terminal);
      const letters = [...filtered(ledger.open(), (entry) => isSelected(entry, selection))];
      if (letters.length === 0) throw new Refusal('No open dead letter is meant by this.');

      await terminal.agree(`Discard ${counted(letters.length, 'dead letter')}?`, { yes });
      const by = userInfo().username;
      await withPublisher(topics, (publisher) =>
        settleLetters(publisher, letters, { how: 'discarded', by, reason }),
      );
      const { length: discarded } = letters;
      terminal.print(
        json ? JSON.stringify({ discarded }) : `${counted(discarded, 'dead letter')} discarded.`,
      );
    });

const choosing = (command: Command) =>
  command
    .option('--cause <code>', 'those parked for this cause')
    .option('--key <id>', 'those of this Medusa customer, in all topics')
    .option('--since <time>', 'those parked since: 2h, 7d, or a date', moment());

const selectionOf = ({ cause, key, since: sinceMs }: Chosen): Selection => ({ cause, key, sinceMs });

const isNarrow = (selection: Selection) => Object.values(selection).some((value) => value !== undefined);

const connection = (env: Env): TopicsConnection => connectTopics(readTopicsConfig(env));

const withPublisher = async <T>(
  { kafka, log }: TopicsConnection,
  use: (publisher: Publisher) => Promise<T>,
): Promise<T> => {
  const publisher = new KafkaPublisher(kafka, log, { publishTimeoutMs: 30_000 });
  try {
    return await use(publisher);
  } finally {
    await publisher.close();
  }
};

function* filtered<T>(items: Iterable<T>, keep: (item: T) => boolean): Generator<T> {
  for (const item of items) if (keep(item)) yield item;
}

import { Command, InvalidArgumentError } from 'commander';
import type { Env } from '#libs/config/read-config.js';
import { suggestLinks, type Suggestion } from '#libs/party/suggest-links.js';
import { unlinkedCustomers } from '#libs/party/unlinked-customers.js';
import { readErpNextConfig } from './operator-config.js';
import { withErpNext } from './operator-connections.js';
import { showSuggestions, showUnlinked } from './link/show-unlinked.js';
import { terminal } from './terminal/terminal.js';

interface Options {
  readonly page: number;
  readonly size: number;
  readonly suggest: boolean;
  readonly json: boolean;
}

export const unlinkedCommand = (env: Env): Command =>
  new Command('unlinked')
    .description('list the Customers that stand for nobody of the shop')
    .argument('[words...]', 'words of the name, in any order')
    .option('--suggest', 'show the Leads of the shop that look like one of them, and why', false)
    .option('--page <n>', 'which page', positive, 1)
    .option('--size <n>', 'how many Customers a page has', positive, 20)
    .option('--json', 'print it as JSON', false)
    .action(async (words: string[], { page, size, suggest, json }: Options) => {
      await withErpNext(readErpNextConfig(env), async (erpnext) => {
        const found = await unlinkedCustomers(erpnext, { words, page, size });
        const suggestions: Suggestion[] | undefined = suggest
          ? await suggestLinks(erpnext, found.customers)
          : undefined;
        if (json) {
          terminal.print(JSON.stringify({ ...found, page, ...(suggestions && { suggestions }) }));
          return;
        }
        const next = [...words.map(quoted), ...(suggest ? ['--suggest'] : []), `--page ${page + 1}`];
        terminal.print(suggestions ? showSuggestions(suggestions) : showUnlinked(found.customers));
        if (found.hasMore) terminal.print(`There are more: npx isthmus unlinked ${next.join(' ')}`);
      });
    });

const positive = (given: string): number => {
  const number = Number(given);
  if (!Number.isInteger(number) || number < 1 || number > 1000)
    throw new InvalidArgumentError('expected a whole number from 1 to 1000');
  return number;
};

const quoted = (word: string) => (/^[\w.-]+$/.test(word) ? word : `'${word.replaceAll("'", "'\\''")}'`);

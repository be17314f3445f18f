import { Command } from 'commander';
import type { Env } from '#libs/config/read-config.js';
import { halfDoneLinks } from '#libs/party/half-done-links.js';
import type { Pair } from '#libs/party/link-checks.js';
import { LinkRefused } from '#libs/party/link-refused.js';
import { withLinking, type Linking } from './link/linking.js';
import { offerRedrive } from './link/offer-redrive.js';
import { pairAsJson, showDone, showPair } from './link/show-pair.js';
import { readOperatorConfig } from './operator-config.js';
import { Refusal } from './terminal/refusal.js';
import { terminal } from './terminal/terminal.js';

interface Options {
  readonly yes: boolean;
  readonly json: boolean;
  readonly redrive?: boolean;
}

export const linkCommand = (env: Env): Command =>
  new Command('link')
    .description('make a Customer that existed before the shop stand for a person of the shop')
    .argument('[person]', 'Medusa id, or name of the Lead')
    .argument('[customer]', 'name of the Customer in ERPNext')
    .option('--repair', 'finish the links that were cut off, or made in Desk', false)
    .option('--redrive', "send the person's dead letters back without asking", false)
    .option('--yes', 'do not ask', false)
    .option('--json', 'print what was linked as JSON', false)
    .action(
      async (
        person: string | undefined,
        customer: string | undefined,
        options: Options & { repair: boolean },
      ) => {
        const pairOf = (linking: Linking) => {
          if (options.repair && person === undefined) return repairable(linking);
          if (person === undefined || customer === undefined)
            throw new Refusal(
              'Name a person of the shop and a Customer: isthmus link cus_01H… "ACME Ltd", or --repair alone.',
            );
          return linking.checks.toLink(person, customer).then((pair) => [pair]);
        };
        await carryOut(env, 'link', pairOf, options);
      },
    );

export const unlinkCommand = (env: Env): Command =>
  new Command('unlink')
    .description('take a link back: the person is a Lead again, the Customer nobody of the shop')
    .argument('<person>', 'Medusa id, or name of the Lead')
    .argument('<customer>', 'name of the Customer in ERPNext')
    .option('--yes', 'do not ask', false)
    .option('--json', 'print what was unlinked as JSON', false)
    .action(async (person: string, customer: string, options: Options) => {
      const pairOf = (linking: Linking) => linking.checks.toUnlink(person, customer).then((pair) => [pair]);
      await carryOut(env, 'unlink', pairOf, options);
    });

const carryOut = (
  env: Env,
  deed: 'link' | 'unlink',
  pairsOf: (linking: Linking) => Promise<readonly Pair[]>,
  { yes, json, redrive = false }: Options,
): Promise<void> =>
  withLinking(readOperatorConfig(env), async (linking) => {
    const pairs = await pairsOf(linking).catch(explained);
    for (const pair of pairs) terminal.say(showPair(pair, deed));
    if (pairs.length > 0) {
      await terminal.agree(deed === 'link' ? 'Link?' : 'Unlink?', { yes });
      await linking.ready();
    }
    const done: (ReturnType<typeof pairAsJson> & { redriven: number })[] = [];
    for (const pair of pairs) {
      await linking.links[deed](pair);
      terminal.say(`${deed === 'link' ? 'Linked' : 'Unlinked'}: ${pair.medusaId}, ${pair.customer.name}.`);
      const redriven = deed === 'link' ? await offerRedrive(linking, pair, { yes: redrive }) : 0;
      done.push({ ...pairAsJson(pair), redriven });
    }
    terminal.print(json ? JSON.stringify(done) : showDone(done, deed));
  });

const repairable = async ({ erpnext, checks }: Linking): Promise<Pair[]> => {
  const pairs: Pair[] = [];
  for (const { medusaId, customer } of await halfDoneLinks(erpnext)) {
    try {
      pairs.push(await checks.toLink(medusaId, customer));
    } catch (error) {
      // One that a person has to decide must not keep the others from being finished.
      if (!(error instanceof LinkRefused)) throw error;
      terminal.say(`${medusaId} and ${customer} are left as they are. ${textOf(error)}`);
      process.exitCode = 1;
    }
  }
  return pairs;
};

const explained = (error: unknown): never => {
  throw error instanceof LinkRefused ? new Refusal(textOf(error)) : error;
};

const textOf = ({ reason, message, mend }: LinkRefused) => `${reason}: ${message}\n${mend}`;

import { Command } from 'commander';
import type { Env } from '#libs/config/read-config.js';
import { codeOf } from '#libs/errors/integration-error.js';
import { documentsOf, type CustomerDocuments } from './customer/documents.js';
import { customersInTopics } from './customer/customers-in-topics.js';
import { ordersOf } from './customer/orders.js';
import { readStory } from './customer/read-story.js';
import { showCustomer } from './customer/show-customer.js';
import { Who } from './customer/who.js';
import { readOperatorConfig, type OperatorConfig } from './operator-config.js';
import { connectTopics, withErpNext } from './operator-connections.js';
import { Refusal } from './terminal/refusal.js';
import { terminal } from './terminal/terminal.js';
import { moment } from './terminal/time.js';

interface Options {
  readonly since: number;
  readonly json: boolean;
}

const dayMs = 86_400_000;

export const customerCommand = (env: Env): Command =>
  new Command('customer')
    .description("one customer's story: what the shop said, what became of it, what waits, today's documents")
    .argument('<who>', 'cus_…, order_…, cuaddr_…, an e-mail address, or the name of a document in ERPNext')
    .option(
      '--since <time>',
      'how far back: 2h, 7d, or a date (as long as records are kept, 30 days)',
      moment(),
      Date.now() - 30 * dayMs,
    )
    .option('--json', 'print it as JSON', false)
    .action(async (who: string, { since: sinceMs, json }: Options) => {
      const config = readOperatorConfig(env);
      const connection = connectTopics(config);
      const search = () => customersInTopics(connection, who, { sinceMs, terminal });
      const found = await lookUp(config, who, search);
      const { medusaIds, documents } = found;
      const thingIds = (documents ?? []).flatMap(({ medusaId }) => medusaId ?? []);
      const told = await readStory(connection, { medusaIds, thingIds, sinceMs, terminal });

      const story = { medusaIds, sinceMs, documents, orders: ordersOf(told, documents ?? []), told };
      terminal.print(json ? JSON.stringify(story) : showCustomer(story));
      if (documents === undefined) process.exitCode = 1;
    });

interface Found {
  readonly medusaIds: readonly string[];
  /** Undefined while ERPNext does not answer. */
  readonly documents: CustomerDocuments['documents'] | undefined;
}

/** ERPNext knows most; what it has never seen, and all of it while it is down, the topics may know. */
const lookUp = async (
  config: OperatorConfig,
  who: string,
  search: () => Promise<readonly string[]>,
): Promise<Found> => {
  try {
    return await withErpNext(config, async (erpnext) => {
      const known = await new Who(erpnext).areMeantBy(who);
      const id = theOne(who, known.length > 0 ? known : await search());
      return documentsOf(erpnext, config.erpnext.url, id);
    });
  } catch (error) {
    if (codeOf(error) !== 'ERPNEXT_UNAVAILABLE') throw error;
    const id = /^cus_/.test(who) ? who : theOne(who, await search());
    return { medusaIds: [id], documents: undefined };
  }
};

const theOne = (who: string, ids: readonly string[]): string => {
  const [id, ...others] = ids;
  if (id === undefined)
    throw new Refusal(`Neither ERPNext nor the records of the shop lead from ${who} to a customer.`);
  if (others.length > 0)
    throw new Refusal(`${who} is ${ids.length} customers of the shop: name one of ${ids.join(', ')}.`);
  return id;
};

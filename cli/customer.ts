import { Command } from 'commander';
import type { Env } from '#libs/config/read-config.js';
import { codeOf } from '#libs/errors/integration-error.js';
import { documentsOf, type CustomerDocuments } from './customer/documents.js';
import { ordersOf } from './customer/orders.js';
import { readStory } from './customer/read-story.js';
import { showCustomer } from './customer/show-customer.js';
import { Who } from './customer/who.js';
import { readOperatorConfig, type OperatorConfig } from './operator-config.js';
import { connectTopics, withErpNext } from './operator-connections.js';
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
    .argument('<who>', 'cus_…, order_…, an e-mail address, or the name of a document in ERPNext')
    .option(
      '--since <time>',
      'how far back: 2h, 7d, or a date (as long as records are kept, 30 days)',
      moment(),
      Date.now() - 30 * dayMs,
    )
    .option('--json', 'print it as JSON', false)
    .action(async (who: string, { since: sinceMs, json }: Options) => {
      const config = readOperatorConfig(env);
      const found = await lookUp(config, who);
      const { medusaIds, documents } = found ?? { medusaIds: [who], documents: undefined };
      const told = await readStory(connectTopics(config), { medusaIds, sinceMs, terminal });

      const story = { medusaIds, sinceMs, documents, orders: ordersOf(told, documents ?? []), told };
      terminal.print(json ? JSON.stringify(story) : showCustomer(story));
      if (documents === undefined) process.exitCode = 1;
    });

/** Of a customer that is named by id, the topics know enough to tell the story without ERPNext. */
const lookUp = async (config: OperatorConfig, who: string): Promise<CustomerDocuments | undefined> => {
  try {
    return await withErpNext(config, async (erpnext) =>
      documentsOf(erpnext, config.erpnext.url, await new Who(erpnext).isMeantBy(who)),
    );
  } catch (error) {
    if (codeOf(error) !== 'ERPNEXT_UNAVAILABLE' || !/^cus_/.test(who)) throw error;
    return undefined;
  }
};

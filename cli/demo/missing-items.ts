import type { ErpNextClient } from '#libs/erpnext/erpnext-client.js';
import type { Webhook } from './story.js';

const skusAtOnce = 100;

/** What the story sells and the site does not know as an Item. */
export const missingItems = async (
  erpnext: Pick<ErpNextClient, 'list'>,
  story: readonly Webhook[],
): Promise<string[]> => {
  const wanted = [...skusIn(story)].sort();
  const known = new Set<string>();
  for (let from = 0; from < wanted.length; from += skusAtOnce) {
    const rows = await erpnext.list<{ name: string }>('Item', {
      fields: ['name'],
      filters: [['name', 'in', wanted.slice(from, from + skusAtOnce)]],
    });
    for (const { name } of rows) known.add(name.toLowerCase());
  }
  return wanted.filter((sku) => !known.has(sku.toLowerCase()));
};

const skusIn = (story: readonly Webhook[]): ReadonlySet<string> =>
  new Set(
    story.flatMap(({ body }) =>
      [...body.toString('utf8').matchAll(/"variant_sku":\s*"([^"\\]+)"/g)].map(([, sku = '']) => sku),
    ),
  );

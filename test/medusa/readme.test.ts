import { expect } from 'chai';
import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { root } from './support/folders.js';
import { StockShop } from './support/stock-shop.js';
import { WholeIsthmus } from './support/whole-isthmus.js';

const readme = readFileSync(join(root, 'plugins', 'medusa', 'README.md'), 'utf8');
const tenMinutes = /^## Ten minutes\n(.*?)^## /ms.exec(readme)?.[1] ?? '';
const [, lines = ''] = /```ts\n(.*?)```/s.exec(tenMinutes) ?? [];
const [migrate = '', importAll = ''] = [
  ...tenMinutes.matchAll(/`(npx medusa (?:db:migrate|exec)[^`]*)`/g),
].map(([, command]) => command);

describe("a shop developer with a stock Medusa who follows the plugin's README", function () {
  this.timeout(600_000);

  let isthmus: WholeIsthmus;
  let shop: StockShop;

  before(async () => {
    isthmus = await WholeIsthmus.start();
    shop = await StockShop.open();
  });

  after(async () => {
    await shop?.stop();
    await isthmus?.stop();
  });

  it('sees the next sign-up as a Lead, and then everybody who was there before', async () => {
    const early = await (await shop.start()).register();
    await shop.stop();

    shop.configure(lines, { ISTHMUS_URL: isthmus.url, ISTHMUS_SECRET: isthmus.secret });
    await shop.type(migrate);
    const ada = await (await shop.start()).register();

    await isthmus.becomes('Lead', ada.id, { first_name: 'Ada', email_id: ada.email });
    expect(await isthmus.documents('Lead', ['name'], early.id)).to.be.empty;

    await shop.type(importAll);

    await isthmus.becomes('Lead', early.id, { first_name: 'Ada', email_id: early.email });
  });
});

import { expect } from 'chai';
import { missingItems } from '../../../../cli/demo/missing-items.js';
import { toWebhook } from '../../../../cli/demo/story.js';
import { FakeSite } from '../../../support/fake-site.js';

describe('missingItems', () => {
  const order = (...skus: (string | null)[]) =>
    toWebhook(
      'order',
      Buffer.from(JSON.stringify({ entity: { items: skus.map((variant_sku) => ({ variant_sku })) } })),
    );

  it('names each SKU of the story once that the site does not know', async () => {
    const site = new FakeSite(() => '').has('Item', { name: 'SHELF' });
    const story = [order('SHELF', 'GLOVE-M', null), order('GLOVE-L', 'GLOVE-M')];

    expect(await missingItems(site, story)).to.deep.equal(['GLOVE-L', 'GLOVE-M']);
  });

  it('asks nothing when nothing is sold', async () => {
    const site = new FakeSite(() => '');

    expect(await missingItems(site, [order(null)])).to.deep.equal([]);
  });
});

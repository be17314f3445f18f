import { expect } from 'chai';
import { differences } from './support/last-states.js';
import type { Received } from './support/receiver.js';
import type { Session, ShopApi } from './support/shop-api.js';
import { Shop } from './support/shop.js';

describe('a shop with the quotes of the B2B starter tells', function () {
  this.timeout(60_000);

  let shop: Shop;
  let api: ShopApi;
  let ada: Session;
  let draft: string;
  let quote: string;

  before(async function () {
    this.timeout(480_000);
    shop = await Shop.open({
      stock: true,
      options: { quotes: 'b2b-starter' },
      env: { QUOTES: 'b2b-quote' },
    });
    await shop.database.query('drop table quote');
    await shop.migrate();
    api = await shop.start();
    ada = await api.register();
    draft = await api.draft(ada);
    const { order_change: change } = await api.admin<{ order_change: { id: string } }>(
      'POST',
      '/order-edits',
      { order_id: draft },
    );
    const made = await api.admin<{ quote: { id: string } }>('POST', '/b2b-quotes', {
      customer_id: ada.id,
      draft_order_id: draft,
      order_change_id: change.id,
      cart_id: 'cart_1',
    });
    quote = made.quote.id;
  });

  after(() => shop?.close());

  const move = (status: string) => api.admin('POST', `/b2b-quotes/${quote}`, { status });

  interface QuoteTold {
    readonly status: string;
    readonly order: {
      readonly updated_at: string;
      readonly total: number;
      readonly is_draft_order: boolean;
      readonly items: readonly { variant_sku: string | null; quantity: number; total: number }[];
    };
  }

  const told = async (): Promise<QuoteTold> => {
    await shop.drained();
    return shop.receiver.lastOf('quote', quote)?.entity as Received['entity'] & QuoteTold;
  };

  const line = ({ order }: QuoteTold, sku: string) =>
    order.items.find(({ variant_sku }) => variant_sku === sku);

  let asked: QuoteTold;

  it('what the customer asked for, while the merchant works on the offer', async () => {
    asked = await told();
    expect(asked).to.include({ status: 'requested' });
    expect(asked.order).to.include({ total: 1_600.55, is_draft_order: true });

    const items = [{ variant_id: api.variant('PJACK-25'), quantity: 1 }];
    await api.admin('POST', `/order-edits/${draft}/items`, { items });
    const { order } = await api.admin<{ order: { items: { id: string; variant_sku: string }[] } }>(
      'GET',
      `/orders/${draft}?fields=*items`,
    );
    const shelf = order.items.find(({ variant_sku }) => variant_sku === 'SHELF-200-GR');
    const offer = { quantity: 10, unit_price: 80 };
    await api.admin('POST', `/order-edits/${draft}/items/item/${shelf?.id}`, offer);

    expect((await told()).order.items).to.have.length(2);
    await shop.drained();
    expect(shop.receiver.lastOf('order', draft)?.entity).to.include({ total: 1_600.55 });
  });

  it('the offered lines, newer than those asked for, once the offer is sent', async () => {
    await move('pending_customer');

    const offered = await told();
    expect(offered).to.include({ status: 'offered' });
    expect(offered.order.items).to.have.length(3);
    expect(line(offered, 'SHELF-200-GR')).to.include({ quantity: 10, total: 952 });
    expect(line(offered, 'PJACK-25')).to.include({ quantity: 1, total: 463.505 });
    expect(offered.order.total).to.equal(952 + 463.505 + 350 * 1.19);
    expect(Date.parse(offered.order.updated_at)).to.be.greaterThan(Date.parse(asked.order.updated_at));
  });

  it('the lines again when the offer is changed under the customer’s eyes', async () => {
    const before = await told();
    await api.admin('POST', `/order-edits/${draft}/items`, {
      items: [{ variant_id: api.variant('GLOVE-M'), quantity: 5 }],
    });

    const offered = await told();
    expect(offered.order.items).to.have.length(4);
    expect(Date.parse(offered.order.updated_at)).to.be.greaterThan(Date.parse(before.order.updated_at));
  });

  it('an order with these lines when the customer accepts', async () => {
    const offered = await told();
    await move('accepted');

    expect(await told()).to.include({ status: 'accepted' });
    const order = shop.receiver.lastOf('order', draft)?.entity;
    expect(order).to.include({ is_draft_order: false, total: offered.order.total });
    expect(Date.parse(order?.updated_at ?? '')).to.be.greaterThan(Date.parse(offered.order.updated_at));
  });

  it('all that the tables hold', async () => {
    await shop.drained();
    const found = await differences(shop.database, shop.receiver);
    // The starter's words for a quote are not the told ones.
    expect(found.filter((one) => !one.startsWith('quote '))).to.deep.equal([]);
    expect(shop.receiver.faults).to.deep.equal([]);
  });
});

import { expect } from 'chai';
import { openEnvelope } from '../../services/webhook-bridge/events/envelope.js';
import { toAddressEvent } from '../../services/webhook-bridge/events/to-address-event.js';
import { toCustomerEvent } from '../../services/webhook-bridge/events/to-customer-event.js';
import { toQuotationEvent } from '../../services/webhook-bridge/events/to-quotation-event.js';
import { capturedWebhook, webhookFiles } from '../support/webhooks.js';
import { differences } from './support/last-states.js';
import type { Received } from './support/receiver.js';
import type { Session, ShopApi } from './support/shop-api.js';
import { Shop } from './support/shop.js';

describe('a shop with the plugin tells', function () {
  this.timeout(60_000);

  let shop: Shop;
  let api: ShopApi;
  let ada: Session;

  before(async function () {
    this.timeout(480_000);
    shop = await Shop.open();
    api = await shop.start();
    ada = await api.register({ company_name: 'Smith & Daughters LLC' });
  });

  after(() => shop?.close());

  /** After each action the receiver must know of everything what the tables hold. */
  afterEach(async () => {
    await shop.drained();
    expect(await differences(shop.database, shop.receiver)).to.deep.equal([]);
    expect(shop.receiver.faults).to.deep.equal([]);
  });

  /** What was told last of it, once the outbox is empty. */
  const told = async (entityType: string, id: string): Promise<Received['entity']> => {
    await shop.drained();
    const last = shop.receiver.lastOf(entityType, id);
    if (!last) throw new Error(`nothing was told of ${entityType} ${id}`);
    return last.entity;
  };

  const guest = async (): Promise<{ email: string; id: string }> => {
    const email = `guest.${Date.now()}@shop.example`;
    await api.cart({ email });
    const [row] = await shop.database.query<{ id: string }>('select id from customer where email = $1', [
      email,
    ]);
    return { email, id: row?.id ?? '' };
  };

  describe('of customers', () => {
    it('that one registered', async () => {
      expect(await told('customer', ada.id)).to.include({
        email: ada.email,
        has_account: true,
        company_name: 'Smith & Daughters LLC',
      });
    });

    it('that the merchant made one', async () => {
      const { customer } = await api.admin<{ customer: { id: string } }>('POST', '/customers', {
        email: `walk-in.${Date.now()}@shop.example`,
      });

      expect(await told('customer', customer.id))
        .to.have.property('created_by')
        .that.matches(/^user_/);
    });

    it('that a guest left an e-mail in a cart, for which Medusa has no event', async () => {
      expect(await told('customer', (await guest()).id)).to.include({ has_account: false });
    });

    it('that one changed', async () => {
      await api.call('POST', '/store/customers/me', { phone: '+49 89 1' }, ada.token);

      expect(await told('customer', ada.id)).to.include({ phone: '+49 89 1' });
    });

    it('that one was deleted, with the addresses', async () => {
      const grace = await api.register();
      const address = await api.addAddress(grace);
      await api.admin('DELETE', `/customers/${grace.id}`);

      expect(await told('customer', grace.id))
        .to.have.property('deleted_at')
        .that.is.a('string');
      expect(await told('customer_address', address))
        .to.have.property('deleted_at')
        .that.is.a('string');
    });

    it('what a person changed with psql, as something newer', async () => {
      const before = await told('customer', ada.id);
      await shop.database.query(`update customer set last_name = 'Lovelace' where id = $1`, [ada.id]);

      const after = await told('customer', ada.id);
      expect(after).to.include({ last_name: 'Lovelace' });
      expect(Date.parse(after?.updated_at ?? '')).to.be.greaterThan(Date.parse(before?.updated_at ?? ''));
    });
  });

  describe('of addresses', () => {
    it('that one was added and changed', async () => {
      const address = await api.addAddress(ada);
      await api.call('POST', `/store/customers/me/addresses/${address}`, { city: 'Ulm' }, ada.token);

      expect(await told('customer_address', address)).to.deep.include({ city: 'Ulm', customer_id: ada.id });
    });

    it('that one took another one’s place as default', async () => {
      const first = await api.addAddress(ada, { is_default_shipping: true });
      const second = await api.addAddress(ada, { is_default_shipping: true });

      expect(await told('customer_address', first)).to.include({ is_default_shipping: false });
      expect(await told('customer_address', second)).to.include({ is_default_shipping: true });
    });

    it('that one is gone, and whose it was', async () => {
      const address = await api.addAddress(ada);
      await api.call('DELETE', `/store/customers/me/addresses/${address}`, undefined, ada.token);

      expect(await told('customer_address', address)).to.equal(null);
      expect(shop.receiver.lastOf('customer_address', address)?.event.data.customer_id).to.equal(ada.id);
    });
  });

  describe('of orders', () => {
    let order: string;

    before(async () => (order = await api.order(ada)));

    it('that a cart was completed', async () => {
      const row = await told('order', order);

      expect(row).to.deep.include({ is_draft_order: false, customer_id: ada.id, total: 365.33 });
      expect(row).to.have.nested.property('shipping_methods[0].tax_lines[0].rate', 19);
    });

    it('that a guest ordered', async () => {
      const { email, id } = await guest();

      expect(await told('order', await api.order({ email }))).to.include({ email, customer_id: id });
    });

    it('that the header changed', async () => {
      const metadata = { po_number: 'PO-1' };
      await api.admin('POST', `/orders/${order}`, { metadata });

      expect(await told('order', order)).to.deep.include({ metadata });
    });

    it('that an edit was asked for, cancelled, and another one confirmed', async () => {
      await api.admin('POST', '/order-edits', { order_id: order });
      await api.admin('DELETE', `/order-edits/${order}`);
      await api.admin('POST', '/order-edits', { order_id: order });
      const items = [{ variant_id: api.variant('PJACK-25'), quantity: 1 }];
      await api.admin('POST', `/order-edits/${order}/items`, { items });
      await api.admin('POST', `/order-edits/${order}/request`);
      expect(await told('order', order))
        .to.have.property('items')
        .with.length(1);
      await api.admin('POST', `/order-edits/${order}/confirm`);

      expect(await told('order', order))
        .to.have.property('items')
        .with.length(2);
    });

    it('that an edit after a change of the e-mail made a guest', async () => {
      const email = `invoices.${Date.now()}@shop.example`;
      const changed = await api.order(ada);
      await api.admin('POST', `/orders/${changed}`, { email });
      await api.admin('POST', '/order-edits', { order_id: changed });

      expect(await told('order', changed)).to.include({ email, customer_id: ada.id });
    });

    it('that it was paid, sent, completed and archived', async () => {
      const order = await api.order(ada);
      const fields = 'fields=*items,*payment_collections,*payment_collections.payments';
      const { order: full } = await api.admin<{
        order: {
          items: { id: string; quantity: number }[];
          payment_collections: { payments?: { id: string }[] }[];
        };
      }>('GET', `/orders/${order}?${fields}`);
      const [payment] = full.payment_collections.flatMap(({ payments }) => payments ?? []);
      await api.admin('POST', `/payments/${payment?.id}/capture`);
      const items = full.items.map(({ id, quantity }) => ({ id, quantity }));
      const location_id = api.seed.stock_location_id;
      await api.admin('POST', `/orders/${order}/fulfillments`, { items, location_id });
      await api.admin('POST', `/orders/${order}/complete`);
      await api.admin('POST', `/orders/${order}/archive`);

      expect(await told('order', order)).to.include({ status: 'archived' });
    });

    it('that one was cancelled', async () => {
      const cancelled = await api.order(ada);
      await api.admin('POST', `/orders/${cancelled}/cancel`);

      expect(await told('order', cancelled))
        .to.have.property('canceled_at')
        .that.is.a('string');
    });
  });

  describe('of draft orders', () => {
    it('that one was made, changed, edited and became an order', async () => {
      const draft = await api.draft(ada);
      const made = await told('order', draft);
      expect(made).to.include({ is_draft_order: true, total: 1_600.55 });
      await api.admin('POST', `/draft-orders/${draft}`, { metadata: { approved_by: 'ada' } });
      await api.admin('POST', `/draft-orders/${draft}/edit`);
      const items = [{ variant_id: api.variant('PJACK-25'), quantity: 1 }];
      await api.admin('POST', `/draft-orders/${draft}/edit/items`, { items });
      await api.admin('POST', `/draft-orders/${draft}/edit/request`);
      await api.admin('POST', `/draft-orders/${draft}/edit/confirm`);
      const edited = await told('order', draft);
      expect(edited).to.have.property('items').with.length(3);
      expect(Date.parse(edited?.updated_at ?? '')).to.be.greaterThan(Date.parse(made?.updated_at ?? ''));
      await api.admin('POST', `/draft-orders/${draft}/convert-to-order`);

      expect(await told('order', draft)).to.deep.include({ is_draft_order: false, status: 'pending' });
    });

    it('that one is gone, and whose it was', async () => {
      const draft = await api.draft(ada);
      await api.admin('DELETE', `/draft-orders/${draft}`);

      expect(await told('order', draft)).to.equal(null);
      expect(shop.receiver.lastOf('order', draft)?.event.data.customer_id).to.equal(ada.id);
    });
  });

  describe('of quotes', () => {
    const decide = (id: string, decision: string) =>
      api.call('POST', `/store/shop-quotes/${id}`, { decision }, ada.token);

    it('that one was asked for, offered and accepted', async () => {
      const quote = await api.requestQuote(ada);
      expect(await told('quote', quote.id)).to.include({ status: 'requested' });
      await api.admin('POST', `/shop-quotes/${quote.id}`, { decision: 'offer', valid_until: '2027-12-31' });
      expect(await told('quote', quote.id)).to.include({ status: 'offered' });
      await decide(quote.id, 'accept');

      expect(await told('quote', quote.id)).to.include({ status: 'accepted' });
      expect(await told('order', quote.order_id)).to.include({ is_draft_order: false });
    });

    it('that one was refused by either side', async () => {
      const [refused, declined] = [await api.requestQuote(ada), await api.requestQuote(ada)];
      await api.admin('POST', `/shop-quotes/${refused.id}`, { decision: 'offer' });
      await decide(refused.id, 'reject');
      await api.admin('POST', `/shop-quotes/${declined.id}`, { decision: 'reject' });

      expect(await told('quote', refused.id)).to.include({ status: 'rejected_by_customer' });
      expect(await told('quote', declined.id)).to.include({ status: 'rejected_by_merchant' });
    });
  });

  describe('after all of that', () => {
    const toEvent = {
      customer: toCustomerEvent,
      customer_address: toAddressEvent,
      order: toQuotationEvent,
      quote: toQuotationEvent,
    };

    it('nothing that the bridge cannot make a whole record of', () => {
      for (const webhook of shop.receiver.taken) {
        const event = toEvent[webhook.entity_type as keyof typeof toEvent](openEnvelope('msg_1', webhook));
        expect(event.whole, webhook.type).to.equal(true);
      }
    });

    /** No document is made of the first two, and nobody here had a promotion. */
    const leftOut =
      /(shipping|billing)_address\.(customer_id|\w+_at)$|payment_collections\[\]\.payments|promotions\[\]/;

    it('every field that the captured webhooks have, but what is left out on purpose', () => {
      const captured = webhookFiles().map(capturedWebhook);
      const missing = Object.keys(toEvent).flatMap((kind) => {
        const told = fieldsOf(shop.receiver.taken, kind);
        return [...fieldsOf(captured, kind)].filter((field) => !told.has(field) && !leftOut.test(field));
      });

      expect(missing).to.deep.equal([]);
    });
  });
});

/** Where in the bodies of these webhooks there is something, such as `items[].tax_lines[].rate`. */
const fieldsOf = (
  webhooks: readonly { readonly entity_type: string; readonly entity: object | null }[],
  kind: string,
): Set<string> => {
  const found = new Set<string>();
  const look = (value: unknown, path: string): void => {
    found.add(path);
    if (Array.isArray(value)) for (const one of value) look(one, `${path}[]`);
    // What is in there is the shop's.
    else if (value !== null && typeof value === 'object' && !path.endsWith('metadata'))
      for (const [name, inner] of Object.entries(value)) look(inner, `${path}.${name}`);
  };
  for (const { entity_type, entity } of webhooks) if (entity_type === kind) look(entity, kind);
  return found;
};

import { expect } from 'chai';
import { eventually } from '../support/eventually.js';
import type { Session, ShopApi } from './support/shop-api.js';
import { Shop } from './support/shop.js';
import { WholeIsthmus } from './support/whole-isthmus.js';

/** So many rounds of all that happens below, each with people of its own; the documented run has more. */
const rounds = Number(process.env['WHOLE_WAY_ROUNDS'] ?? 1);

describe('the whole way, from a real Medusa to the ERPNext sandbox', function () {
  this.timeout(300_000 + rounds * 60_000);

  let isthmus: WholeIsthmus;
  let shop: Shop;
  let api: ShopApi;

  before(async () => {
    isthmus = await WholeIsthmus.start();
    shop = await Shop.open({ env: { ISTHMUS_URL: isthmus.url, ISTHMUS_SECRETS: isthmus.secret } });
    api = await shop.start();
  });

  after(async () => {
    await shop?.close();
    await isthmus?.stop();
  });

  const becomes = (...looks: Parameters<WholeIsthmus['becomes']>): Promise<void> => isthmus.becomes(...looks);

  const totalOf = async (order: string): Promise<number> =>
    (await api.admin<{ order: { total: number } }>('GET', `/orders/${order}?fields=total`)).order.total;

  const isOrdered = async (order: string): Promise<void> => {
    const total = await totalOf(order);
    await eventually(
      async () => {
        const [found, ...more] = await isthmus.documents('Sales Order', ['docstatus', 'grand_total'], order);
        expect(more).to.be.empty;
        expect(found).to.include({ docstatus: 1 });
        expect(found?.['grand_total']).to.be.closeTo(total, 0.03);
      },
      { withinMs: 90_000, everyMs: 500 },
    );
  };

  it('a customer is a Lead, then a Customer; addresses, orders and quotes are documents', async () => {
    const began = Date.now();
    for (let round = 0; round < rounds; round += 1) await allThatHappens();
    await shop.drained();
    const [row] = await shop.database.query<{ changes: number; entities: number }>(
      `select count(*)::int as changes, count(distinct (entity_type, entity_id))::int as entities from isthmus_outbox`,
    );
    console.log(
      `      ${rounds} rounds in ${Math.round((Date.now() - began) / 1_000)} s: ${row?.changes} changes of ${row?.entities} entities`,
    );
  });

  const allThatHappens = async (): Promise<void> => {
    const ada = await api.register({ company_name: `Smith & Daughters ${Date.now()}` });
    await becomes('Lead', ada.id, { first_name: 'Ada', email_id: ada.email });
    await api.call('POST', '/store/customers/me', { first_name: 'Augusta' }, ada.token);
    await becomes('Lead', ada.id, { first_name: 'Augusta' });
    await addresses(ada);

    const order = await api.order(ada);
    await isOrdered(order);
    await becomes('Customer', ada.id, { customer_group: 'Ecommerce Customer' });
    await api.admin('POST', `/orders/${order}/cancel`);
    await becomes('Sales Order', order, { docstatus: 2 });

    await quotes(await api.register());
    await isOrdered(await api.order({ email: `guest.${Date.now()}@shop.example` }));
  };

  const addresses = async (who: Session): Promise<void> => {
    const kept = await api.addAddress(who);
    const removed = await api.addAddress(who, { address_1: 'Gewerbepark Süd 12' });
    await becomes('Address', removed, { disabled: 0 });
    await api.call('DELETE', `/store/customers/me/addresses/${removed}`, undefined, who.token);
    await api.call('POST', `/store/customers/me/addresses/${kept}`, { city: 'Ulm' }, who.token);
    await becomes('Address', removed, { disabled: 1 });
    await becomes('Address', kept, { disabled: 0, city: 'Ulm' });
  };

  const quotes = async (who: Session): Promise<void> => {
    const decide = (id: string, decision: string) =>
      api.call('POST', `/store/shop-quotes/${id}`, { decision }, who.token);

    const refused = await api.requestQuote(who);
    await becomes('Quotation', refused.order_id, { docstatus: 0, status: 'Draft' });
    await api.admin('POST', `/shop-quotes/${refused.id}`, { decision: 'offer' });
    await decide(refused.id, 'reject');
    await becomes('Quotation', refused.order_id, { status: 'Lost' });

    const accepted = await api.requestQuote(who);
    await becomes('Quotation', accepted.order_id, { docstatus: 0, status: 'Draft' });
    await api.admin('POST', `/shop-quotes/${accepted.id}`, { decision: 'offer' });
    await decide(accepted.id, 'accept');
    await isOrdered(accepted.order_id);
    await becomes('Quotation', accepted.order_id, { docstatus: 1, status: 'Ordered' });

    const draft = await api.draft(who);
    await becomes('Quotation', draft, { docstatus: 0, status: 'Draft' });
    await api.admin('POST', `/draft-orders/${draft}/convert-to-order`);
    await isOrdered(draft);
  };
});

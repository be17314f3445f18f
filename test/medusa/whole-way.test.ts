import { expect } from 'chai';
import { mkdtemp, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { ErpNextHttpClient } from '#libs/erpnext/erpnext-http-client.js';
import { localWebhookSecret, startServices, type Services } from '../../cli/local/services.js';
import { startSurroundings, type Surroundings } from '../../cli/local/surroundings.js';
import { freePort } from '../../sandbox/servers/free-port.js';
import { eventually } from '../support/eventually.js';
import type { Session, ShopApi } from './support/shop-api.js';
import { Shop } from './support/shop.js';

/** So many rounds of all that happens below, each with people of its own; the documented run has more. */
const rounds = Number(process.env['WHOLE_WAY_ROUNDS'] ?? 1);

describe('the whole way, from a real Medusa to the ERPNext sandbox', function () {
  this.timeout(300_000 + rounds * 60_000);

  let folder: string;
  let surroundings: Surroundings | undefined;
  let services: Services | undefined;
  let shop: Shop;
  let api: ShopApi;
  let erpnext: ErpNextHttpClient;

  before(async () => {
    folder = await mkdtemp(join(tmpdir(), 'isthmus-whole-way-'));
    const say = () => {};
    const onCrash = (error: Error) => {
      throw error;
    };
    surroundings = await startSurroundings({
      env: { PATH: process.env['PATH'] },
      folder,
      keepDocuments: false,
      say,
      onCrash,
    });
    const env = { PATH: process.env['PATH'], NOTHING_TO_END_WAIT: '5s', ...surroundings.env };
    services = await startServices({
      env,
      bridgePort: await freePort(),
      logFolder: join(folder, 'logs'),
      say,
    });
    erpnext = new ErpNextHttpClient({ ...surroundings.erpnext, maxInFlight: 2, timeoutMs: 60_000 });
    shop = await Shop.open({
      env: {
        ISTHMUS_URL: `${services.bridge.url}/webhooks/medusa`,
        ISTHMUS_SECRETS: localWebhookSecret,
      },
    });
    api = await shop.start();
  });

  after(async () => {
    await shop?.close();
    erpnext?.close();
    await services?.stop();
    await surroundings?.stop();
    await rm(folder, { recursive: true, force: true });
  });

  const documents = (doctype: string, fields: string[], id: string) =>
    erpnext.list<Record<string, unknown>>(doctype, { fields, filters: [['medusa_id', '=', id]] });

  /** The one document of this kind that stands for it, once it looks like this. */
  const becomes = (doctype: string, id: string, looks: Record<string, unknown>): Promise<void> =>
    eventually(
      async () => {
        const found = await documents(doctype, Object.keys(looks), id);
        expect(found, `${doctype} of ${id}`).to.deep.equal([looks]);
      },
      { withinMs: 90_000, everyMs: 500 },
    );

  const totalOf = async (order: string): Promise<number> =>
    (await api.admin<{ order: { total: number } }>('GET', `/orders/${order}?fields=total`)).order.total;

  const isOrdered = async (order: string): Promise<void> => {
    const total = await totalOf(order);
    await eventually(
      async () => {
        const [found, ...more] = await documents('Sales Order', ['docstatus', 'grand_total'], order);
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

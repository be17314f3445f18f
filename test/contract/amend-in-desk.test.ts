import { expect } from 'chai';
import { runInNewContext } from 'node:vm';
import { amendScripts } from '../../cli/setup/client-scripts/empty-key-on-amend.js';
import type { Fields } from '#libs/erpnext/erpnext-client.js';
import { ErpNextSite } from '../support/erpnext-site.js';
import { orderPart, quotationEvent } from '../support/quotation-events.js';

type Document = Record<string, unknown>;

describe('A Sales Order that a person amends in Desk', () => {
  let site: ErpNextSite;
  const placed = (minutes: number) => {
    const version = Date.UTC(2026, 10, 23, 17, minutes);
    return quotationEvent(orderPart({ stage: 'APPROVED', isDraftOrder: false, version, updatedAt: version }));
  };
  const orders = (): Document[] => site.sandbox.documents('Sales Order');
  const theOrder = () => String(orders()[0]?.['name']);

  before(async () => (site = await ErpNextSite.start()));
  beforeEach(() => site.resetToShop());
  after(() => site.stop());

  /** As Desk does it: the copy has every field of the cancelled document, `no_copy` or not, and is new. */
  const copied = async (name: string): Promise<Document> => {
    const ofTheSite = [
      'name',
      'owner',
      'creation',
      'modified',
      'modified_by',
      'docstatus',
      'status',
      'idx',
      'doctype',
    ];
    const document = await site.admin.get('Sales Order', name);
    return {
      ...Object.fromEntries(Object.entries(document).filter(([field]) => !ofTheSite.includes(field))),
      amended_from: name,
    };
  };
  /** The form of the copy is shown, with the script of setup or without. */
  const shown = (doc: Document): Document => {
    const script = amendScripts.find(({ doctype }) => doctype === 'Sales Order')?.script ?? '';
    const on = (_doctype: string, { refresh }: { refresh: (form: object) => void }) =>
      refresh({
        doc,
        is_new: () => true,
        set_value: (field: string, value: unknown) => (doc[field] = value),
      });
    runInNewContext(script, { frappe: { ui: { form: { on } } } });
    return doc;
  };
  const cancelled = async () => {
    await site.member().orders.handle(placed(0));
    await site.admin.update('Sales Order', theOrder(), { docstatus: 2 });
    return theOrder();
  };

  it('could not be saved without the Client Script of setup', async () => {
    const amended = await copied(await cancelled());

    const refusal = await site.admin
      .insert('Sales Order', amended as Fields)
      .catch((error: Error) => error.name);

    expect(refusal).to.equal('DuplicateDocument');
  });

  it('is saved with it, keeps the id of its order, and stays that person’s', async () => {
    const amended = shown(await copied(await cancelled()));
    const { name } = await site.admin.insert('Sales Order', amended as Fields);
    await site.admin.update('Sales Order', name, { docstatus: 1 });

    const outcomes = await site.member().orders.handle(placed(5));

    expect(orders().map((order) => [order['docstatus'], order['medusa_id']])).to.deep.equal([
      [2, 'order_1'],
      [1, 'order_1'],
    ]);
    expect(outcomes.find(({ type }) => type === 'SalesOrderCreated')?.document?.name).to.equal(name);
  });
});

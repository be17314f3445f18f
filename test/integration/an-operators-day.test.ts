import { readFileSync } from 'node:fs';
import { expect } from 'chai';
import { ErpNextHttpClient } from '#libs/erpnext/erpnext-http-client.js';
import type { Checked } from '../../cli/doctor/run-checks.js';
import { eventually } from '../support/eventually.js';
import { Isthmus } from '../support/isthmus.js';
import { typedCommand, type Ended } from '../support/typed-command.js';

const webhooks = new URL('../../../test/fixtures/medusa/webhooks/', import.meta.url).pathname;
const services = ['webhook-bridge', 'lead-service', 'address-service', 'quotation-service'] as const;
const ada = 'cus_01M84MXY2B6M8D00YM5MY6KARG';

interface Fault {
  readonly found: RegExp;
  readonly plant?: (admin: ErpNextHttpClient) => Promise<unknown>;
  /** What is wrong in the environment. */
  readonly env?: Readonly<Record<string, string>>;
  /** The clicks of the mend; where there are none, a command or the environment is it. */
  readonly click?: (admin: ErpNextHttpClient) => Promise<unknown>;
}

const setting = (doctype: string, field: string, value: number) => (admin: ErpNextHttpClient) =>
  admin.update(doctype, doctype, { [field]: value });

const faults: readonly Fault[] = [
  { found: /ERPNEXT_LEED_OWNER is unknown/, env: { ERPNEXT_LEED_OWNER: 'x' } },
  { found: /SHOP_TIME_ZONE is not set/, env: { SHOP_TIME_ZONE: '' } },
  { found: /ERPNext lacks .*Other Ltd/, env: { ERPNEXT_COMPANY: 'Other Ltd' } },
  {
    found: /Custom Field Lead-medusa_id is not as setup makes it: unique was 0/,
    plant: (admin) =>
      admin.insert('Custom Field', { dt: 'Lead', fieldname: 'medusa_id', fieldtype: 'Data', label: 'Shop' }),
  },
  {
    found: /Country United States has no code/,
    plant: (admin) => admin.update('Country', 'United States', { code: '' }),
    click: (admin) => admin.update('Country', 'United States', { code: 'us' }),
  },
  {
    found: /Lead\.phone was made mandatory/,
    plant: (admin) =>
      admin.insert('Property Setter', {
        ...{ doctype_or_field: 'DocField', doc_type: 'Lead', field_name: 'phone' },
        ...{ property: 'reqd', property_type: 'Check', value: '1' },
      }),
    click: (admin) =>
      admin.call('frappe.client.delete', { doctype: 'Property Setter', name: 'Lead-phone-reqd' }),
  },
  {
    found: /Workflow "Approve orders" is active on Sales Order/,
    plant: (admin) =>
      admin.insert('Workflow', {
        ...{ workflow_name: 'Approve orders', document_type: 'Sales Order', is_active: 1 },
        workflow_state_field: 'workflow_state',
      }),
    click: (admin) => admin.update('Workflow', 'Approve orders', { is_active: 0 }),
  },
  {
    found: /two Leads may have the same e-mail/,
    plant: setting('CRM Settings', 'allow_lead_duplication_based_on_emails', 1),
    click: setting('CRM Settings', 'allow_lead_duplication_based_on_emails', 0),
  },
  {
    found: /an Item may stand only once on an order/,
    plant: setting('Selling Settings', 'allow_multiple_items', 0),
    click: setting('Selling Settings', 'allow_multiple_items', 1),
  },
  {
    found: /a price below the purchase price is refused/,
    plant: setting('Selling Settings', 'validate_selling_price', 1),
    click: setting('Selling Settings', 'validate_selling_price', 0),
  },
];

/** With what the README and the pages it leads to name, and nothing else. */
describe("An operator's day", function () {
  this.timeout(180_000);
  let isthmus: Isthmus;
  let admin: ErpNextHttpClient;
  let env: Record<string, string>;

  before(async () => {
    isthmus = await Isthmus.start({ setUp: false });
    admin = new ErpNextHttpClient({
      ...{ url: isthmus.sandbox.url, apiKey: 'admin', apiSecret: 'admin' },
      ...{ maxInFlight: 1, timeoutMs: 20_000 },
    });
    for (const { plant } of faults) await plant?.(admin);
    const administrator = { ERPNEXT_ADMIN_API_KEY: 'admin', ERPNEXT_ADMIN_API_SECRET: 'admin' };
    env = Object.assign({ ...isthmus.env, ...administrator }, ...faults.map((fault) => fault.env ?? {}));
  });
  after(async () => {
    admin.close();
    await isthmus.stop();
  });

  /** A command takes seconds where much else runs. */
  const inTheEnd = (look: () => Promise<void>) => eventually(look, { withinMs: 60_000 });
  const typed = (...args: string[]): Promise<Ended> => typedCommand(env, ...args).ended;
  const troubles = async () => {
    const { code, stdout, stderr } = await typed('doctor', '--json');
    expect(stderr).to.equal('');
    const findings = (JSON.parse(stdout) as Checked[]).flatMap((checked) => checked.findings);
    return { code, findings: findings.filter(({ level }) => level !== 'fine') };
  };
  const send = async (file: string, bridge: string) => {
    const { stdout } = await typed('sign', `${webhooks}${file}`, '--json');
    const { headers } = JSON.parse(stdout) as { headers: Record<string, string> };
    const response = await fetch(`${bridge}/webhooks/medusa`, {
      method: 'POST',
      headers: { ...headers, 'content-type': 'application/json' },
      body: readFileSync(`${webhooks}${file}`),
    });
    expect(response.status).to.equal(202);
  };

  it('begins with ten faults on a stock site and ends with the answer where an order is', async () => {
    const ill = await troubles();
    expect(ill.code).to.equal(1);
    for (const { found } of faults)
      expect(
        ill.findings.filter(({ what }) => found.test(what)),
        String(found),
      ).to.have.length(1);
    expect(ill.findings.filter(({ mend }) => !mend)).to.deep.equal([]);

    env = { ...isthmus.env, ERPNEXT_ADMIN_API_KEY: 'admin', ERPNEXT_ADMIN_API_SECRET: 'admin' };
    env['SHOP_TIME_ZONE'] = 'America/New_York';
    for (const { click } of faults) await click?.(admin);
    expect((await typed('setup', '--demo-data')).code).to.equal(0);
    const [bridge] = await Promise.all(services.map((service) => isthmus.run(service, zone(env))));
    expect(await troubles()).to.deep.equal({ code: 0, findings: [] });

    await admin.insert('Customer', { customer_name: 'Smith & Daughters', customer_type: 'Company' });
    await admin.update('Item', 'PJACK-25', { disabled: 1 });
    await send('customer.created/us-company.json', bridge?.url ?? '');
    await inTheEnd(async () => {
      const { stdout } = await typed('unlinked', '--suggest');
      expect(stdout).to.include(`npx isthmus link ${ada} "Smith & Daughters"`);
    });
    const linked = await typed('link', ada, 'Smith & Daughters', '--yes');
    expect(linked.stderr).to.include(`Linked: ${ada}, Smith & Daughters.`);

    await send('order.placed/us.json', bridge?.url ?? '');
    await inTheEnd(async () => {
      const { stdout } = await typed('customer', ada);
      expect(stdout).to.match(/order_\w+: not in ERPNext\n.*: parked, ITEM_UNKNOWN: .* Mend: Make the Item/);
    });
    expect((await typed('dead-letters', 'list')).stdout).to.match(/^ITEM_UNKNOWN {2}1 dead letter of 1 key/);
    await admin.update('Item', 'PJACK-25', { disabled: 0 });
    const back = await typed('dead-letters', 'redrive', '--cause', 'ITEM_UNKNOWN', '--apply', '--yes');
    expect(back.stdout).to.equal('1 record sent back, 1 dead letter settled.\n');

    await inTheEnd(async () => {
      const { stdout } = await typed('customer', 'ada@smith-daughters.example');
      expect(stdout).to.match(/\n {2}order_\w+: Sales Order SAL-ORD-\d+-\d+, To Deliver and Bill\n/);
      expect(stdout).to.match(/Customer +Smith & Daughters +enabled/);
    });
  });
});

const zone = ({ SHOP_TIME_ZONE = '' }: Readonly<Record<string, string>>) => ({ SHOP_TIME_ZONE });

import { expect } from 'chai';
import { customFields } from '#libs/erpnext/custom-fields.js';
import { ErpNextHttpClient } from '#libs/erpnext/erpnext-http-client.js';
import { examine } from '../../cli/doctor.js';
import { readDoctorConfig } from '../../cli/doctor/config.js';
import type { Finding, Level } from '../../cli/doctor/finding.js';
import { countOf, type Checked } from '../../cli/doctor/run-checks.js';
import { setUpClientScripts } from '../../cli/setup/client-script-setup.js';
import { setUpCustomFields } from '../../cli/setup/custom-field-setup.js';
import { setUpDemoShop } from '../../cli/setup/demo-setup.js';
import { setUpMasters } from '../../cli/setup/master-setup.js';
import { startErpNextSandbox, type ErpNextSandbox } from '../../sandbox/erpnext/erpnext-sandbox.js';

type Env = Readonly<Record<string, string>>;

interface PlantedFault {
  readonly fault: string;
  readonly plant?: (admin: ErpNextHttpClient) => Promise<unknown>;
  readonly env?: Env;
  readonly level?: Level;
  readonly found: RegExp;
  readonly mend: RegExp;
}

const single = (doctype: string, fields: Record<string, string | number>) => (admin: ErpNextHttpClient) =>
  admin.update(doctype, doctype, fields);
const removed = (doctype: string, name: string) => (admin: ErpNextHttpClient) =>
  admin.call('frappe.client.delete', { doctype, name });
const changedField = (name: string, fields: Record<string, string | number>) => (admin: ErpNextHttpClient) =>
  admin.update('Custom Field', name, fields);

const faults: readonly PlantedFault[] = [
  {
    fault: 'the credentials of the integration user',
    env: { ERPNEXT_API_SECRET: 'other' },
    found: /^ERPNEXT_CREDENTIALS/,
    mend: /Generate a new API secret/,
  },
  {
    fault: 'a user without roles',
    env: { ERPNEXT_API_KEY: 'norole', ERPNEXT_API_SECRET: 'norole' },
    found: /norole@example.com may not read Lead, Customer/,
    mend: /Roles: tick Sales User and Sales Manager/,
  },
  {
    fault: 'a role that is missing',
    env: { ERPNEXT_API_KEY: 'salesuser', ERPNEXT_API_SECRET: 'salesuser' },
    found: /salesuser@example.com lacks the role Sales Manager/,
    mend: /User › salesuser@example.com › Roles: tick Sales Manager/,
  },
  {
    fault: 'the Administrator as the integration user',
    env: { ERPNEXT_API_KEY: 'admin', ERPNEXT_API_SECRET: 'admin' },
    level: 'warning',
    found: /ERPNEXT_API_KEY is the Administrator/,
    mend: /Make a user for Isthmus/,
  },
  {
    fault: 'a Custom Field that is missing',
    plant: removed('Custom Field', 'Lead-medusa_email'),
    found: /Custom Field Lead-medusa_email is missing/,
    mend: /^npx isthmus setup/,
  },
  {
    fault: 'a Custom Field that is not unique',
    plant: changedField('Customer-medusa_id', { unique: 0 }),
    found: /Custom Field Customer-medusa_id is not as setup makes it: unique was 0/,
    mend: /^npx isthmus setup/,
  },
  {
    fault: 'a Custom Field that says unique and has no index, because texts stand in the way',
    plant: async (admin) => {
      await changedField('Lead-medusa_id', { unique: 0 })(admin);
      for (const first_name of ['Ida', 'Ana']) await admin.insert('Lead', { first_name, medusa_id: '' });
      await changedField('Lead-medusa_id', { unique: 1 })(admin).catch(() => undefined);
    },
    found: /Custom Field Lead-medusa_id is not as setup makes it: 2 empty texts/,
    mend: /^npx isthmus setup/,
  },
  {
    fault: 'two documents that share an id',
    plant: async (admin) => {
      await changedField('Lead-medusa_id', { unique: 0 })(admin);
      for (const first_name of ['Ida', 'Ana']) await admin.insert('Lead', { first_name, medusa_id: 'cus_1' });
    },
    found: /Custom Field Lead-medusa_id is not what Isthmus needs/,
    mend: /these Lead documents share a value.*CRM-LEAD.*and CRM-LEAD.*run setup again/i,
  },
  {
    fault: 'a Custom Field of another type',
    plant: async (admin) => {
      await removed('Custom Field', 'Address-medusa_deleted')(admin);
      await admin.insert('Custom Field', {
        dt: 'Address',
        fieldname: 'medusa_deleted',
        fieldtype: 'Data',
        label: 'x',
      });
    },
    found: /Custom Field Address-medusa_deleted is not what Isthmus needs/,
    mend: /It is a Data, not a Check; rename or delete it/,
  },
  {
    fault: 'a missing Customer Group',
    plant: removed('Customer Group', 'Ecommerce Customer'),
    found: /Customer Group Ecommerce Customer is missing/,
    mend: /^npx isthmus setup/,
  },
  {
    fault: 'a disabled Sales Person',
    plant: (admin) => admin.update('Sales Person', 'Website Sales', { enabled: 0 }),
    found: /Sales Person Website Sales is not what Isthmus needs/,
    mend: /Set enabled to 1 in ERPNext/,
  },
  {
    fault: 'a missing Lead Source',
    plant: removed('Lead Source', 'Medusa'),
    found: /Lead Source Medusa is missing/,
    mend: /^npx isthmus setup/,
  },
  {
    fault: 'a Client Script that was changed',
    plant: (admin) => admin.update('Client Script', 'Isthmus: amend Quotation', { enabled: 0 }),
    found: /Client Script Isthmus: amend Quotation is not what Isthmus needs/,
    mend: /enable it/,
  },
  {
    fault: 'a field that the site made mandatory',
    plant: (admin) =>
      admin.insert('Property Setter', {
        doctype_or_field: 'DocField',
        doc_type: 'Lead',
        field_name: 'phone',
        property: 'reqd',
        property_type: 'Check',
        value: '1',
      }),
    found: /Lead\.phone was made mandatory/,
    mend: /Customize Form › Lead › phone: untick Mandatory/,
  },
  {
    fault: 'a mandatory Custom Field of the site',
    plant: (admin) =>
      admin.insert('Custom Field', {
        dt: 'Sales Order',
        fieldname: 'custom_project_code',
        fieldtype: 'Data',
        label: 'Project Code',
        reqd: 1,
      }),
    found: /Sales Order\.custom_project_code was made mandatory/,
    mend: /Customize Form › Sales Order › custom_project_code/,
  },
  {
    fault: 'a Workflow',
    plant: (admin) =>
      admin.insert('Workflow', {
        workflow_name: 'Approve orders',
        document_type: 'Sales Order',
        is_active: 1,
        workflow_state_field: 'workflow_state',
      }),
    found: /Workflow "Approve orders" is active on Sales Order/,
    mend: /Workflow › Approve orders: untick Is Active/,
  },
  {
    fault: 'a Server Script',
    plant: (admin) =>
      admin.insert('Server Script', {
        name: 'Check Customer',
        script_type: 'DocType Event',
        reference_doctype: 'Customer',
        doctype_event: 'Before Save',
        script: 'pass',
      }),
    level: 'warning',
    found: /Server Script "Check Customer" runs on each save of a Customer/,
    mend: /Server Script › Check Customer/,
  },
  {
    fault: 'two Leads of one e-mail allowed',
    plant: single('CRM Settings', { allow_lead_duplication_based_on_emails: 1 }),
    level: 'warning',
    found: /two Leads may have the same e-mail/,
    mend: /CRM Settings: untick "Allow Lead Duplication/,
  },
  {
    fault: 'one line an Item',
    plant: single('Selling Settings', { allow_multiple_items: 0 }),
    found: /an Item may stand only once on an order/,
    mend: /Selling Settings › .*tick "Allow Item to be Added Multiple Times/,
  },
  {
    fault: 'prices that ERPNext checks',
    plant: single('Selling Settings', { validate_selling_price: 1 }),
    level: 'warning',
    found: /a price below the purchase price is refused/,
    mend: /untick "Validate Selling Price/,
  },
  {
    fault: 'Customers named in a way of their own',
    plant: single('Selling Settings', { cust_master_name: 'Auto Name' }),
    level: 'warning',
    found: /Customers are named by "Auto Name"/,
    mend: /Customer Naming By: choose/,
  },
  {
    fault: 'snapshot isolation of MariaDB',
    plant: (admin) =>
      admin.insert('Error Log', {
        method: 'QueryDeadlockError',
        error:
          'pymysql.err.OperationalError: (1020, "Record has changed since last read in table \'tabSeries\'")',
      }),
    level: 'warning',
    found: /innodb_snapshot_isolation=ON/,
    mend: /SET GLOBAL innodb_snapshot_isolation=OFF/,
  },
  {
    fault: 'a Country without a code',
    plant: (admin) => admin.update('Country', 'Germany', { code: '' }),
    found: /Country Germany has no code/,
    mend: /Country › Germany: enter the two letters/,
  },
  {
    fault: 'two Countries of one code',
    plant: (admin) => admin.update('Country', 'Austria', { code: 'de' }),
    found: /Austria and Germany share the code de/,
    mend: /correct the Code/,
  },
  {
    fault: 'a Territory in the configuration that is not on the site',
    env: { ERPNEXT_TERRITORIES: 'de=Mitteleuropa' },
    found: /ERPNEXT_TERRITORIES names the Territory "Mitteleuropa"/,
    mend: /Territory › New/,
  },
  {
    fault: 'a time zone that nobody chose',
    env: { SHOP_TIME_ZONE: '' },
    level: 'warning',
    found: /SHOP_TIME_ZONE is not set.* the site is in America\/New_York/,
    mend: /^SHOP_TIME_ZONE=America\/New_York/,
  },
  {
    fault: 'a time zone of the site that is none',
    plant: single('System Settings', { time_zone: 'Middle/Earth' }),
    found: /the site's time zone is "Middle\/Earth"/,
    mend: /System Settings › Time Zone/,
  },
  {
    fault: 'a company that is not there',
    env: { ERPNEXT_COMPANY: 'Other Ltd' },
    found: /ERPNext lacks .*Other Ltd/,
    mend: /Add it in ERPNext, or name another/,
  },
  {
    fault: 'a price list that is not there',
    env: { ERPNEXT_PRICE_LISTS: '*=Webshop' },
    found: /ERPNext lacks Price List "Webshop" \(ERPNEXT_PRICE_LISTS\)/,
    mend: /Add it in ERPNext/,
  },
  {
    fault: 'an account that is not there',
    env: { ERPNEXT_TAX_ACCOUNTS: '*=Umsatzsteuer' },
    found: /ERPNext lacks Account "Umsatzsteuer" of .* \(ERPNEXT_TAX_ACCOUNTS\)/,
    mend: /Add it in ERPNext/,
  },
  {
    fault: 'an Item that is not there',
    env: { UNKNOWN_ITEM: 'fallback', FALLBACK_ITEM: 'MISC' },
    found: /ERPNext lacks .*MISC/,
    mend: /Add it in ERPNext/,
  },
  {
    fault: 'an owner of Leads who is no user',
    env: { ERPNEXT_LEAD_OWNER: 'gone@example.com' },
    found: /ERPNEXT_LEAD_OWNER is no enabled user/,
    mend: /leave it empty/,
  },
  {
    fault: 'a variable that is misspelt',
    env: { ERPNEXT_LEED_OWNER: 'x' },
    found: /ERPNEXT_LEED_OWNER is unknown; did you mean ERPNEXT_LEAD_OWNER/,
    mend: /Correct it in the environment \(ERPNEXT_LEED_OWNER\)/,
  },
];

describe('isthmus doctor on ERPNext', () => {
  let sandbox: ErpNextSandbox;
  let admin: ErpNextHttpClient;

  const environment = (more: Env = {}): Env => ({
    ERPNEXT_URL: sandbox.url,
    ERPNEXT_API_KEY: 'integration',
    ERPNEXT_API_SECRET: 'integration',
    ERPNEXT_ADMIN_API_KEY: 'admin',
    ERPNEXT_ADMIN_API_SECRET: 'admin',
    ERPNEXT_TIMEOUT: '2s',
    SHOP_TIME_ZONE: 'America/New_York',
    ...more,
  });
  const examined = async (more: Env = {}): Promise<Checked[]> => {
    const config = readDoctorConfig(environment(more));
    // Kafka and the registry are looked at in a test of their own.
    const problems = config.problems.filter((problem) => !/^(KAFKA|SCHEMA_REGISTRY)_/.test(problem));
    return examine({ ...config, problems });
  };
  const troubles = (results: readonly Checked[]): Finding[] =>
    results.flatMap(({ findings }) => findings).filter(({ level }) => level !== 'fine');
  const setUp = async () => {
    await setUpCustomFields(admin, customFields, { dryRun: false });
    await setUpMasters(admin, { dryRun: false });
    await setUpClientScripts(admin, { dryRun: false });
    await setUpDemoShop(admin, { company: undefined, dryRun: false });
  };

  before(async () => {
    sandbox = await startErpNextSandbox();
    admin = new ErpNextHttpClient({
      url: sandbox.url,
      apiKey: 'admin',
      apiSecret: 'admin',
      maxInFlight: 1,
      timeoutMs: 5_000,
    });
  });
  beforeEach(async () => {
    sandbox.reset();
    await setUp();
  });
  after(async () => {
    admin.close();
    await sandbox.stop();
  });

  it('finds nothing on a site that setup was done on, and writes nothing', async () => {
    sandbox.requests.reset();

    expect(troubles(await examined())).to.deep.equal([]);

    const writes = sandbox.requests
      .last()
      .filter(({ method, path }) => method !== 'GET' && !path.startsWith('/api/method/'));
    expect(writes).to.deep.equal([]);
  });

  for (const { fault, plant, env, level = 'wrong', found, mend } of faults) {
    it(`finds ${fault}, with its mend`, async () => {
      await plant?.(admin);

      const [finding] = troubles(await examined(env)).filter(({ what }) => found.test(what));

      expect(finding).to.include({ level });
      expect(finding?.mend).to.match(mend);
    });
  }

  it('finds an ERPNext that does not answer, once', async () => {
    const findings = troubles(await examined({ ERPNEXT_URL: 'http://127.0.0.1:9' }));

    expect(findings).to.have.length(1);
    expect(findings[0]?.what).to.match(/^ERPNEXT_UNAVAILABLE: No answer from/);
    expect(findings[0]?.mend).to.match(/Bring ERPNext back/);
  });

  it('finds an administrator whose keys are wrong, or who is none', async () => {
    const [refused] = troubles(await examined({ ERPNEXT_ADMIN_API_SECRET: 'other' }));
    const [none] = troubles(
      await examined({ ERPNEXT_ADMIN_API_KEY: 'salesuser', ERPNEXT_ADMIN_API_SECRET: 'salesuser' }),
    );

    expect(refused?.what).to.match(/does not accept ERPNEXT_ADMIN_API_KEY/);
    expect(none?.what).to.match(/is no System Manager/);
  });

  it("finds aerele's app, whose hooks would fire on our writes", async () => {
    await fetch(`${sandbox.url}/sandbox/apps`, {
      method: 'POST',
      body: JSON.stringify({ name: 'medusa_integration' }),
    });

    const [finding] = troubles(await examined());

    expect(finding?.what).to.match(/app medusa_integration is installed/);
    expect(finding?.mend).to.equal('bench --site <site> uninstall-app medusa_integration');
  });

  it('finds a clock that is wrong', async () => {
    const fast = await startErpNextSandbox({ nowMs: () => Date.now() + 120_000 });

    const [finding] = troubles(await examined({ ERPNEXT_URL: fast.url }));
    await fast.stop();

    expect(finding?.what).to.match(/clock of ERPNext's host is (119|120|121) s ahead/);
    expect(finding?.mend).to.match(/timedatectl set-ntp true/);
  });

  it('says what it could not look at without an administrator, and what is missing all the same', async () => {
    await removed('Custom Field', 'Lead-medusa_email')(admin);

    const results = await examined({ ERPNEXT_ADMIN_API_KEY: '', ERPNEXT_ADMIN_API_SECRET: '' });

    expect(troubles(results).map(({ level, what }) => [level, what])).to.deep.equal([
      ['wrong', 'ERPNext lacks Lead.medusa_email.'],
      [
        'warning',
        'what only an administrator may read: roles, whether Custom Fields are unique, mandatory fields, Workflows, scripts, CRM Settings, the Error Log',
      ],
    ]);
  });

  it('finds ten faults at once, and is green when each was mended as it said', async () => {
    const planted = [
      'a Custom Field that is missing',
      'a Custom Field that says unique and has no index, because texts stand in the way',
      'a missing Customer Group',
      'a missing Lead Source',
      'a field that the site made mandatory',
      'a Workflow',
      'two Leads of one e-mail allowed',
      'one line an Item',
      'a Country without a code',
      'prices that ERPNext checks',
    ];
    const chosen = faults.filter(({ fault }) => planted.includes(fault));
    for (const { plant } of chosen) await plant?.(admin);

    const found = troubles(await examined());
    for (const { found: text, fault } of chosen)
      expect(
        found.some(({ what }) => text.test(what)),
        fault,
      ).to.equal(true);

    await removed('Property Setter', 'Lead-phone-reqd')(admin);
    await setUp();
    await admin.update('Workflow', 'Approve orders', { is_active: 0 });
    await single('CRM Settings', { allow_lead_duplication_based_on_emails: 0 })(admin);
    await single('Selling Settings', { allow_multiple_items: 1, validate_selling_price: 0 })(admin);
    await admin.update('Country', 'Germany', { code: 'de' });
    const after = await examined();
    expect(troubles(after)).to.deep.equal([]);
    expect(countOf(after, 'fine')).to.be.greaterThan(10);
  });
});

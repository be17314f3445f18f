import { expect } from 'chai';
import { customFields } from '#libs/erpnext/custom-fields.js';
import { ErpNextHttpClient } from '#libs/erpnext/erpnext-http-client.js';
import { setUpClientScripts } from '../../cli/setup/client-script-setup.js';
import { setUpCustomFields } from '../../cli/setup/custom-field-setup.js';
import { setUpDemoShop } from '../../cli/setup/demo-setup.js';
import type { Finding } from '../../cli/setup/finding.js';
import { setUpMasters } from '../../cli/setup/master-setup.js';
import { startErpNextSandbox, type ErpNextSandbox } from '../../sandbox/erpnext/erpnext-sandbox.js';

const leadId = 'Lead-medusa_id';

describe('isthmus setup on ERPNext', () => {
  let sandbox: ErpNextSandbox;
  let erpnext: ErpNextHttpClient;

  beforeEach(async () => {
    sandbox = await startErpNextSandbox();
    const { url } = sandbox;
    erpnext = new ErpNextHttpClient({
      url,
      apiKey: 'admin',
      apiSecret: 'admin',
      maxInFlight: 1,
      timeoutMs: 5000,
    });
  });

  afterEach(async () => {
    erpnext.close();
    await sandbox.stop();
  });

  const setUp = async ({ dryRun = false } = {}) => [
    ...(await setUpCustomFields(erpnext, customFields, { dryRun })),
    ...(await setUpMasters(erpnext, { dryRun })),
    ...(await setUpClientScripts(erpnext, { dryRun })),
  ];
  const states = (findings: Finding[]) => [...new Set(findings.map(({ state }) => state))];
  const findingOf = (findings: Finding[], wanted: string) => findings.find(({ name }) => name === wanted);

  /** As the aerele app leaves it: the field is there, but not unique. */
  const leadsWithPlainId = async (...ids: string[]) => {
    await erpnext.insert('Custom Field', {
      dt: 'Lead',
      fieldname: 'medusa_id',
      fieldtype: 'Data',
      label: 'Id',
    });
    for (const [index, id] of ids.entries()) {
      await erpnext.insert('Lead', { first_name: `Person ${index}`, medusa_id: id });
    }
  };
  /** What becomes of a second Lead with the same id. */
  const secondLead = () =>
    erpnext.insert('Lead', { first_name: 'Second', medusa_id: 'cus_1' }).then(
      () => 'accepted',
      (error: Error) => error.name,
    );

  it('makes everything, and finds all of it there the next time', async () => {
    expect(states(await setUp())).to.deep.equal(['made']);
    expect(states(await setUp())).to.deep.equal(['already there']);

    await erpnext.insert('Lead', { first_name: 'First', medusa_id: 'cus_1' });
    expect(await secondLead()).to.equal('DuplicateDocument');
  });

  it('changes nothing on a dry run', async () => {
    const before = sandbox.state();

    expect(states(await setUp({ dryRun: true }))).to.deep.equal(['would be made']);
    expect(sandbox.state()).to.deep.equal(before);
  });

  it('makes an existing field unique although empty texts stand in the way', async () => {
    await leadsWithPlainId('cus_1', '', '');

    const finding = findingOf(await setUp(), leadId);

    expect(finding).to.include({ state: 'mended' });
    expect(finding?.detail).to.contain('unique was 0').and.contain('2 empty texts');
    expect(await secondLead()).to.equal('DuplicateDocument');
    expect(states(await setUp())).to.deep.equal(['already there']);
  });

  it('refuses to make a field unique over duplicates, and names the documents', async () => {
    await leadsWithPlainId('cus_1', 'CUS_1', 'cus_2');
    const [first, second, third] = sandbox.documents('Lead').map(({ name }) => name);

    const findings = await setUp();

    expect(findingOf(findings, leadId)).to.include({ state: 'differs' });
    expect(findingOf(findings, leadId)?.detail)
      .to.contain(`${first} and ${second}`)
      .and.not.contain(String(third));
    expect(findings.filter(({ state }) => state === 'differs')).to.have.length(1);
    expect(await secondLead()).to.equal('accepted');
  });

  it('builds the index that is missing behind a field which only says that it is unique', async () => {
    await leadsWithPlainId('', '');
    await erpnext.update('Custom Field', leadId, { unique: 1 }).catch(() => undefined);
    await erpnext.insert('Lead', { first_name: 'First', medusa_id: 'cus_1' });

    expect(findingOf(await setUp(), leadId)).to.include({ state: 'mended' });
    expect(await secondLead()).to.equal('DuplicateDocument');
  });

  it('does not touch a field of another type', async () => {
    await erpnext.insert('Custom Field', {
      dt: 'Lead',
      fieldname: 'medusa_id',
      fieldtype: 'Int',
      label: 'Medusa',
    });

    const findings = await setUp();

    expect(findingOf(findings, leadId)?.detail).to.contain('Int, not a Data');
    expect(findings.filter(({ state }) => state === 'made')).to.have.length(findings.length - 1);
  });

  it('makes what the captured shop sells and is taxed with, and finds it there the next time', async () => {
    const demoShop = (dryRun = false) => setUpDemoShop(erpnext, { dryRun });
    const before = sandbox.state();
    // What a standard chart of accounts and price list have already.
    const standard = ['Nos', 'Freight and Forwarding Charges', 'Standard Selling'];
    const others = (findings: Finding[]) => findings.filter(({ name }) => !standard.includes(name));

    expect(states(others(await demoShop(true)))).to.deep.equal(['would be made']);
    expect(sandbox.state()).to.deep.equal(before);
    expect(states(others(await demoShop()))).to.deep.equal(['made']);
    expect(states(await demoShop())).to.deep.equal(['already there']);

    expect(sandbox.documents('Account').find(({ name }) => name === 'VAT - MT')).to.include({
      parent_account: 'Duties and Taxes - MT',
      root_type: 'Liability',
    });
    expect(sandbox.documents('Item Tax Template').map(({ name }) => name)).to.include('VAT 7 - MT');
  });

  it('asks which company sells when the site has several', async () => {
    await erpnext.insert('Company', { company_name: 'Second Ltd', abbr: 'SL', default_currency: 'EUR' });
    const errorOf = (company?: string) =>
      setUpDemoShop(erpnext, { dryRun: false, company }).then(
        () => undefined,
        (error: Error) => error.message,
      );

    expect(await errorOf()).to.contain('ERPNEXT_COMPANY');
    expect(await errorOf('Third Ltd')).to.contain('Third Ltd');
    expect(await errorOf('Medusa Trading')).to.equal(undefined);
  });

  it('leaves a Client Script that was changed on the site as it is, and says so', async () => {
    await setUp();
    const name = 'Isthmus: amend Quotation';
    const theirs = "frappe.ui.form.on('Quotation', {});";
    await erpnext.update('Client Script', name, { script: theirs });

    expect(findingOf(await setUp(), name)).to.include({ kind: 'Client Script', state: 'differs' });
    expect((await erpnext.get('Client Script', name))['script']).to.equal(theirs);
  });

  it('takes a Client Script for ours whatever line ends and blanks an editor has made of it', async () => {
    await setUp();
    const name = 'Isthmus: amend Quotation';
    const { script } = await erpnext.get('Client Script', name);
    await erpnext.update('Client Script', name, { script: `${String(script).replaceAll('\n', '\r\n')}\n` });

    expect(findingOf(await setUp(), name)).to.include({ state: 'already there' });
  });

  it('says of each thing that it failed when the user is no administrator', async () => {
    const { url } = sandbox;
    const options = { apiKey: 'integration', apiSecret: 'integration', maxInFlight: 1, timeoutMs: 5000 };
    const integration = new ErpNextHttpClient({ url, ...options });

    const masters = await setUpMasters(integration, { dryRun: false });

    expect(findingOf(masters, 'Ecommerce Customer')).to.include({ state: 'failed' });
    integration.close();
  });
});

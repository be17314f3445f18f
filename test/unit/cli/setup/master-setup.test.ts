import { expect } from 'chai';
import { setUpMasters } from '../../../../cli/setup/master-setup.js';
import { FakeSite } from '../../../support/fake-site.js';

describe('setUpMasters', () => {
  const germanSite = () =>
    new FakeSite((_, fields) => String(Object.values(fields)[0]))
      .has('Customer Group', { name: 'Alle Kundengruppen', is_group: 1 })
      .has('Sales Person', { name: 'Vertrieb', is_group: 1 });

  it('hangs group and sales person under the root of their tree, whatever its name', async () => {
    const site = germanSite();

    const findings = await setUpMasters(site, { dryRun: false });

    expect(findings.every(({ state }) => state === 'made')).to.equal(true);
    expect(site.all('Customer Group')[1]).to.include({
      customer_group_name: 'Ecommerce Customer',
      parent_customer_group: 'Alle Kundengruppen',
      is_group: 0,
    });
    expect(site.all('Sales Person')[1]).to.include({ parent_sales_person: 'Vertrieb', enabled: 1 });
  });

  it('says what to do when the site has no tree to hang them into', async () => {
    const site = new FakeSite((_, fields) => String(Object.values(fields)[0]));

    const findings = await setUpMasters(site, { dryRun: false });

    const failed = findings.filter(({ state }) => state === 'failed');
    expect(failed.map(({ kind }) => kind)).to.deep.equal(['Customer Group', 'Sales Person']);
    expect(failed[0]?.detail).to.contain('setup wizard');
  });

  it('leaves one that people of the site have changed, and says what is wrong with it', async () => {
    const site = germanSite().has('Sales Person', { name: 'Website Sales', is_group: 0, enabled: 0 });

    const findings = await setUpMasters(site, { dryRun: false });

    expect(findings.find(({ name }) => name === 'Website Sales')).to.deep.equal({
      kind: 'Sales Person',
      name: 'Website Sales',
      state: 'differs',
      detail: 'set enabled to 1 in ERPNext',
    });
  });
});

import { expect } from 'chai';
import type { CustomField } from '#libs/erpnext/custom-fields.js';
import { setUpCustomFields } from '../../../../cli/setup/custom-field-setup.js';
import { FakeSite } from '../../../support/fake-site.js';

describe('setUpCustomFields', () => {
  const id: CustomField = {
    doctype: 'Lead',
    fieldname: 'medusa_id',
    label: 'Medusa ID',
    fieldtype: 'Data',
    unique: true,
  };
  const fieldSite = () =>
    new FakeSite((_, fields) => `${String(fields['dt'])}-${String(fields['fieldname'])}`);
  const asMade = {
    ...{ name: 'Lead-medusa_id', fieldtype: 'Data', creation: '1', modified: '1' },
    ...{ unique: 1, search_index: 0, hidden: 0, in_standard_filter: 0, allow_on_submit: 0 },
    ...{ read_only: 1, no_copy: 1, print_hide: 1 },
  };
  const setUp = (site: FakeSite, dryRun = false) => setUpCustomFields(site, [id], { dryRun });

  it('makes a field that people see but do not edit, copy or print', async () => {
    const site = fieldSite();

    expect(await setUp(site)).to.deep.equal([
      { kind: 'Custom Field', name: 'Lead-medusa_id', state: 'made' },
    ]);
    expect(site.all('Custom Field')[0]).to.include({
      dt: 'Lead',
      insert_after: 'title',
      ...{ unique: 1, read_only: 1, no_copy: 1, print_hide: 1, hidden: 0 },
    });
  });

  it('leaves a field that is as it should be alone', async () => {
    const site = fieldSite().has('Custom Field', { ...asMade });

    expect((await setUp(site))[0]).to.include({ state: 'already there' });
    expect(site.writes).to.deep.equal([]);
  });

  it('clears empty texts before it sets unique, because ERPNext would set the flag and fail at the index', async () => {
    const site = fieldSite()
      .has('Custom Field', { ...asMade, unique: 0 })
      .has(
        'Lead',
        { name: 'L1', medusa_id: '' },
        { name: 'L2', medusa_id: null },
        { name: 'L3', medusa_id: 'a' },
      );

    expect((await setUp(site))[0]).to.include({ state: 'mended' });
    expect(site.writes).to.have.length(2);
    expect(site.writes[0]).to.equal('update Lead L1 medusa_id');
    expect(site.writes[1]).to.contain('update Custom Field Lead-medusa_id unique');
  });

  it('writes nothing over duplicates, and takes for equal what MariaDB takes for equal', async () => {
    const site = fieldSite()
      .has('Custom Field', { ...asMade, unique: 0 })
      .has(
        'Lead',
        { name: 'L1', medusa_id: 'cus_é' },
        { name: 'L2', medusa_id: 'CUS_E ' },
        { name: 'L3', medusa_id: '' },
      );

    const [finding] = await setUp(site);

    expect(finding?.state).to.equal('differs');
    expect(finding?.detail).to.contain('L1 and L2');
    expect(site.writes).to.deep.equal([]);
  });

  it('takes back a "unique" that duplicates prove to be without an index', async () => {
    const site = fieldSite()
      .has('Custom Field', { ...asMade, modified: '2' })
      .has('Lead', { name: 'L1', medusa_id: 'a' }, { name: 'L2', medusa_id: 'a' });

    expect((await setUp(site))[0]).to.include({ state: 'differs' });
    expect(site.all('Custom Field')[0]).to.include({ unique: 0 });
  });

  it('saves a field again whose "unique" came after its column, so that ERPNext makes a missing index', async () => {
    const site = fieldSite().has('Custom Field', { ...asMade, modified: '2' });

    expect((await setUp(site))[0]).to.include({ state: 'already there' });
    expect(site.writes).to.have.length(1);
  });

  it('only says what it would do on a dry run', async () => {
    const site = fieldSite()
      .has('Custom Field', { ...asMade, unique: 0 })
      .has('Lead', { name: 'L1', medusa_id: '' });

    expect((await setUp(site, true))[0]).to.include({ state: 'would be mended' });
    expect((await setUp(fieldSite(), true))[0]).to.include({ state: 'would be made' });
    expect(site.writes).to.deep.equal([]);
  });

  it('goes on with the other fields when one fails', async () => {
    const site = fieldSite();
    const insert = site.insert.bind(site);
    site.insert = (doctype, fields) =>
      fields['fieldname'] === 'medusa_id' ? Promise.reject(new Error('no column')) : insert(doctype, fields);

    const findings = await setUpCustomFields(site, [id, { ...id, fieldname: 'medusa_email' }], {
      dryRun: false,
    });

    expect(findings.map(({ state, detail }) => [state, detail])).to.deep.equal([
      ['failed', 'no column'],
      ['made', undefined],
    ]);
  });
});

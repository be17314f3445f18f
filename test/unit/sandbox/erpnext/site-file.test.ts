import { expect } from 'chai';
import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { startErpNextSandbox, type ErpNextSandbox } from '../../../../sandbox/erpnext/erpnext-sandbox.js';

describe('an ERPNext sandbox with a data file', () => {
  const folder = mkdtempSync(join(tmpdir(), 'erpnext-sandbox-'));
  const dataFile = join(folder, 'site.json');

  after(() => rmSync(folder, { recursive: true }));

  const post = (sandbox: ErpNextSandbox, doctype: string, document: object) =>
    fetch(`${sandbox.url}/api/resource/${doctype}`, {
      method: 'POST',
      headers: { Authorization: 'token admin:admin', 'Content-Type': 'application/json' },
      body: JSON.stringify(document),
    });

  it('has its documents, Custom Fields and counters again after a restart', async () => {
    const first = await startErpNextSandbox({ dataFile });
    await post(first, 'Custom Field', { dt: 'Lead', fieldname: 'medusa_id', fieldtype: 'Data', unique: 1 });
    await post(first, 'Lead', { first_name: 'Ana', medusa_id: 'cus_1' });
    await first.stop();

    const second = await startErpNextSandbox({ dataFile });
    const repeated = await post(second, 'Lead', { first_name: 'Ana', medusa_id: 'cus_1' });
    await post(second, 'Lead', { first_name: 'Bea', medusa_id: 'cus_2' });
    const leads = second.documents('Lead');
    await second.stop();

    expect(repeated.status).to.equal(417);
    expect(leads.map((lead) => lead['medusa_id'])).to.deep.equal(['cus_1', 'cus_2']);
    expect(String(leads[1]?.['name'])).to.match(/-00002$/);
  });
});

import { expect } from 'chai';
import sinon from 'sinon';
import type { ErpNextClient } from '#libs/erpnext/erpnext-client.js';
import { suggestLinks } from '#libs/party/suggest-links.js';

const acme = { name: 'ACME', customer_name: 'Acme Tools GmbH', tax_id: 'DE 123' };
const contact = { link_name: 'ACME', email_id: 'buy@acme.example', mobile_no: '+49 89 5550123', phone: null };
const leadOf = (name: string, fields: object) => ({
  name,
  modified: 'm',
  medusa_id: `cus_${name}`,
  ...fields,
});

/** What is suggested where ERPNext has these Contacts and answers each question for Leads with these. */
const suggesting = (contacts: object[], leads: object[]) => {
  const list = sinon.stub();
  list.withArgs('Contact').resolves(contacts);
  list.withArgs('Lead').resolves(leads);
  const alternatives = () =>
    list
      .getCalls()
      .filter(({ args }) => args[0] === 'Lead')
      .map(({ args }) => (args[1] as { orFilters: unknown }).orFilters);
  return { list, alternatives, erpnext: { list } as unknown as ErpNextClient };
};

describe('Leads that look like a Customer', () => {
  it('are not asked for when there is no Customer', async () => {
    const { list, erpnext } = suggesting([], []);

    expect(await suggestLinks(erpnext, [])).to.deep.equal([]);
    sinon.assert.notCalled(list);
  });

  it('are asked for once by each kind of evidence, and only while they are open', async () => {
    const { list, alternatives, erpnext } = suggesting([contact, contact], []);

    await suggestLinks(erpnext, [acme, { name: 'Other', customer_name: 'Ü', tax_id: null }]);

    const [emails, phones, companies, taxIds, ...more] = alternatives();
    expect(emails).to.deep.equal([
      ['medusa_email', 'in', ['buy@acme.example']],
      ['email_id', 'in', ['buy@acme.example']],
    ]);
    expect(phones).to.deep.equal(['mobile_no', 'phone'].map((field) => [field, 'like', '%5%5%5%0%1%2%3%']));
    expect(companies).to.deep.include(['company_name', 'like', '%tools%']);
    expect(taxIds).to.have.length(1);
    expect(more).to.deep.equal([]);
    const [, query] = list.withArgs('Lead').firstCall.args as [string, { filters: unknown }];
    expect(query.filters).to.deep.equal([
      ['medusa_id', 'is', 'set'],
      ['status', '!=', 'Converted'],
      ['medusa_deleted', '=', 0],
    ]);
  });

  it('are not asked for by what a Customer does not have', async () => {
    const { alternatives, erpnext } = suggesting([{ ...contact, email_id: ' ', mobile_no: null }], []);

    await suggestLinks(erpnext, [{ ...acme, tax_id: null }]);

    expect(alternatives().flat()).to.deep.equal([['company_name', 'like', '%tools%']]);
  });

  it('are told with the evidence, the strongest first, and more of it before less', async () => {
    const byCompany = leadOf('L1', { company_name: 'ACME TOOLS' });
    const byPhone = leadOf('L2', { phone: '089 5550123', lead_name: 'Bea' });
    const byEmail = leadOf('L3', { medusa_email: 'BUY@acme.example' });
    const byEmailToo = leadOf('L4', { email_id: 'buy@acme.example', mobile_no: '+49 89 5550123' });
    const byTaxId = leadOf('L5', { medusa_snapshot: '{"taxId":"de-123"}' });
    const byNothing = leadOf('L6', { company_name: 'Else', phone: '1', medusa_snapshot: null });
    const leads = [byCompany, byPhone, byEmail, byEmailToo, byTaxId, byNothing];

    const suggestions = await suggestLinks(suggesting([contact], leads).erpnext, [acme]);

    expect(
      suggestions.map(({ lead, evidence }) => [lead, ...evidence.map(({ kind }) => kind)]),
    ).to.deep.equal([
      ['L5', 'tax id'],
      ['L4', 'e-mail', 'phone'],
      ['L3', 'e-mail'],
      ['L2', 'phone'],
      ['L1', 'company'],
    ]);
    expect(suggestions[3]).to.deep.equal({
      ...{ customer: 'ACME', medusaId: 'cus_L2', lead: 'L2', leadName: 'Bea' },
      evidence: [{ kind: 'phone', value: '+49 89 5550123' }],
    });
  });

  it('are not taken for one another’s by the Contact of another Customer', async () => {
    const lead = leadOf('L1', { email_id: 'buy@acme.example' });
    const other = { name: 'Other', customer_name: 'Other', tax_id: null };

    const suggestions = await suggestLinks(suggesting([contact], [lead]).erpnext, [acme, other]);

    expect(suggestions.map(({ customer }) => customer)).to.deep.equal(['ACME']);
  });
});

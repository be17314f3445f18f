import { expect } from 'chai';
import sinon from 'sinon';
import { ErpNextForbidden } from '#libs/erpnext/errors.js';
import type { MasterList } from '#libs/erpnext/master-list.js';
import type { CustomerWord } from '#libs/party/customer-word.js';
import { blankFields, changedFields, PartyMapper, saidFields } from '#libs/party/party-fields.js';

const list = (known: Record<string, string>) =>
  ({ find: sinon.spy((called: string) => Promise.resolve(known[called])) }) as unknown as MasterList;
const mapper = (languages = list({ de: 'de' })) =>
  new PartyMapper({
    countries: list({ de: 'Germany' }),
    languages,
    territories: new Map([['de', 'DACH']]),
  });
const company: CustomerWord = {
  email: 'Einkauf@Muenchner.example',
  firstName: 'Jürgen',
  lastName: 'Weiß',
  companyName: 'Münchner Präzision GmbH & Co. KG',
  phone: '+49 89 5550123',
  taxId: 'DE000000000',
  acceptsTerms: true,
};

describe('Which field becomes which', () => {
  it('for a Lead', async () => {
    expect((await mapper().map(company)).lead).to.deep.equal({
      first_name: 'Jürgen',
      last_name: 'Weiß',
      company_name: 'Münchner Präzision GmbH & Co. KG',
      email_id: 'einkauf@muenchner.example',
      medusa_email: 'einkauf@muenchner.example',
      mobile_no: '+49 89 5550123',
      medusa_accepts_terms: 1,
    });
  });

  it('for somebody without a first name, whom ERPNext would name after the company', async () => {
    const named = async (word: CustomerWord) => {
      const { lead, contact, customer } = await mapper().map({ ...company, ...word });
      expect(contact).to.include({ first_name: lead['first_name'], last_name: lead['last_name'] });
      return [lead['first_name'], lead['last_name'], customer['customer_name']];
    };
    const firm = company.companyName;

    expect(await named({ firstName: null })).to.deep.equal(['Weiß', null, firm]);
    expect(await named({ firstName: null, lastName: null })).to.deep.equal(['einkauf', null, firm]);
    expect(await named({ lastName: null, companyName: null })).to.deep.equal(['Jürgen', null, 'Jürgen']);
  });

  it('for a Customer, who is the company, else the person', async () => {
    const { customer } = await mapper().map(company);
    const { customer: person } = await mapper().map({ ...company, companyName: null });

    expect(customer).to.include({
      customer_name: 'Münchner Präzision GmbH & Co. KG',
      customer_type: 'Company',
      tax_id: 'DE000000000',
    });
    expect(person).to.include({ customer_name: 'Jürgen Weiß', customer_type: 'Individual' });
  });

  it('for a country: the Country of that code, its territory, and nothing when ERPNext has none', async () => {
    expect((await mapper().map({ countryCode: 'de' })).lead).to.include({
      country: 'Germany',
      territory: 'DACH',
    });
    expect((await mapper().map({ countryCode: 'xx' })).lead).not.to.have.any.keys('country', 'territory');
  });

  it('for a locale: the language of ERPNext that is nearest', async () => {
    expect((await mapper().map({ locale: 'de-AT' })).lead).to.include({ language: 'de' });
    expect((await mapper().map({ locale: 'tlh' })).lead).not.to.have.property('language');
  });

  it('for a locale, where the user may not read Languages: nothing', async () => {
    const forbidden = { find: () => Promise.reject(new ErpNextForbidden('no')) } as unknown as MasterList;

    expect((await mapper(forbidden).map({ locale: 'de' })).lead).not.to.have.property('language');
  });

  it('for two long names: ERPNext keeps both in one field', async () => {
    const { lead, warnings } = await mapper().map({ firstName: 'x'.repeat(100), lastName: 'y'.repeat(100) });

    expect(`${String(lead['first_name'])} ${String(lead['last_name'])}`).to.have.length(140);
    expect(warnings).to.deep.equal(['TEXT_SHORTENED']);
  });
});

describe('Of two states of fields', () => {
  it('what changed is what is written', () => {
    expect(changedFields({ a: 'x', b: 'y', c: null }, { a: 'x', b: null, c: 'z', d: null })).to.deep.equal({
      b: null,
      c: 'z',
    });
  });

  it('blanks are filled with what is said, and nothing is overwritten', () => {
    expect(
      blankFields({ a: 'kept', b: '', c: null }, { a: 'x', b: 'y', c: 'z', d: null, e: 0 }),
    ).to.deep.equal({
      b: 'y',
      c: 'z',
    });
  });

  it('an insert has only what is said', () => {
    expect(saidFields({ a: 'x', b: null, c: '', d: 0, e: 1 })).to.deep.equal({ a: 'x', e: 1 });
  });
});

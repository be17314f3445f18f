import { expect } from 'chai';
import type { LeadDocument } from '#libs/party/party.js';
import { toCustomer } from '#libs/party/to-customer.js';

const lead = (fields: Record<string, unknown> = {}): LeadDocument => ({
  name: 'CRM-LEAD-7',
  modified: '2026-11-23 12:00:00.000001',
  medusa_id: 'cus_1',
  first_name: 'Ada',
  last_name: 'Smith',
  ...fields,
});
const customerOf = (fields: Record<string, unknown> = {}, said = {}) =>
  toCustomer(lead(fields), said, 'All Territories');

describe('toCustomer', () => {
  it('makes a company of a Lead that names one, else a person', () => {
    expect(customerOf({ company_name: 'Smith & Daughters' })).to.include({
      customer_name: 'Smith & Daughters',
      customer_type: 'Company',
    });
    expect(customerOf()).to.include({ customer_name: 'Ada Smith', customer_type: 'Individual' });
  });

  it('never goes without a name, and never with one that ERPNext refuses', () => {
    expect(customerOf({ first_name: null, last_name: null })).to.include({ customer_name: 'CRM-LEAD-7' });
    expect(customerOf({ company_name: 'Import <A/S>' })).to.include({ customer_name: 'Import ‹A/S›' });
    expect(String(customerOf({ company_name: 'x'.repeat(200) })['customer_name'])).to.have.length(140);
  });

  it('always says group and territory, which a site may leave blank', () => {
    expect(customerOf()).to.include({ customer_group: 'Ecommerce Customer', territory: 'All Territories' });
    expect(customerOf({ territory: 'Germany' })).to.include({ territory: 'Germany' });
  });

  it('carries over ids, version and word, and leaves out what there is none of', () => {
    const customer = customerOf({ medusa_updated_at: '2026-11-23T12:00:00.000Z', medusa_snapshot: '{}' });

    expect(customer).to.include({
      lead_name: 'CRM-LEAD-7',
      medusa_lead: 'CRM-LEAD-7',
      medusa_id: 'cus_1',
      medusa_updated_at: '2026-11-23T12:00:00.000Z',
      medusa_snapshot: '{}',
      medusa_deleted: 0,
      medusa_accepts_terms: 0,
    });
    expect(customer).not.to.have.property('medusa_guest_id');
  });

  it('takes from the shop what a Lead has no field for', () => {
    expect(customerOf({}, { tax_id: 'DE1', customer_name: 'Ada S.', language: null })).to.include({
      tax_id: 'DE1',
      customer_name: 'Ada Smith',
    });
  });

  it('says a share as a number: ERPNext adds shares up', () => {
    expect(customerOf()['sales_team']).to.deep.equal([
      { sales_person: 'Website Sales', allocated_percentage: 100 },
    ]);
  });

  it('carries over that terms were accepted, that it is deleted, and its language', () => {
    expect(customerOf({ medusa_accepts_terms: 1, medusa_deleted: 1, language: 'de' })).to.include({
      medusa_accepts_terms: 1,
      medusa_deleted: 1,
      language: 'de',
    });
    expect(customerOf({ language: '' })).not.to.have.property('language');
    expect(customerOf({ medusa_guest_id: 'cus_0' })).to.include({ medusa_guest_id: 'cus_0' });
  });

  it('is called by the name that there is', () => {
    expect(customerOf({ first_name: '' })).to.include({ customer_name: 'Smith' });
    expect(customerOf({ last_name: 7 })).to.include({ customer_name: 'Ada' });
    expect(customerOf({ territory: '' })).to.include({ territory: 'All Territories' });
  });
});

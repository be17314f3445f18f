import { expect } from 'chai';
import { conversionOnSite } from '../support/conversion-on-site.js';
import { at } from '../support/customers-on-site.js';
import { rowsOf } from '../support/document-rows.js';
import { furtherBuyer } from '../support/further-buyer.js';

describe('A Lead that becomes a Customer', () => {
  const { site, member, party, convert, customers, theCustomer, register } = conversionOnSite();

  it('carries everything over in one insert', async () => {
    await register();
    site().sandbox.requests.reset();

    const { party: now } = await convert();

    const lead = site().theLead();
    expect(theCustomer()).to.deep.include({
      name: 'Smith & Daughters LLC',
      customer_name: 'Smith & Daughters LLC',
      customer_type: 'Company',
      customer_group: 'Ecommerce Customer',
      territory: 'All Territories',
      tax_id: 'US 12-345',
      lead_name: lead['name'],
      medusa_lead: lead['name'],
      medusa_id: 'cus_1',
      medusa_updated_at: lead['medusa_updated_at'],
      medusa_snapshot: lead['medusa_snapshot'],
      medusa_accepts_terms: 1,
      medusa_deleted: 0,
      customer_primary_contact: 'Ada Smith',
      email_id: 'ada@smith-daughters.example',
      mobile_no: '+1 212 555 0199',
    });
    const [share] = rowsOf(theCustomer(), 'sales_team');
    expect(share).to.include({ sales_person: 'Website Sales', allocated_percentage: 100 });
    expect(lead).to.include({ status: 'Converted' });
    expect(now).to.include({ kind: 'Customer' });
    const writes = ['POST', 'PUT'].map((method) =>
      site().sandbox.requests.count({ method, doctype: 'Customer' }),
    );
    expect(writes[1]).to.equal(1);
  });

  it('is one Customer however often it is converted, and then costs nothing but the look-up', async () => {
    await register();
    await convert();
    const before = theCustomer();
    const known = await party();
    site().sandbox.requests.reset();

    const { party: again } = await member().conversion.convert(known);

    expect(again).to.deep.equal(known);
    expect(site().sandbox.requests.count()).to.equal(0);
    expect(theCustomer()).to.deep.equal(before);
  });

  it('of a person does not wait for a namesake who buys in the shop as well', async () => {
    await register({ createdAt: at(0) });
    await site().admin.insert('Customer', {
      customer_name: 'Ada Smith',
      customer_type: 'Individual',
      medusa_id: 'cus_namesake',
    });

    await convert();

    expect(customers()).to.have.length(2);
  });

  it('of a further buyer stays the Contact it is', async () => {
    await furtherBuyer(site());
    const buyer = await party('cus_second');

    expect(await member().conversion.convert(buyer)).to.deep.equal({ party: buyer });
  });
});

import { expect } from 'chai';
import { contentKeyOf } from '#libs/address/content-key.js';
import type { Party } from '#libs/party/party.js';

const document = (name: string, fields: object = {}) => ({ name, modified: '', ...fields });
const lead: Party = { kind: 'Lead', lead: document('CRM-LEAD-7') };
const customer = (fields: object, from?: Party & { kind: 'Lead' }): Party => ({
  kind: 'Customer',
  customer: document('ACME', fields),
  lead: from?.lead,
});
const place = { address_line1: 'Straße der Einheit 7', city: 'München', country: 'Germany' };

describe('The content key of an address', () => {
  it('is the same for a Lead and the Customer that it became, whether or not the Lead is still there', () => {
    const key = contentKeyOf(lead, place);

    expect(contentKeyOf(customer({ medusa_lead: 'CRM-LEAD-7' }, lead), place)).to.equal(key);
    expect(contentKeyOf(customer({ medusa_lead: 'CRM-LEAD-7' }), place)).to.equal(key);
  });

  it('is the same for all buyers of a Customer that was no Lead', () => {
    const buyer: Party = {
      kind: 'Contact',
      contact: document('Anneliese', { link_name: 'ACME' }),
      lead: undefined,
    };

    expect(contentKeyOf(buyer, place)).to.equal(contentKeyOf(customer({}), place));
  });

  it('is another for another party, and for another place, but not for another spelling', () => {
    const key = contentKeyOf(lead, place);

    expect(contentKeyOf(customer({}), place)).not.to.equal(key);
    expect(contentKeyOf(lead, { ...place, city: 'Ulm' })).not.to.equal(key);
    expect(contentKeyOf(lead, { ...place, city: ' MÜNCHEN.' })).to.equal(key);
  });
});

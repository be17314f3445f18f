import { expect } from 'chai';
import { factsOf, isKnownAsGuest, keeperOf, nameOf, type Party } from '#libs/party/party.js';

const at = Date.UTC(2026, 10, 25);
const kept = { modified: '', medusa_id: 'cus_1', medusa_updated_at: new Date(at).toISOString() };
const lead = { ...kept, name: 'CRM-LEAD-7', first_name: 'Ada', last_name: 'Smith' };
const parties = {
  Lead: { kind: 'Lead', lead },
  Customer: { kind: 'Customer', customer: { ...kept, name: 'ACME' }, lead },
  Contact: { kind: 'Contact', contact: { ...kept, name: 'Ada-ACME' }, lead },
} satisfies Record<string, Party>;

describe('A party', () => {
  it('keeps what the shop said in the document that stands for it', () => {
    expect(Object.values(parties).map((party) => keeperOf(party).name)).to.deep.equal([
      'CRM-LEAD-7',
      'ACME',
      'Ada-ACME',
    ]);
  });

  it('is called as its Lead is, but for a further buyer', () => {
    expect(Object.values(parties).map(nameOf)).to.deep.equal(['Ada Smith', 'Ada Smith', '']);
    expect(nameOf({ kind: 'Lead', lead: { ...lead, first_name: '' } })).to.equal('Smith');
    expect(nameOf({ kind: 'Customer', customer: parties.Customer.customer, lead: undefined })).to.equal('');
  });

  it('is a guest’s only by the id of the guest', () => {
    const both: Party = { kind: 'Lead', lead: { ...lead, medusa_guest_id: 'cus_0' } };
    const guest: Party = { kind: 'Lead', lead: { ...lead, medusa_guest_id: 'cus_1' } };

    expect(isKnownAsGuest(both, 'cus_0')).to.equal(true);
    expect(isKnownAsGuest(both, 'cus_1')).to.equal(false);
    expect(isKnownAsGuest(guest, 'cus_1')).to.equal(false);
    expect(isKnownAsGuest(parties.Lead, 'cus_0')).to.equal(false);
  });

  it('is told as what it is, with its version and what was warned of', () => {
    const told = Object.values(parties).map((party) => factsOf(party, ['PHONE_LEFT_OUT']));

    expect(told.flat().map(({ type, stageAfter }) => [type, stageAfter])).to.deep.equal([
      ['LeadSaved', 'LEAD'],
      ['CustomerSaved', 'CUSTOMER'],
      ['CustomerSaved', 'CONTACT'],
    ]);
    expect(told[1]).to.deep.equal([
      {
        type: 'CustomerSaved',
        medusaId: 'cus_1',
        medusaCustomerId: 'cus_1',
        document: { doctype: 'Customer', name: 'ACME' },
        version: at,
        stageAfter: 'CUSTOMER',
        warnings: ['PHONE_LEFT_OUT'],
      },
    ]);
    expect(factsOf(parties.Lead)[0]).not.to.have.property('warnings');
  });

  it('is told as deleted once it is, and once and for all as taken over from a guest', () => {
    const both: Party = { kind: 'Lead', lead: { ...lead, medusa_guest_id: 'cus_0', medusa_deleted: 1 } };

    const [deleted, taken, ...others] = factsOf(both);

    expect(others).to.deep.equal([]);
    expect(deleted).to.include({ type: 'CustomerDeleted', stageAfter: 'DELETED', version: at });
    expect(taken).to.deep.equal({
      type: 'LeadTakenOver',
      medusaId: 'cus_1',
      medusaCustomerId: 'cus_1',
      document: { doctype: 'Lead', name: 'CRM-LEAD-7' },
      version: 0,
      previousMedusaCustomerId: 'cus_0',
    });
  });

  it('may have neither an id nor a version yet', () => {
    expect(factsOf({ kind: 'Lead', lead: { name: 'x', modified: '' } })).to.deep.equal([
      {
        type: 'LeadSaved',
        medusaId: '',
        medusaCustomerId: '',
        document: { doctype: 'Lead', name: 'x' },
        version: 0,
        stageAfter: 'LEAD',
      },
    ]);
  });
});

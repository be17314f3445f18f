import { expect } from 'chai';
import { isGuest, saidOf } from '#libs/party/said.js';
import { customerSnapshot } from '../../../support/customer-events.js';

const keys = { taxId: 'vat_id', acceptsTerms: 'accepts_terms', locale: 'locale' };
const saying = (customer: Parameters<typeof customerSnapshot>[0], how: Parameters<typeof saidOf>[1]) =>
  saidOf(customerSnapshot(customer), how, keys);

describe('What an event says of a customer', () => {
  it('has a version when it is whole, and none when it fills blanks', () => {
    expect(saying({}, { whole: true, version: 7 })).to.include({ medusaId: 'cus_1', version: 7 });
    expect(saying({}, { whole: true, version: null }).version).to.equal(undefined);
    expect(saying({}, { whole: false, version: 7 }).version).to.equal(undefined);
  });

  it('says of a deletion yes or no when it is whole, and yes at most when it is not', () => {
    expect(saying({}, { whole: true, version: 7 }).word.deleted).to.equal(false);
    expect(saying({}, { whole: true, version: 7, deleted: true }).word.deleted).to.equal(true);
    expect(saying({}, { whole: false, version: 7, deleted: true }).word.deleted).to.equal(true);
    expect(saying({}, { whole: false, version: 7 }).word).not.to.have.property('deleted');
  });

  it('is of somebody new only when it is the whole of an account that was never changed', () => {
    const isNew = (customer: Parameters<typeof customerSnapshot>[0], how = {}) =>
      saying(customer, { whole: true, version: 7, ...how }).isNew;

    expect(isNew({})).to.equal(true);
    expect(isNew({}, { whole: false })).to.equal(false);
    expect(isNew({}, { deleted: true })).to.equal(false);
    expect(isNew({ hasAccount: false })).to.equal(false);
    expect(isNew({ hasAccount: null })).to.equal(false);
    expect(isNew({ createdAt: 1, updatedAt: 2 })).to.equal(false);
    expect(isNew({ createdAt: null, updatedAt: null })).to.equal(false);
  });
});

describe('A guest', () => {
  it('neither opened an account nor was made by a merchant', () => {
    expect(isGuest(customerSnapshot({ hasAccount: false }))).to.equal(true);
    expect(isGuest(customerSnapshot({ hasAccount: false, createdBy: 'user_1' }))).to.equal(false);
    expect(isGuest(customerSnapshot({ hasAccount: true }))).to.equal(false);
    expect(isGuest(customerSnapshot({ hasAccount: null }))).to.equal(false);
  });
});

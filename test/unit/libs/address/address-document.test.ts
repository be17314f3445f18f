import { expect } from 'chai';
import { factOf } from '#libs/address/address-document.js';

const at = Date.UTC(2026, 10, 25);
const address = {
  name: 'Ulm-Billing',
  modified: '',
  medusa_id: 'cuaddr_1',
  medusa_updated_at: new Date(at).toISOString(),
  medusa_snapshot: '{"customerId":"cus_1"}',
};

describe('The fact of an address', () => {
  it('is that it is saved, with what it was warned of', () => {
    expect(factOf(address, ['PHONE_LEFT_OUT'])).to.deep.equal({
      type: 'AddressSaved',
      medusaId: 'cuaddr_1',
      medusaCustomerId: 'cus_1',
      document: { doctype: 'Address', name: 'Ulm-Billing' },
      version: at,
      stageAfter: 'SAVED',
      warnings: ['PHONE_LEFT_OUT'],
    });
    expect(factOf(address)).not.to.have.property('warnings');
  });

  it('is that it is disabled, once it is deleted in the shop', () => {
    expect(factOf({ ...address, medusa_deleted: 1 })).to.include({
      type: 'AddressDisabled',
      stageAfter: 'DISABLED',
    });
  });

  it('says nothing that is not known', () => {
    expect(factOf({ name: 'x', modified: '' })).to.include({
      medusaId: '',
      medusaCustomerId: '',
      version: 0,
    });
  });
});

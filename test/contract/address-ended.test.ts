import { expect } from 'chai';
import { NothingToEnd } from '#libs/party/errors.js';
import { addressEvent } from '../support/address-events.js';
import { addressesOnSite } from '../support/addresses-on-site.js';
import { at } from '../support/customers-on-site.js';
import { refusalOf } from '../support/refusal-of.js';

describe('An address of a customer in ERPNext', () => {
  const { handle, theAddress } = addressesOnSite();

  describe('that is deleted', () => {
    it('is disabled and no default any more, for good', async () => {
      await handle(addressEvent({ isDefaultBilling: true }));

      const [outcome] = await handle(addressEvent(null, { stage: 'DELETED', version: at(600) }));
      const [later] = await handle(addressEvent({ city: 'Ulm', updatedAt: at(700) }));

      expect(theAddress()).to.include({
        disabled: 1,
        medusa_deleted: 1,
        is_primary_address: 0,
        city: 'München',
      });
      expect(outcome).to.deep.include({ type: 'AddressDisabled', medusaCustomerId: 'cus_1' });
      expect(later).to.deep.equal(outcome);
    });

    it('before it was ever seen, with its body, is made disabled', async () => {
      const [outcome] = await handle(addressEvent({ isDefaultBilling: true }, { stage: 'DELETED' }));

      expect(theAddress()).to.include({ disabled: 1, medusa_deleted: 1, is_primary_address: 0 });
      expect(outcome).to.include({ type: 'AddressDisabled' });
    });

    it('before it was ever seen, without a body, waits a while', async () => {
      expect(await refusalOf(handle(addressEvent(null, { stage: 'DELETED' })))).to.be.instanceOf(
        NothingToEnd,
      );
    });
  });
});

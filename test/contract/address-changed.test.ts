import { expect } from 'chai';
import { ErpNextConflict } from '#libs/erpnext/errors.js';
import { addressEvent } from '../support/address-events.js';
import { addressesOnSite, otherAddress } from '../support/addresses-on-site.js';
import { at } from '../support/customers-on-site.js';
import { refusalOf } from '../support/refusal-of.js';

describe('An address of a customer in ERPNext', () => {
  const { site, member, handle, addresses, theAddress } = addressesOnSite();

  describe('that changes', () => {
    const changed = { address2: null, city: 'Augsburg', updatedAt: at(600) };

    beforeEach(() => handle(addressEvent()));

    it('is changed in place, in three calls while it is a Lead’s', async () => {
      site().sandbox.requests.reset();

      await handle(addressEvent(changed));

      expect(theAddress()).to.include({
        city: 'Augsburg',
        medusa_updated_at: new Date(at(600)).toISOString(),
      });
      expect(theAddress()['address_line2'] ?? null).to.equal(null);
      expect(site().sandbox.requests.count()).to.equal(3);
    });

    it('keeps what a person corrected', async () => {
      await site().admin.update('Address', String(theAddress()['name']), { pincode: '80333' });

      await handle(addressEvent(changed));

      expect(theAddress()).to.include({ city: 'Augsburg', pincode: '80333' });
    });

    it('is not changed back by an older record, which tells the current fact', async () => {
      const [newer] = await handle(addressEvent(changed));
      const [older] = await handle(addressEvent({ city: 'Ulm', updatedAt: at(500) }));

      expect(theAddress()).to.include({ city: 'Augsburg' });
      expect(older).to.deep.equal(newer);
      expect(member().superseded()).to.equal(1);
    });

    it('is changed in every field of an address, and in what was emptied', async () => {
      await handle(
        addressEvent({
          address1: 'Am Kran 1',
          address2: null,
          city: 'Wien',
          province: null,
          postalCode: '1010',
          countryCode: 'AT',
          phone: '+43 1 555',
          updatedAt: at(600),
        }),
      );

      const { address_line1, address_line2, city, state, pincode, country, phone } = theAddress();
      expect({ address_line1, address_line2, city, state, pincode, country, phone }).to.deep.equal({
        address_line1: 'Am Kran 1',
        address_line2: null,
        city: 'Wien',
        state: null,
        pincode: '1010',
        country: 'Austria',
        phone: '+43 1 555',
      });
    });

    it('is not written over what somebody writes at the same moment', async () => {
      site().sandbox.faults.add({ kind: 'timestamp-mismatch', method: 'PUT', doctype: 'Address', count: 1 });

      expect(await refusalOf(handle(addressEvent(changed)))).to.be.instanceOf(ErpNextConflict);
      await handle(addressEvent(changed));

      expect(theAddress()).to.include({ city: 'Augsburg' });
    });

    it('gets only its blanks filled by a partial word', async () => {
      await handle(addressEvent({ city: 'Ulm', address2: 'Tor 9' }, { whole: false, version: null }));

      expect(theAddress()).to.include({ city: 'München', address_line2: 'Tor 3' });
    });

    it('of the default leaves exactly one primary, in either order', async () => {
      const first = (isDefaultBilling: boolean, minutes: number) =>
        addressEvent({ isDefaultBilling, updatedAt: at(minutes) });
      const second = (isDefaultBilling: boolean, minutes: number) =>
        addressEvent({ ...otherAddress, isDefaultBilling, updatedAt: at(minutes) });
      const primaries = () =>
        addresses()
          .filter((address) => address['is_primary_address'] === 1)
          .map(({ city }) => city);

      await handle(first(true, 600));
      await handle(second(false, 600));
      await handle(second(true, 601));
      await handle(first(false, 601));
      expect(primaries()).to.deep.equal(['Augsburg']);

      await handle(second(false, 602));
      await handle(first(true, 602));
      expect(primaries()).to.deep.equal(['München']);
    });

    it('of the default is not undone by an older record of an address that was the default before', async () => {
      const defaults = { isDefaultBilling: true, isDefaultShipping: true };
      await handle(addressEvent({ ...defaults, updatedAt: at(601) }));
      await handle(addressEvent({ ...otherAddress, ...defaults, updatedAt: at(600) }));
      await handle(addressEvent({ ...otherAddress, updatedAt: at(601) }));

      const inMunich = addresses().find(({ city }) => city === 'München');
      expect(inMunich).to.include({ is_primary_address: 1, is_shipping_address: 1 });
    });
  });

  describe('that is the default', () => {
    const primaries = () =>
      addresses()
        .filter((address) => address['is_primary_address'] === 1)
        .map(({ city }) => city);
    const first = (isDefaultBilling: boolean, minutes: number, more: object = {}) =>
      addressEvent({ isDefaultBilling, updatedAt: at(minutes), ...more });
    const second = (isDefaultBilling: boolean, minutes: number, more: object = {}) =>
      addressEvent({ ...otherAddress, isDefaultBilling, updatedAt: at(minutes), ...more });

    it('stays it when a record comes late that tells of an earlier one', async () => {
      await handle(first(true, 600));

      await handle(second(true, 500));
      expect(primaries()).to.deep.equal(['München']);

      await handle(second(false, 600));
      expect(primaries()).to.deep.equal(['München']);
    });

    it('is it again although the record that it was not meanwhile never came', async () => {
      await handle(first(true, 600));
      await handle(second(true, 700));
      await handle(first(true, 800));
      expect(primaries()).to.deep.equal(['München']);
    });

    it('is it again also when the other has given it up by then', async () => {
      await handle(first(true, 600));
      await handle(second(true, 700));
      await handle(second(false, 800));
      await handle(first(true, 900));
      expect(primaries()).to.deep.equal(['München']);
    });

    it('is left alone where a person has decided otherwise', async () => {
      await handle(first(true, 600));
      await site().admin.insert('Address', {
        address_title: 'Theirs',
        address_line1: 'Kontor 1',
        city: 'Bremen',
        country: 'Germany',
        is_primary_address: 1,
        links: [{ link_doctype: 'Lead', link_name: String(site().theLead()['name']) }],
      });

      await handle(first(true, 700, { phone: '555' }));

      expect(primaries()).to.deep.equal(['Bremen']);
    });
  });
});

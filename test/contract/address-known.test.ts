import { expect } from 'chai';
import { addressEvent } from '../support/address-events.js';
import { addressesOnSite, otherAddress } from '../support/addresses-on-site.js';

describe('An address of a customer in ERPNext', () => {
  const { site, handle, addresses, theAddress } = addressesOnSite();

  describe('that ERPNext has already', () => {
    const link = () => [{ link_doctype: 'Lead', link_name: String(site().theLead()['name']) }];
    const content = {
      address_line1: 'STRASSE DER EINHEIT, 7',
      address_line2: 'Tor-3',
      city: 'münchen',
      state: 'Bayern',
      pincode: '80331',
      country: 'Germany',
    };

    it('is adopted when it is the same place, however it is spelled', async () => {
      await site().admin.insert('Address', {
        address_title: 'By hand',
        address_type: 'Office',
        ...content,
        links: link(),
      });

      await handle(addressEvent({ isDefaultShipping: true }));

      expect(theAddress()).to.include({
        name: 'By hand-Office',
        medusa_id: 'cuaddr_01M84MXWVMQ809QRYARE109WXP',
        address_line1: 'STRASSE DER EINHEIT, 7',
        phone: '+49 89 5550123',
        is_shipping_address: 1,
      });
    });

    it('is left alone when it is another place, or another’s', async () => {
      await site().admin.insert('Address', {
        address_title: 'By hand',
        ...content,
        pincode: '80332',
        links: link(),
      });
      await handle(addressEvent());

      await handle(addressEvent({ ...otherAddress, address1: 'Straße der Einheit 7', city: 'München' }));

      expect(addresses()).to.have.length(3);
    });

    it('as the party’s primary one of ours without an id is brought up to date', async () => {
      const ours = site().member().erpnext;
      await ours.insert('Address', {
        address_title: 'Old',
        ...content,
        city: 'Augsburg',
        is_primary_address: 1,
        links: link(),
      });

      await handle(addressEvent({ isDefaultBilling: true }));

      expect(theAddress()).to.include({
        name: 'Old-Billing',
        city: 'München',
        medusa_id: 'cuaddr_01M84MXWVMQ809QRYARE109WXP',
      });
    });

    it('as an accountant’s primary one is never overwritten', async () => {
      await site().admin.insert('Address', {
        address_title: 'Theirs',
        ...content,
        city: 'Augsburg',
        is_primary_address: 1,
        links: link(),
      });

      await handle(addressEvent({ isDefaultBilling: true }));

      expect(addresses().map((address) => [address['city'], address['medusa_id'] ?? null])).to.deep.equal([
        ['Augsburg', null],
        ['München', 'cuaddr_01M84MXWVMQ809QRYARE109WXP'],
      ]);
    });
  });
});

import { expect } from 'chai';
import { AddressIncomplete, CountryUnknown, CustomerUnknown } from '#libs/address/errors.js';
import { ErpNextConflict, ErpNextUnavailable } from '#libs/erpnext/errors.js';
import { addressEvent } from '../support/address-events.js';
import { addressesOnSite, linksOf, otherAddress } from '../support/addresses-on-site.js';
import { refusalOf } from '../support/refusal-of.js';
import { untilDone } from '../support/until-done.js';

describe('An address of a customer in ERPNext', () => {
  const { site, member, handle, addresses, theAddress } = addressesOnSite();

  describe('that is new', () => {
    it('is made with the party, and the default that it is', async () => {
      const [outcome] = await handle(addressEvent({ isDefaultBilling: true }));

      expect(theAddress()).to.include({
        name: 'Smith & Daughters LLC 109WXP-Billing',
        medusa_id: 'cuaddr_01M84MXWVMQ809QRYARE109WXP',
        address_line1: 'Straße der Einheit 7',
        address_line2: 'Tor 3',
        city: 'München',
        state: 'Bayern',
        pincode: '80331',
        country: 'Germany',
        phone: '+49 89 5550123',
        is_primary_address: 1,
        is_shipping_address: 0,
      });
      expect(linksOf(theAddress())).to.deep.equal(['Lead']);
      expect(outcome).to.deep.include({
        type: 'AddressSaved',
        medusaCustomerId: 'cus_1',
        stageAfter: 'SAVED',
      });
    });

    it('makes its customer when it comes first', async () => {
      await site().reset();

      await handle(addressEvent());

      expect(site().theLead()).to.include({ medusa_id: 'cus_1', email_id: 'ada@smith-daughters.example' });
    });

    it('waits a while for a customer of whom nothing is said', async () => {
      expect(
        await refusalOf(
          handle(addressEvent({ customerId: 'cus_9' }, { customer: null, customerId: 'cus_9' })),
        ),
      ).to.be.instanceOf(CustomerUnknown);
    });

    it('notes a recipient who is another person than the customer, and only such', async () => {
      await handle(addressEvent());
      await handle(addressEvent({ ...otherAddress, firstName: 'Anneliese', lastName: 'Groß' }));

      expect(addresses().map((address) => address['medusa_recipient'] ?? null)).to.deep.equal([
        null,
        'Anneliese Groß',
      ]);
    });

    for (const countryCode of ['de', ' DE ', 'Germany', 'GERMANY']) {
      it(`may name its country as "${countryCode}"`, async () => {
        await handle(addressEvent({ countryCode }));

        expect(theAddress()).to.include({ country: 'Germany' });
      });
    }

    it('is parked when ERPNext has no such country', async () => {
      const refusal = await refusalOf(handle(addressEvent({ ...otherAddress, countryCode: 'Atlantis' })));

      expect(addresses()).to.deep.equal([]);
      expect(refusal).to.be.instanceOf(CountryUnknown);
      expect((refusal as CountryUnknown).context['country']).to.equal('Atlantis');
    });

    it('and incomplete is parked with the names of what is missing', async () => {
      const refusal = await refusalOf(handle(addressEvent({ address1: ' ', city: null, countryCode: null })));

      expect(refusal).to.be.instanceOf(AddressIncomplete);
      expect((refusal as AddressIncomplete).context['missing']).to.deep.equal([
        'address_1',
        'city',
        'country_code',
      ]);
    });

    it('has a name of its own whatever its title looks like', async () => {
      const company = 'Dr. J. YYYY.##.x <b>';
      await handle(addressEvent({ company }));
      await handle(addressEvent({ ...otherAddress, company }));

      expect(addresses().map(({ name }) => name)).to.deep.equal([
        'Dr J YYYY x ‹b› 109WXP-Billing',
        'Dr J YYYY x ‹b› ZEBTEF-Billing',
      ]);
    });

    it('that names nobody is called by its city', async () => {
      await handle(addressEvent({ company: null, firstName: ' ', lastName: null }));

      expect(theAddress()).to.include({ name: 'München 109WXP-Billing' });
    });

    it('may stand twice in the customer’s address book', async () => {
      site().sandbox.faults.add({ kind: 'latency', ms: 1, maxMs: 15 });
      await handle(addressEvent());

      await Promise.all(
        [member(), site().member()].map((each) =>
          untilDone(() => each.addresses.handle(addressEvent({ id: otherAddress.id }))),
        ),
      );

      expect(addresses().map((address) => address['medusa_id'])).to.deep.equal([
        'cuaddr_01M84MXWVMQ809QRYARE109WXP',
        otherAddress.id,
      ]);
    });

    it('stays one however often, and by however many members, it is made', async () => {
      site().sandbox.faults.add({ kind: 'latency', ms: 1, maxMs: 15 });
      const members = [member(), site().member(), site().member()];

      const outcomes = await Promise.allSettled(members.map((each) => each.addresses.handle(addressEvent())));
      await handle(addressEvent());

      expect(addresses()).to.have.length(1);
      for (const each of outcomes)
        if (each.status === 'rejected') expect(each.reason).to.be.instanceOf(ErpNextConflict);
    });

    it('stays one when the answer to its insert was lost', async () => {
      site().sandbox.faults.add({ kind: 'answer-lost', method: 'POST', path: 'resource/Address', count: 1 });

      expect(await refusalOf(handle(addressEvent()))).to.be.instanceOf(ErpNextUnavailable);
      await handle(addressEvent());

      expect(addresses()).to.have.length(1);
    });
  });
});

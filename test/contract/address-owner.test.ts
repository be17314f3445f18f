import { expect } from 'chai';
import { addressEvent } from '../support/address-events.js';
import { addressesOnSite, linksOf, otherAddress } from '../support/addresses-on-site.js';
import { at } from '../support/customers-on-site.js';
import { furtherBuyer } from '../support/further-buyer.js';
import { refusalOf } from '../support/refusal-of.js';
import { untilDone } from '../support/until-done.js';

describe('An address of a customer in ERPNext', () => {
  const { site, atEveryCall, handle, addresses, theAddress } = addressesOnSite();

  describe('whose Lead becomes a Customer', () => {
    const convert = () =>
      site().admin.insert('Customer', {
        customer_name: 'Smith Ltd',
        customer_type: 'Company',
        customer_group: 'Ecommerce Customer',
        territory: 'All Territories',
        lead_name: String(site().theLead()['name']),
      });

    it('before: belongs to the Customer', async () => {
      await convert();

      await handle(addressEvent());

      expect(linksOf(theAddress())).to.deep.equal(['Customer']);
    });

    /** As the quotation-service does it, in another process. */
    const convertInShop = async () => {
      const other = site().member();
      const party = await other.parties.find('cus_1');
      if (party !== undefined) await untilDone(() => other.conversion.convert(party));
    };

    for (const [who, converts] of [
      ['by a person in Desk', convert],
      ['by the quotation-service', convertInShop],
    ] as const) {
      it(`${who} at any step of its making: belongs to the Customer in the end`, async () => {
        const calls = await atEveryCall({
          work: () => untilDone(() => handle(addressEvent())),
          happens: converts,
          then: (when) => expect(linksOf(theAddress()), when).to.include('Customer'),
        });

        expect(calls).to.be.greaterThan(4);
      });

      it(`${who} when it is made: belongs to the Customer, ERPNext links it itself`, async () => {
        await handle(addressEvent());

        await converts();

        expect(linksOf(theAddress())).to.include('Customer');
      });
    }

    const deleted = addressEvent({}, { stage: 'DELETED' });
    for (const [which, made, next] of [
      ['the same', addressEvent(), addressEvent()],
      ['a newer', addressEvent(), addressEvent({ address2: null, updatedAt: at(600) })],
      ['the deletion’s', addressEvent(), addressEvent(null, { stage: 'DELETED', version: at(600) })],
      ['the same deletion’s', deleted, deleted],
    ] as const) {
      it(`and whose making was cut off before it found the Customer: finds it with ${which} record`, async () => {
        site().sandbox.faults.add({
          kind: 'answer-lost',
          method: 'POST',
          path: 'resource/Address',
          count: 1,
        });
        await refusalOf(handle(made));
        const lead = String(site().theLead()['name']);
        await convert();
        await site().admin.update('Address', String(theAddress()['name']), {
          links: [{ link_doctype: 'Lead', link_name: lead }],
        });

        await handle(next);

        expect(linksOf(theAddress())).to.deep.equal(['Lead', 'Customer']);
      });
    }

    it('is changed in two calls from then on', async () => {
      await convert();
      await handle(addressEvent());
      site().sandbox.requests.reset();

      await handle(addressEvent({ address2: null, updatedAt: at(600) }));

      expect(site().sandbox.requests.count()).to.equal(2);
    });
  });

  it('of a further buyer belongs to the Customer and is not its default', async () => {
    await furtherBuyer(site());
    const ofFirst = { customerId: 'cus_first', isDefaultBilling: true };

    await handle(addressEvent({ customerId: 'cus_second', isDefaultBilling: true, isDefaultShipping: true }));

    expect(theAddress()).to.include({ is_primary_address: 0, is_shipping_address: 0 });
    expect(linksOf(theAddress())).to.deep.equal(['Customer']);

    await handle(addressEvent({ ...otherAddress, ...ofFirst, updatedAt: at(1) }));
    expect(addresses().map((address) => address['is_primary_address'])).to.deep.equal([0, 1]);
  });
});

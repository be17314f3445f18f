import { expect } from 'chai';
import { ErpNextUnavailable } from '#libs/erpnext/errors.js';
import type { Party } from '#libs/party/party.js';
import { addressEvent } from '../support/address-events.js';
import { addressesOnSite, linksOf } from '../support/addresses-on-site.js';
import { at } from '../support/customers-on-site.js';
import { furtherBuyer } from '../support/further-buyer.js';
import { orderAddress } from '../support/order-addresses.js';
import { refusalOf } from '../support/refusal-of.js';
import { untilDone } from '../support/until-done.js';
import { killed, onlyConflict, onlyKilled } from '../support/watched-calls.js';

const spelledOtherwise = { address1: 'STRASSE DER EINHEIT, 7', address2: 'Tor-3', city: ' münchen' };

describe('An address of an order in ERPNext', () => {
  const { site, member, replaceMember, startAgain, atEveryCall, handle, party, addresses, theAddress } =
    addressesOnSite();
  const ensure = async (
    said: Parameters<typeof orderAddress>[0] = {},
    use: 'billing' | 'shipping' = 'billing',
  ) => member().orderAddresses.ensure(orderAddress(said), await party(), use);

  it('is made without an id and without a claim to be anybody’s default', async () => {
    const { name, warnings } = await ensure();

    expect(theAddress()).to.include({
      name,
      address_type: 'Billing',
      address_line1: 'Straße der Einheit 7',
      city: 'München',
      country: 'Germany',
      phone: '+49 89 5550123',
      is_primary_address: 0,
      is_shipping_address: 0,
      disabled: 0,
    });
    expect(theAddress()['medusa_id'] ?? null).to.equal(null);
    expect(theAddress()['medusa_content_key']).to.match(/^[0-9a-f]{32}$/);
    expect(linksOf(theAddress())).to.deep.equal(['Lead']);
    expect(warnings).to.deep.equal([]);
  });

  it('is one whether it is billed or shipped to, and however it is spelled', async () => {
    const billed = await ensure();
    const shipped = await ensure(spelledOtherwise, 'shipping');

    expect(shipped).to.deep.equal(billed);
    expect(addresses()).to.have.length(1);
  });

  it('that is only shipped to is of that type', async () => {
    await ensure({}, 'shipping');

    expect(theAddress()).to.include({ address_type: 'Shipping' });
  });

  it('is the one in the customer’s address book, which it does not change', async () => {
    await handle(addressEvent({ isDefaultBilling: true }));
    const before = theAddress();

    const { name } = await ensure({ ...spelledOtherwise, firstName: 'Anneliese', phone: null });

    expect(name).to.equal(before['name']);
    expect(theAddress()).to.deep.equal(before);
  });

  it('notes a recipient who is another person than the customer', async () => {
    await ensure({ firstName: 'Anneliese', lastName: 'Groß' });

    expect(theAddress()).to.include({ medusa_recipient: 'Anneliese Groß' });
  });

  it('is left out with a warning when it is incomplete or of no known country', async () => {
    for (const said of [
      { address1: null },
      { city: ' ' },
      { countryCode: null },
      { countryCode: 'Atlantis' },
    ]) {
      expect(await ensure(said)).to.deep.equal({ name: undefined, warnings: ['ADDRESS_LEFT_OUT'] });
    }
    expect(addresses()).to.deep.equal([]);
  });

  it('keeps all it can, with a warning for the rest', async () => {
    const { warnings } = await ensure({ phone: 'call me', address1: 'Straße <der> Einheit 7' });

    expect(warnings).to.deep.equal(['TEXT_CLEANED', 'PHONE_LEFT_OUT']);
    expect(addresses()).to.have.length(1);
  });

  describe('is one', () => {
    it('when several members, and billing and shipping, make it at once', async () => {
      site().sandbox.faults.add({ kind: 'latency', ms: 1, maxMs: 15 });
      const known = await party();
      const uses = ['billing', 'shipping'] as const;

      const outcomes = await Promise.all(
        [member(), site().member()].flatMap(({ orderAddresses }) =>
          uses.map((use) => untilDone(() => orderAddresses.ensure(orderAddress(), known, use))),
        ),
      );

      expect(new Set(outcomes.map(({ name }) => name))).to.deep.equal(new Set([theAddress()['name']]));
    });

    it('when the answer to its insert was lost', async () => {
      site().sandbox.faults.add({ kind: 'answer-lost', method: 'POST', path: 'resource/Address', count: 1 });

      expect(await refusalOf(ensure())).to.be.instanceOf(ErpNextUnavailable);
      await ensure();

      expect(addresses()).to.have.length(1);
    });

    it('when the making was cut off before any call', async () => {
      let known: Party;
      const calls = await atEveryCall({
        given: async () => (known = await party()),
        work: () => member().orderAddresses.ensure(orderAddress(), known, 'billing').catch(onlyKilled),
        happens: killed,
        then: async (when) => {
          replaceMember();
          await ensure();
          expect(theAddress(), when).to.include({ city: 'München' });
        },
      });

      expect(calls).to.be.greaterThan(3);
    });

    it('when a person has corrected or disabled it since', async () => {
      const { name } = await ensure();
      await site().admin.update('Address', String(name), { pincode: '80333' });
      expect((await ensure()).name).to.equal(name);

      await site().admin.update('Address', String(name), { disabled: 1 });
      expect((await ensure()).name).to.equal(name);
      expect(theAddress()).to.include({ pincode: '80333', disabled: 1 });
    });

    it('when its Lead has become a Customer, whose it is then', async () => {
      const { name } = await ensure();
      await member().conversion.convert(await party());

      expect((await ensure()).name).to.equal(name);
      expect(linksOf(theAddress())).to.deep.equal(['Lead', 'Customer']);
    });

    it('when its Lead becomes a Customer at any step of its making', async () => {
      let known: Party;
      let made: string | undefined;
      const calls = await atEveryCall({
        given: async () => (known = await party()),
        work: async () => {
          const ensureIt = () => member().orderAddresses.ensure(orderAddress(), known, 'billing');
          ({ name: made } = await untilDone(ensureIt));
        },
        happens: () => {
          const other = site().member();
          return untilDone(async () => other.conversion.convert(await party('cus_1', other)));
        },
        then: (when) => {
          expect(theAddress()['name']).to.equal(made);
          expect(linksOf(theAddress()), when).to.include('Customer');
        },
      });

      expect(calls).to.be.greaterThan(3);
    });
  });

  describe('that turns up in the customer’s address book', () => {
    it('is adopted, id and all', async () => {
      const { name } = await ensure();

      await handle(addressEvent({ isDefaultBilling: true }));

      expect(theAddress()).to.include({
        name,
        medusa_id: 'cuaddr_01M84MXWVMQ809QRYARE109WXP',
        is_primary_address: 1,
      });
      expect((await ensure()).name).to.equal(name);
    });

    it('at the same moment is one all the same', async () => {
      for (let round = 0; round < 5; round += 1) {
        await startAgain();
        site().sandbox.faults.add({ kind: 'latency', ms: 1, maxMs: 15, seed: round });
        const addressService = site().member();

        const [{ name }] = await Promise.all([
          untilDone(() => ensure()),
          untilDone(() => addressService.addresses.handle(addressEvent())),
        ]);

        expect(theAddress()).to.include({ name, medusa_id: 'cuaddr_01M84MXWVMQ809QRYARE109WXP' });
      }
    });

    it('and has gone from it meanwhile, so that the order made another: whoever heard late looks anew', async () => {
      const deleted = addressEvent(null, { stage: 'DELETED', version: at(600) });
      const calls = await atEveryCall({
        work: async () => {
          await handle(addressEvent()).catch(onlyConflict);
          await handle(addressEvent());
        },
        happens: async () => {
          const other = site().member();
          await other.addresses.handle(addressEvent());
          await other.addresses.handle(deleted);
          await other.orderAddresses.ensure(orderAddress(), await party('cus_1', other), 'billing');
        },
        then: (when) =>
          expect(
            addresses().map((address) => address['medusa_deleted']),
            when,
          ).to.deep.equal([1, 0]),
      });

      expect(calls).to.be.greaterThan(4);
    });

    it('and moves there is no longer this order’s', async () => {
      await ensure();
      await handle(addressEvent());
      await handle(addressEvent({ city: 'Augsburg', updatedAt: at(600) }));

      await ensure();

      expect(addresses().map(({ city }) => city)).to.deep.equal(['Augsburg', 'München']);
    });

    it('and is deleted there is made anew for the next order', async () => {
      const { name } = await ensure();
      await handle(addressEvent());
      await handle(addressEvent(null, { stage: 'DELETED', version: at(600) }));

      const { name: next } = await ensure();

      expect(next).not.to.equal(name);
      expect(addresses().map(({ disabled }) => disabled)).to.deep.equal([1, 0]);
    });
  });

  it('of a further buyer belongs to the Customer', async () => {
    await furtherBuyer(site());
    const buyer = await member().parties.find('cus_second');
    expect(buyer?.kind).to.equal('Contact');

    await member().orderAddresses.ensure(orderAddress(), buyer as Party, 'billing');

    expect(linksOf(theAddress())).to.deep.equal(['Customer']);
  });
});

import { expect } from 'chai';
import { AddressIncomplete, CountryUnknown, CustomerUnknown } from '#libs/address/errors.js';
import { ErpNextConflict, ErpNextUnavailable } from '#libs/erpnext/errors.js';
import { NothingToEnd } from '#libs/party/errors.js';
import type { AddressEvent } from '#schemas/generated/address-event.js';
import { addressEvent } from '../support/address-events.js';
import { customerEvent } from '../support/customer-events.js';
import { ErpNextSite } from '../support/erpnext-site.js';
import { untilDone } from '../support/until-done.js';
import { beforeEachCall } from '../support/watched-calls.js';

const at = (minutes: number) => Date.UTC(2026, 10, 23, 12) + minutes * 60_000;
const other = { id: 'cuaddr_01M84MXWX1ZGV5KY1BGVZEBTEF', address1: 'Gewerbepark Nord 99', city: 'Augsburg' };

describe('An address of a customer in ERPNext', () => {
  let site: ErpNextSite;
  let member: ReturnType<ErpNextSite['member']>;
  const handle = (event: AddressEvent) => member.addresses.handle(event);
  const refusalOf = (event: AddressEvent) =>
    handle(event).then(
      () => undefined,
      (error: unknown) => error,
    );
  const addresses = () => site.sandbox.documents('Address');
  const theAddress = () => {
    expect(addresses()).to.have.length(1);
    return addresses()[0] as Record<string, unknown>;
  };
  const linksOf = (address: Record<string, unknown>) =>
    (address['links'] as Record<string, unknown>[]).map((link) => link['link_doctype']);

  before(async () => (site = await ErpNextSite.start()));
  beforeEach(async () => {
    await site.reset();
    member = site.member();
    await member.leads.handle(customerEvent({ createdAt: at(0) }));
  });
  after(() => site.stop());

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
      await site.reset();

      await handle(addressEvent());

      expect(site.theLead()).to.include({ medusa_id: 'cus_1', email_id: 'ada@smith-daughters.example' });
    });

    it('waits a while for a customer of whom nothing is said', async () => {
      expect(
        await refusalOf(addressEvent({ customerId: 'cus_9' }, { customer: null, customerId: 'cus_9' })),
      ).to.be.instanceOf(CustomerUnknown);
    });

    it('notes a recipient who is another person than the customer, and only such', async () => {
      await handle(addressEvent());
      await handle(addressEvent({ ...other, firstName: 'Anneliese', lastName: 'Groß' }));

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
      const refusal = await refusalOf(addressEvent({ ...other, countryCode: 'Atlantis' }));

      expect(addresses()).to.deep.equal([]);
      expect(refusal).to.be.instanceOf(CountryUnknown);
      expect((refusal as CountryUnknown).context['country']).to.equal('Atlantis');
    });

    it('and incomplete is parked with the names of what is missing', async () => {
      const refusal = await refusalOf(addressEvent({ address1: ' ', city: null, countryCode: null }));

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
      await handle(addressEvent({ ...other, company }));

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
      site.sandbox.faults.add({ kind: 'latency', ms: 1, maxMs: 15 });
      await handle(addressEvent());

      await Promise.all(
        [member, site.member()].map((each) =>
          untilDone(() => each.addresses.handle(addressEvent({ id: other.id }))),
        ),
      );

      expect(addresses().map((address) => address['medusa_id'])).to.deep.equal([
        'cuaddr_01M84MXWVMQ809QRYARE109WXP',
        other.id,
      ]);
    });

    it('stays one however often, and by however many members, it is made', async () => {
      site.sandbox.faults.add({ kind: 'latency', ms: 1, maxMs: 15 });
      const members = [member, site.member(), site.member()];

      const outcomes = await Promise.allSettled(members.map((each) => each.addresses.handle(addressEvent())));
      await handle(addressEvent());

      expect(addresses()).to.have.length(1);
      for (const each of outcomes)
        if (each.status === 'rejected') expect(each.reason).to.be.instanceOf(ErpNextConflict);
    });

    it('stays one when the answer to its insert was lost', async () => {
      site.sandbox.faults.add({ kind: 'answer-lost', method: 'POST', path: 'resource/Address', count: 1 });

      expect(await refusalOf(addressEvent())).to.be.instanceOf(ErpNextUnavailable);
      await handle(addressEvent());

      expect(addresses()).to.have.length(1);
    });
  });

  describe('that ERPNext has already', () => {
    const link = () => [{ link_doctype: 'Lead', link_name: String(site.theLead()['name']) }];
    const content = {
      address_line1: 'STRASSE DER EINHEIT, 7',
      address_line2: 'Tor-3',
      city: 'münchen',
      state: 'Bayern',
      pincode: '80331',
      country: 'Germany',
    };

    it('is adopted when it is the same place, however it is spelled', async () => {
      await site.admin.insert('Address', {
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
      await site.admin.insert('Address', {
        address_title: 'By hand',
        ...content,
        pincode: '80332',
        links: link(),
      });
      await handle(addressEvent());

      await handle(addressEvent({ ...other, address1: 'Straße der Einheit 7', city: 'München' }));

      expect(addresses()).to.have.length(3);
    });

    it('as the party’s primary one of ours without an id is brought up to date', async () => {
      const ours = site.member().erpnext;
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
      await site.admin.insert('Address', {
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

  describe('that changes', () => {
    const changed = { address2: null, city: 'Augsburg', updatedAt: at(600) };

    beforeEach(() => handle(addressEvent()));

    it('is changed in place, in two calls', async () => {
      site.sandbox.requests.reset();

      await handle(addressEvent(changed));

      expect(theAddress()).to.include({
        city: 'Augsburg',
        medusa_updated_at: new Date(at(600)).toISOString(),
      });
      expect(theAddress()['address_line2'] ?? null).to.equal(null);
      expect(site.sandbox.requests.count()).to.equal(2);
    });

    it('keeps what a person corrected', async () => {
      await site.admin.update('Address', String(theAddress()['name']), { pincode: '80333' });

      await handle(addressEvent(changed));

      expect(theAddress()).to.include({ city: 'Augsburg', pincode: '80333' });
    });

    it('is not changed back by an older record, which tells the current fact', async () => {
      const [newer] = await handle(addressEvent(changed));
      const [older] = await handle(addressEvent({ city: 'Ulm', updatedAt: at(500) }));

      expect(theAddress()).to.include({ city: 'Augsburg' });
      expect(older).to.deep.equal(newer);
      expect(member.superseded()).to.equal(1);
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
      site.sandbox.faults.add({ kind: 'timestamp-mismatch', method: 'PUT', doctype: 'Address', count: 1 });

      expect(await refusalOf(addressEvent(changed))).to.be.instanceOf(ErpNextConflict);
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
        addressEvent({ ...other, isDefaultBilling, updatedAt: at(minutes) });
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
      await handle(addressEvent({ ...other, ...defaults, updatedAt: at(600) }));
      await handle(addressEvent({ ...other, updatedAt: at(601) }));

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
      addressEvent({ ...other, isDefaultBilling, updatedAt: at(minutes), ...more });

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

    it('is left alone where a person has decided otherwise', async () => {
      await handle(first(true, 600));
      await site.admin.insert('Address', {
        address_title: 'Theirs',
        address_line1: 'Kontor 1',
        city: 'Bremen',
        country: 'Germany',
        is_primary_address: 1,
        links: [{ link_doctype: 'Lead', link_name: String(site.theLead()['name']) }],
      });

      await handle(first(true, 700, { phone: '555' }));

      expect(primaries()).to.deep.equal(['Bremen']);
    });
  });

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
      expect(await refusalOf(addressEvent(null, { stage: 'DELETED' }))).to.be.instanceOf(NothingToEnd);
    });
  });

  describe('whose Lead becomes a Customer', () => {
    const convert = () =>
      site.admin.insert('Customer', {
        customer_name: 'Smith Ltd',
        customer_type: 'Company',
        customer_group: 'Ecommerce Customer',
        territory: 'All Territories',
        lead_name: String(site.theLead()['name']),
      });

    it('before: belongs to the Customer', async () => {
      await convert();

      await handle(addressEvent());

      expect(linksOf(theAddress())).to.deep.equal(['Customer']);
    });

    const start = async () => {
      await site.reset();
      member = site.member();
      await member.leads.handle(customerEvent({ createdAt: at(0) }));
    };
    /** As the quotation-service does it, in another process. */
    const convertInShop = async () => {
      const other = site.member();
      const party = await other.parties.find('cus_1');
      if (party !== undefined) await untilDone(() => other.conversion.convert(party));
    };

    for (const [who, converts] of [
      ['by a person in Desk', async () => void (await convert())],
      ['by the quotation-service', convertInShop],
    ] as const) {
      it(`${who} at any step of its making: belongs to the Customer in the end`, async () => {
        const calls = beforeEachCall(member.erpnext, () => undefined);
        await handle(addressEvent());
        const steps = calls();
        expect(steps).to.be.greaterThan(4);

        // Converted after the last call, the Address stands there, and ERPNext links it itself.
        for (let step = 1; step <= steps + 1; step += 1) {
          await start();
          beforeEachCall(member.erpnext, (n) => (n === step ? converts() : undefined));

          await untilDone(() => handle(addressEvent()));

          if (site.sandbox.documents('Customer').length === 0) await converts();
          expect(linksOf(theAddress()), `converted before call ${step}`).to.include('Customer');
        }
      });
    }

    it('and whose making was cut off before it found the Customer: finds it with the same record again', async () => {
      site.sandbox.faults.add({ kind: 'answer-lost', method: 'POST', path: 'resource/Address', count: 1 });
      await refusalOf(addressEvent());
      const lead = String(site.theLead()['name']);
      await convert();
      await site.admin.update('Address', String(theAddress()['name']), {
        links: [{ link_doctype: 'Lead', link_name: lead }],
      });

      await handle(addressEvent());

      expect(linksOf(theAddress())).to.deep.equal(['Lead', 'Customer']);
    });
  });

  it('of a further buyer belongs to the Customer and is not its default', async () => {
    await site.admin.insert('Customer', {
      customer_name: 'ACME',
      customer_type: 'Company',
      medusa_id: 'cus_first',
    });
    const ofFirst = { customerId: 'cus_first', isDefaultBilling: true };
    await site.admin.insert('Contact', {
      first_name: 'Anneliese',
      medusa_id: 'cus_second',
      links: [{ link_doctype: 'Customer', link_name: 'ACME' }],
    });

    await handle(addressEvent({ customerId: 'cus_second', isDefaultBilling: true, isDefaultShipping: true }));

    expect(theAddress()).to.include({ is_primary_address: 0, is_shipping_address: 0 });
    expect(linksOf(theAddress())).to.deep.equal(['Customer']);

    await handle(addressEvent({ ...other, ...ofFirst, updatedAt: at(1) }));
    expect(addresses().map((address) => address['is_primary_address'])).to.deep.equal([0, 1]);
  });
});

import { expect } from 'chai';
import type { ErpNextClient } from '#libs/erpnext/erpnext-client.js';
import { outcomeId } from '#libs/messaging/lifecycle-announcer.js';
import type { Outcome } from '#libs/messaging/message.js';
import { CustomerExists } from '#libs/party/errors.js';
import { LinkChecks } from '#libs/party/link-checks.js';
import { LinkCustomer } from '#libs/party/link-customer.js';
import { LinkRefused } from '#libs/party/link-refused.js';
import { keeperOf } from '#libs/party/party.js';
import { PartyLookUp } from '#libs/party/party-look-up.js';
import type { AddressEvent } from '#schemas/generated/address-event.js';
import { addressEvent } from '../support/address-events.js';
import { customerEvent, customerSnapshot } from '../support/customer-events.js';
import { CutOff, cutOffAfter } from '../support/cut-off.js';
import { ErpNextSite } from '../support/erpnext-site.js';

const at = (minutes: number) => Date.UTC(2026, 10, 23, 12) + minutes * 60_000;
const ada = { id: 'cus_1', firstName: 'Ada', lastName: 'Smith', createdAt: at(0) };
const bob = { id: 'cus_2', email: 'bob@acme.example', firstName: 'Bob', lastName: 'Acme', createdAt: at(0) };

describe('A Customer that existed before the shop', () => {
  let site: ErpNextSite;
  let member: ReturnType<ErpNextSite['member']>;
  let told: Outcome[];

  const linking = (erpnext: ErpNextClient = member.erpnext) =>
    new LinkCustomer({
      erpnext,
      lookUp: new PartyLookUp(erpnext),
      announce: (fact) => Promise.resolve(void told.push(fact)),
    });
  const checks = (erpnext: ErpNextClient = member.erpnext) =>
    new LinkChecks(erpnext, new PartyLookUp(erpnext));
  const link = async (called: string, customer: string, erpnext?: ErpNextClient) =>
    linking(erpnext).link(await checks(erpnext).toLink(called, customer));
  const unlink = async (called: string, customer: string, erpnext?: ErpNextClient) =>
    linking(erpnext).unlink(await checks(erpnext).toUnlink(called, customer));
  const refusalOf = async (work: Promise<unknown>) => {
    const error = await work.then(
      () => undefined,
      (thrown: unknown) => thrown,
    );
    if (!(error instanceof LinkRefused)) throw new Error(`not refused: ${String(error)}`);
    return error.reason;
  };
  const all = (doctype: string) => site.sandbox.documents(doctype);
  const named = (doctype: string, name: string) => all(doctype).find((document) => document['name'] === name);
  const leadOf = (medusaId: string) => all('Lead').find((lead) => lead['medusa_id'] === medusaId);
  const linksOf = (document: Record<string, unknown> | undefined) =>
    (document?.['links'] as Record<string, unknown>[]).map((row) => String(row['link_name'])).sort();

  /** A site with an accountant's Customer and two people of the shop. */
  const furnish = async () => {
    await site.reset();
    member = site.member();
    told = [];
    await site.admin.insert('Customer', {
      customer_name: 'ACME',
      customer_type: 'Company',
      email_id: 'office@acme.example',
    });
    await site.admin.insert('Address', {
      address_title: 'ACME HQ',
      address_line1: '1 Old Road',
      city: 'York',
      country: 'United Kingdom',
      is_primary_address: 1,
      links: [{ link_doctype: 'Customer', link_name: 'ACME' }],
    });
    await member.leads.handle(customerEvent(ada));
    await member.leads.handle(customerEvent(bob));
    await member.addresses.handle(addressOf(ada, 'cuaddr_1'));
    await member.addresses.handle(addressOf(bob, 'cuaddr_2'));
  };

  before(async () => (site = await ErpNextSite.start()));
  beforeEach(furnish);
  after(() => site.stop());

  describe('linked with a person of the shop', () => {
    it('stands for that person: ids, version, word, Lead, Contact, Address', async () => {
      await link('cus_1', 'ACME');

      const lead = leadOf('cus_1');
      expect(named('Customer', 'ACME')).to.include({
        medusa_id: 'cus_1',
        medusa_lead: lead?.['name'],
        lead_name: lead?.['name'],
        medusa_updated_at: new Date(at(0)).toISOString(),
        medusa_snapshot: lead?.['medusa_snapshot'],
      });
      expect(lead).to.include({ status: 'Converted' });
      expect(linksOf(named('Contact', 'Ada Smith'))).to.deep.equal(['ACME', lead?.['name']]);
      expect(linksOf(all('Address')[1])).to.deep.equal(['ACME', lead?.['name']]);
      expect(told.map(({ type, medusaId, document }) => [type, medusaId, document?.name])).to.deep.equal([
        ['CustomerLinked', 'cus_1', 'ACME'],
      ]);
    });

    it('keeps its own primary Contact and primary Address', async () => {
      await link('cus_1', 'ACME');

      expect(named('Customer', 'ACME')).to.include({ customer_primary_contact: 'ACME-ACME' });
      expect(all('Address').map((address) => address['is_primary_address'])).to.deep.equal([1, 0, 1]);
    });

    it('is found by the services, whose next event changes it and the person’s own Contact', async () => {
      await link(String(leadOf('cus_1')?.['name']), 'ACME');

      const [outcome] = await member.leads.handle(
        customerEvent({ ...ada, email: 'ada@new.example', companyName: 'ACME Ltd', updatedAt: at(1) }),
      );

      expect(outcome).to.deep.include({
        type: 'CustomerSaved',
        document: { doctype: 'Customer', name: 'ACME' },
      });
      expect(named('Contact', 'Ada Smith')).to.include({ email_id: 'ada@new.example' });
      expect(named('Contact', 'ACME-ACME')).to.include({ email_id: 'office@acme.example' });
      expect(leadOf('cus_1')).to.include({ medusa_email: 'ada@new.example', status: 'Converted' });
    });

    it('is linked with the guest’s id of the same person too', async () => {
      await site.admin.update('Lead', String(leadOf('cus_1')?.['name']), { medusa_guest_id: 'cus_guest' });

      await link('cus_guest', 'ACME');

      expect(named('Customer', 'ACME')).to.include({ medusa_id: 'cus_1', medusa_guest_id: 'cus_guest' });
    });

    it('again changes nothing and tells the same fact', async () => {
      await link('cus_1', 'ACME');
      const before = everything(site);

      await link('cus_1', 'ACME');

      expect(everything(site)).to.deep.equal(before);
      expect(new Set(told.map(outcomeId)).size).to.equal(1);
    });

    it('at any call of its making cut off: the repetition ends the same', async () => {
      await link('cus_1', 'ACME');
      const whole = content(site);

      const cuts = await cutOffEverywhere(() => link('cus_1', 'ACME'), {
        prepare: furnish,
        cut: (client) => link('cus_1', 'ACME', client),
        client: () => member.erpnext,
        check: () => {
          expect(content(site)).to.deep.equal(whole);
          expect(told).to.not.have.length(0);
        },
      });

      expect(cuts).to.be.greaterThan(10);
    });

    it('by no more than the fields that a form can set: the next event finishes it', async () => {
      await link('cus_1', 'ACME');
      const whole = content(site);
      await furnish();
      const lead = String(leadOf('cus_1')?.['name']);
      await site.admin.update('Customer', 'ACME', { medusa_id: 'cus_1', lead_name: lead, medusa_lead: lead });

      await member.leads.handle(customerEvent({ ...ada, lastName: 'Jones', updatedAt: at(1) }));

      expect(leadOf('cus_1')).to.include({ status: 'Converted' });
      expect(linksOf(named('Contact', 'Ada Smith'))).to.include('ACME');
      expect(content(site)['Address']).to.deep.equal(whole['Address']);
    });
  });

  describe('that stands for somebody already', () => {
    beforeEach(() => link('cus_1', 'ACME'));

    it('gets a further buyer as a Contact', async () => {
      await link('cus_2', 'ACME');

      const lead = leadOf('cus_2');
      const contact = named('Contact', 'Bob Acme');
      expect(contact).to.include({
        medusa_id: 'cus_2',
        medusa_updated_at: new Date(at(0)).toISOString(),
        medusa_snapshot: lead?.['medusa_snapshot'],
      });
      expect(linksOf(contact)).to.deep.equal(['ACME', lead?.['name']]);
      expect(lead).to.include({ status: 'Converted', customer: 'ACME' });
      expect(named('Customer', 'ACME')).to.include({ medusa_id: 'cus_1' });
      expect(told.at(-1)).to.deep.include({
        type: 'CustomerLinked',
        medusaId: 'cus_2',
        document: { doctype: 'Contact', name: 'Bob Acme' },
      });
    });

    it('keeps its default addresses when the buyer’s come along', async () => {
      await link('cus_2', 'ACME');

      const addresses = all('Address').filter((address) => linksOf(address).includes('ACME'));
      expect(addresses.map((address) => [address['medusa_id'], address['is_primary_address']])).to.deep.equal(
        [
          [null, 1],
          ['cuaddr_1', 0],
          ['cuaddr_2', 0],
        ],
      );
    });

    it('has the buyer found by the services, also by the guest’s id; the Lead holds no old e-mail', async () => {
      await site.admin.update('Lead', String(leadOf('cus_2')?.['name']), { medusa_guest_id: 'cus_guest' });
      await link('cus_2', 'ACME');

      const [outcome] = await member.leads.handle(
        customerEvent({ ...bob, email: 'bob@new.example', updatedAt: at(1) }),
      );

      expect(outcome).to.deep.include({
        type: 'CustomerSaved',
        medusaId: 'cus_2',
        document: { doctype: 'Contact', name: 'Bob Acme' },
      });
      expect(named('Contact', 'Bob Acme')).to.include({ email_id: 'bob@new.example' });
      expect(leadOf('cus_2')).to.include({ medusa_email: 'bob@new.example', status: 'Converted' });
      expect(await member.parties.find('cus_guest')).to.include({ kind: 'Contact' });
    });

    it('gets one where the site makes no Contacts', async () => {
      const lead = String(leadOf('cus_2')?.['name']);
      await site.admin.call('frappe.client.delete', { doctype: 'Contact', name: 'Bob Acme' });

      await link('cus_2', 'ACME');

      expect(named('Contact', `Bob Acme-${lead}`)).to.include({
        medusa_id: 'cus_2',
        email_id: 'bob@acme.example',
      });
    });

    it('at any call cut off: the repetition ends the same', async () => {
      await link('cus_2', 'ACME');
      const whole = content(site);

      await cutOffEverywhere(() => link('cus_2', 'ACME'), {
        prepare: async () => {
          await furnish();
          await link('cus_1', 'ACME');
        },
        cut: (client) => link('cus_2', 'ACME', client),
        client: () => member.erpnext,
        check: () => expect(content(site)).to.deep.equal(whole),
      });
    });

    it('and is unlinked from the buyer keeps nothing of it', async () => {
      const before = content(site);
      await link('cus_2', 'ACME');

      await unlink('cus_2', 'ACME');

      expect(withoutFlags(content(site))).to.deep.equal(withoutFlags(before));
      expect(told.at(-1)).to.deep.include({ type: 'CustomerUnlinked', medusaId: 'cus_2' });
      expect(await member.parties.find('cus_2')).to.include({ kind: 'Lead' });
    });
  });

  describe('for whose buyer an order was held', () => {
    const held = async (medusaId: string) => {
      const party = await member.parties.find(medusaId);
      if (party === undefined) throw new Error(`${medusaId} is nobody.`);
      return member.conversion.convert(party).then(
        ({ party: now }) => `${now.kind} ${keeperOf(now).name}`,
        (error: unknown) => (error instanceof CustomerExists ? 'held' : Promise.reject(error as Error)),
      );
    };

    it('is the one of the order after the link, and not any more after the unlink', async () => {
      await site.admin.update('Contact', 'ACME-ACME', {
        email_ids: [
          { email_id: 'ada@smith-daughters.example', is_primary: 1 },
          { email_id: 'bob@acme.example', is_primary: 0 },
        ],
      });
      expect([await held('cus_1'), await held('cus_2')]).to.deep.equal(['held', 'held']);

      await link('cus_1', 'ACME');
      await link('cus_2', 'ACME');
      expect([await held('cus_1'), await held('cus_2')]).to.deep.equal(['Customer ACME', 'Contact Bob Acme']);
      expect(all('Customer')).to.have.length(1);

      await unlink('cus_2', 'ACME');
      expect(await held('cus_2')).to.equal('held');
    });
  });

  describe('and whose person is deleted in the shop', () => {
    for (const [what, links] of [
      ['the person that it stands for', ['cus_2']],
      ['a further buyer', ['cus_1', 'cus_2']],
    ] as const)
      it(`gives the e-mail of ${what} free for whoever registers with it`, async () => {
        for (const id of links) await link(id, 'ACME');
        await member.leads.handle(customerEvent({ ...bob, updatedAt: at(1) }, { stage: 'DELETED' }));

        const [outcome] = await member.leads.handle(customerEvent({ ...bob, id: 'cus_3', createdAt: at(2) }));

        expect(outcome).to.deep.include({ type: 'LeadSaved', medusaId: 'cus_3' });
      });
  });

  describe('unlinked', () => {
    it('from a further buyer, at any call cut off: the repetition ends the same', async () => {
      const prepare = async () => {
        await furnish();
        await link('cus_1', 'ACME');
        await link('cus_2', 'ACME');
        told = [];
      };
      await prepare();
      await unlink('cus_2', 'ACME');
      const whole = content(site);

      await cutOffEverywhere(() => unlink('cus_2', 'ACME'), {
        prepare,
        cut: (client) => unlink('cus_2', 'ACME', client),
        client: () => member.erpnext,
        check: () => {
          expect(content(site)).to.deep.equal(whole);
          expect(told.map(({ type }) => type)).to.include('CustomerUnlinked');
        },
        mayBeDone: 'NOT_LINKED',
      });
    });

    it('is as it was before, and so is the Lead', async () => {
      const before = content(site);
      await link('cus_1', 'ACME');

      await unlink('cus_1', 'ACME');

      expect(withoutFlags(content(site))).to.deep.equal(withoutFlags(before));
      expect(told.map(({ type }) => type)).to.deep.equal(['CustomerLinked', 'CustomerUnlinked']);
    });

    it('gives back the addresses that came since', async () => {
      await link('cus_1', 'ACME');
      await member.addresses.handle(addressOf(ada, 'cuaddr_3', '3 New Road'));

      await unlink('cus_1', 'ACME');

      const address = all('Address').find(({ medusa_id }) => medusa_id === 'cuaddr_3');
      expect(linksOf(address)).to.deep.equal([leadOf('cus_1')?.['name']]);
    });

    it('has its Lead found by the services', async () => {
      await link('cus_1', 'ACME');
      await unlink('cus_1', 'ACME');

      const [outcome] = await member.leads.handle(
        customerEvent({ ...ada, lastName: 'Jones', updatedAt: at(1) }),
      );

      expect(outcome).to.deep.include({ type: 'LeadSaved' });
      expect(leadOf('cus_1')).to.include({ last_name: 'Jones' });
      expect(named('Customer', 'ACME')).to.include({ customer_name: 'ACME' });
    });

    it('and linked again is another fact', async () => {
      await link('cus_1', 'ACME');
      await unlink('cus_1', 'ACME');
      await link('cus_1', 'ACME');

      expect(new Set(told.map(outcomeId)).size).to.equal(3);
      expect(named('Customer', 'ACME')).to.include({ medusa_id: 'cus_1' });
    });

    it('at any call cut off: the repetition ends the same, and other systems are told', async () => {
      await link('cus_1', 'ACME');
      await unlink('cus_1', 'ACME');
      const whole = content(site);

      await cutOffEverywhere(() => unlink('cus_1', 'ACME'), {
        prepare: async () => {
          await furnish();
          await link('cus_1', 'ACME');
          told = [];
        },
        cut: (client) => unlink('cus_1', 'ACME', client),
        client: () => member.erpnext,
        check: () => {
          expect(content(site)).to.deep.equal(whole);
          expect(told.map(({ type }) => type)).to.include('CustomerUnlinked');
        },
        mayBeDone: 'NOT_LINKED',
      });
    });
  });

  describe('is not linked, and nothing is written,', () => {
    const refused = async (called: string, customer: string) => {
      const before = everything(site);
      const reason = await refusalOf(checks().toLink(called, customer));
      expect(everything(site)).to.deep.equal(before);
      return reason;
    };

    it('when there is no such Lead or Customer', async () => {
      expect(await refused('cus_unknown', 'ACME')).to.equal('NO_SUCH_LEAD');
      expect(await refused('cus_1', 'Nobody')).to.equal('NO_SUCH_CUSTOMER');
    });

    it('when the Lead is not of the shop', async () => {
      const lead = await site.admin.insert('Lead', { first_name: 'Walk-in' });

      expect(await refused(lead.name, 'ACME')).to.equal('NOT_OF_THE_SHOP');
    });

    it('when the Customer is disabled', async () => {
      await site.admin.update('Customer', 'ACME', { disabled: 1 });

      expect(await refused('cus_1', 'ACME')).to.equal('CUSTOMER_DISABLED');
    });

    it('when another Customer has the id, or was made from the Lead', async () => {
      await site.admin.insert('Customer', { customer_name: 'Other', customer_type: 'Company' });
      await link('cus_1', 'Other');
      const lead = String(leadOf('cus_2')?.['name']);
      await site.admin.insert('Customer', {
        customer_name: 'Made',
        customer_type: 'Company',
        lead_name: lead,
      });

      expect(await refused('cus_1', 'ACME')).to.equal('ID_ON_ANOTHER_CUSTOMER');
      expect(await refused('cus_2', 'ACME')).to.equal('LEAD_OF_ANOTHER_CUSTOMER');
    });

    it('when the Customer was made from another Lead that is not of the shop', async () => {
      const lead = await site.admin.insert('Lead', { first_name: 'Walk-in' });
      await site.admin.insert('Customer', {
        customer_name: 'Walk-in Ltd',
        customer_type: 'Company',
        lead_name: lead.name,
      });

      expect(await refused('cus_1', 'Walk-in Ltd')).to.equal('CUSTOMER_OF_ANOTHER_LEAD');
    });

    it('when the person is a buyer of another Customer', async () => {
      await link('cus_1', 'ACME');
      await link('cus_2', 'ACME');
      await site.admin.insert('Customer', { customer_name: 'Other', customer_type: 'Company' });

      expect(await refused('cus_2', 'Other')).to.equal('BUYER_OF_ANOTHER_CUSTOMER');
    });

    it('and not unlinked when it is not linked', async () => {
      expect(await refusalOf(unlink('cus_1', 'ACME'))).to.equal('NOT_LINKED');
    });
  });
});

const addressOf = (person: { id: string }, id: string, street = `${id} Road`): AddressEvent =>
  addressEvent(
    { id, address1: street, isDefaultBilling: true, customerId: person.id },
    { customer: customerSnapshot({ ...person, addresses: [] }) },
  );

/** Cuts the work after each of its calls on a fresh site, repeats it, and checks what came out. */
const cutOffEverywhere = async (
  repeat: () => Promise<unknown>,
  {
    prepare,
    cut,
    client,
    check,
    mayBeDone,
  }: {
    prepare: () => Promise<void>;
    cut: (client: ErpNextClient) => Promise<unknown>;
    client: () => ErpNextClient;
    check: () => void;
    mayBeDone?: string;
  },
): Promise<number> => {
  for (let calls = 1; ; calls += 1) {
    await prepare();
    try {
      await cut(cutOffAfter(client(), calls));
      return calls;
    } catch (error) {
      if (!(error instanceof CutOff)) throw error;
    }
    await repeat().catch((error: unknown) => {
      if (!(error instanceof LinkRefused) || error.reason !== mayBeDone) throw error;
    });
    check();
  }
};

const doctypes = ['Lead', 'Customer', 'Contact', 'Address'];

const everything = (site: ErpNextSite): Record<string, unknown> =>
  Object.fromEntries(doctypes.map((doctype) => [doctype, site.sandbox.documents(doctype)]));

/** What people see: without times, and without the names that a row of a table happens to have. */
const content = (site: ErpNextSite): Record<string, unknown> =>
  JSON.parse(
    JSON.stringify(everything(site), (key, value: unknown) =>
      ['modified', 'creation', 'modified_by'].includes(key) || value === null || value === ''
        ? undefined
        : isRow(value)
          ? { ...value, name: undefined, owner: undefined }
          : value,
    ),
  ) as Record<string, unknown>;

const isRow = (value: unknown): value is Record<string, unknown> =>
  typeof value === 'object' && value !== null && 'parentfield' in value;

/** Which address is preferred is not taken back: nobody knows what it would be by now. */
const withoutFlags = (documents: Record<string, unknown>): unknown =>
  JSON.parse(JSON.stringify(documents, (key, value: unknown) => (key.startsWith('is_') ? undefined : value)));

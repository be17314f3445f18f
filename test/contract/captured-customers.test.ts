import { expect } from 'chai';
import { shuffled } from '../../cli/demo/story.js';
import { customersInTheEnd } from '../support/captured-entities.js';
import { capturedRecords, type CapturedRecord } from '../support/captured-records.js';
import { ErpNextSite } from '../support/erpnext-site.js';
import { tell } from '../support/told-story.js';

type Document = Record<string, unknown>;

describe('The captured customers of a shop in ERPNext', () => {
  const whole = capturedRecords();
  const story = whole.filter(({ topic }) => topic !== 'medusa.quotation.events.v1');
  let site: ErpNextSite;

  before(async () => (site = await ErpNextSite.start()));
  beforeEach(() => site.reset());
  after(() => site.stop());

  const told = (records: readonly CapturedRecord[]) => {
    const { leads, addresses, orders } = site.member();
    return tell(records, (record) => {
      switch (record.topic) {
        case 'medusa.customer.events.v1':
          return leads.handle(record.event);
        case 'medusa.address.events.v1':
          return addresses.handle(record.event);
        case 'medusa.quotation.events.v1':
          return orders.handle(record.event);
      }
    });
  };
  const addressesOf = ({ name }: Document) =>
    site.sandbox
      .documents('Address')
      .filter(({ links }) => (links as Document[]).some((l) => l['link_name'] === name));

  it('are one Lead for each person who registered or was made by the merchant', async () => {
    const { parked } = await told(story);

    // A guest who opened an account is one person; one who only left an e-mail is nobody yet.
    const persons = customersInTheEnd().filter((c) => c.has_account || c.created_by !== null);
    const known = site.leads().map((lead) => lead['medusa_id']);
    expect(known).to.include.members(persons.map(({ id }) => id));
    expect(site.leads().map((lead) => lead['email_id'])).to.have.members([
      ...persons.map(({ email }) => email),
      'hanna2@brutto-preise.example',
    ]);
    expect(site.sandbox.documents('Contact')).to.have.length(site.leads().length);
    expect(parked).to.be.empty;
  });

  it('have exactly the addresses that the shop still has, and at most one of them as primary', async () => {
    await told(story);

    for (const { id, addresses } of customersInTheEnd()) {
      const lead = site.leads().find((each) => each['medusa_id'] === id);
      const theirs = lead ? addressesOf(lead) : [];
      const living = theirs.filter(({ disabled }) => disabled === 0);

      expect(living.map((address) => address['medusa_id'])).to.have.members(addresses.map((a) => a.id));
      expect(
        living.filter((address) => address['is_primary_address'] === 1).map((a) => a['medusa_id']),
      ).to.have.members(addresses.filter((a) => a.is_default_billing).map((a) => a.id));
      expect(
        living.filter((address) => address['is_shipping_address'] === 1).map((a) => a['medusa_id']),
      ).to.have.members(addresses.filter((a) => a.is_default_shipping).map((a) => a.id));
      expect(
        theirs.filter(({ disabled }) => disabled === 1).every((a) => a['medusa_deleted'] === 1),
      ).to.equal(true);
    }
    const gone = site.sandbox.documents('Address').filter(({ disabled }) => disabled === 1);
    expect(gone.map((address) => address['medusa_id'])).to.have.members([
      'cuaddr_01M84MXYG3YSM2H6FC0WWW1ASY',
      'cuaddr_01M84MXYK9XXG3Z2TJHW0KT639',
    ]);
  });

  it('keep their addresses when their orders make them Customers, beside those that came with orders', async () => {
    await site.stockUp();
    await told(whole);

    const customers = site.sandbox.documents('Customer');
    expect(customers).to.have.length(6);
    for (const customer of customers) {
      const lead = site.leads().find(({ name }) => name === customer['medusa_lead']) ?? {};
      const theirs = addressesOf(customer).filter(({ disabled }) => disabled === 0);
      const { addresses = [] } = customersInTheEnd().find(({ id }) => id === customer['medusa_id']) ?? {};

      const ofLead = addressesOf(lead).filter(({ disabled }) => disabled === 0);
      expect(theirs.map(({ name }) => name)).to.include.members(ofLead.map(({ name }) => name));
      expect(theirs.flatMap((address) => address['medusa_id'] ?? [])).to.have.members(
        addresses.map((a) => a.id),
      );
      // An order says nothing of defaults.
      const primary = theirs.filter((address) => address['is_primary_address'] === 1);
      expect(primary.map((address) => address['medusa_id'])).to.have.members(
        addresses.filter((a) => a.is_default_billing).map((a) => a.id),
      );
    }
  });

  it('stay as they are when all of it is told again, in another order, and tell the same facts', async () => {
    const first = await told(story);
    const before = site.sandbox.state();
    const documents = comparable(site);

    for (const events of [story, [...story].reverse(), shuffled(story, 1)]) {
      const { facts } = await told(events);

      expect([...first.facts]).to.include.members([...facts]);
    }
    expect(site.sandbox.state()).to.deep.equal(before);
    expect(comparable(site)).to.deep.equal(documents);
  });

  it('are the same in the end, in whatever order it is told', async () => {
    await told(story);
    const wanted = comparable(site);
    const orders = [[...story].reverse(), ...Array.from({ length: 20 }, (_, seed) => shuffled(story, seed))];

    for (const [index, events] of orders.entries()) {
      await site.reset();
      const { parked } = await told(events);

      expect(parked, `order ${index}`).to.be.empty;
      expect(comparable(site), `order ${index}`).to.deep.equal(wanted);
    }
  });
});

const ofTheSite = [
  ...['name', 'owner', 'creation', 'modified', 'modified_by', 'idx'],
  ...['parent', 'link_title'],
];
/**
 * Said when the address is made: the type is a part of its name, its content key is made of the Lead's name, and a
 * recipient is noted while the customer's name is unknown.
 */
const setOnce = ['address_type', 'medusa_content_key', 'medusa_recipient'];

/** All that is said of Leads, Contacts and Addresses, without what ERPNext adds: names and times. */
const comparable = ({ sandbox }: ErpNextSite): string[] => {
  const nameless = new Map(sandbox.documents('Lead').map(({ name, medusa_id }) => [name, medusa_id]));
  const without = (document: Document): Document =>
    Object.fromEntries(
      Object.entries(document)
        .filter(([field]) => ![...ofTheSite, ...setOnce].includes(field))
        .map(([field, value]): [string, unknown] => [
          field,
          Array.isArray(value) ? value.map((row: Document) => without(row)) : (nameless.get(value) ?? value),
        ]),
    );
  // A Contact was written for the one word or the other, or as ERPNext made it.
  const contacts = sandbox
    .documents('Contact')
    .map((contact) => ({ ...contact, medusa_snapshot: null, medusa_updated_at: null }));
  return [...sandbox.documents('Lead'), ...contacts, ...sandbox.documents('Address')]
    .map((document) => JSON.stringify(without(document)))
    .sort();
};

import { expect } from 'chai';
import { ErpNextHttpClient } from '#libs/erpnext/erpnext-http-client.js';
import type { Outcome } from '#libs/messaging/message.js';
import { halfDoneLinks } from '#libs/party/half-done-links.js';
import { linkMedusaLead } from '../../cli/setup/client-scripts/link-medusa-lead.js';
import { addressEvent } from '../support/address-events.js';
import { customerEvent, customerSnapshot } from '../support/customer-events.js';
import { at, customersOnSite } from '../support/customers-on-site.js';
import { Desk } from '../support/desk.js';

const ada = { id: 'cus_1', createdAt: at(0) };
const bob = { id: 'cus_2', email: 'bob@acme.example', firstName: 'Bob', lastName: 'Acme', createdAt: at(0) };

describe('The button "Link Medusa Lead" on a Customer', () => {
  const { site, member, replaceMember, handle, leadOf } = customersOnSite();
  let person: ErpNextHttpClient;
  let desk: Desk;
  let facts: Outcome[];

  const nameOf = (medusaId: string) => String(leadOf(medusaId)?.['name']);
  const customer = (name: string) =>
    site()
      .sandbox.documents('Customer')
      .find((document) => document['name'] === name);
  const addressLinks = () =>
    site()
      .sandbox.documents('Address')
      .flatMap(({ links }) => links as { link_name: string }[])
      .map(({ link_name }) => link_name);
  const told = () => facts.map(({ type, medusaId, document }) => [type, medusaId, document?.doctype]);
  const click = (name: string, lead: string) => desk.click('Customer', name, { lead });
  const refusal = (work: Promise<unknown>) =>
    work.then(
      () => 'not refused',
      (error: unknown) => (error instanceof Error ? error.message : String(error)),
    );

  beforeEach(async () => {
    facts = [];
    replaceMember({ announce: (fact) => Promise.resolve(void facts.push(fact)) });
    for (const name of ['ACME', 'Other'])
      await site().admin.insert('Customer', { customer_name: name, customer_type: 'Company' });
    for (const who of [ada, bob]) await handle(customerEvent(who));
    const address = addressEvent(
      { id: 'cuaddr_2', customerId: 'cus_2' },
      { customer: customerSnapshot({ ...bob, addresses: [] }) },
    );
    await member().addresses.handle(address);
    person = new ErpNextHttpClient({
      url: site().sandbox.url,
      apiKey: 'salesuser',
      apiSecret: 'salesuser',
      maxInFlight: 1,
      timeoutMs: 5_000,
    });
    desk = new Desk(person);
    desk.load(linkMedusaLead.script);
  });
  afterEach(() => person.close());

  it('links with the rights of whoever clicks, and the next event finishes it', async () => {
    await click('ACME', nameOf('cus_1'));
    expect(customer('ACME')).to.include({
      medusa_id: 'cus_1',
      medusa_lead: nameOf('cus_1'),
      lead_name: nameOf('cus_1'),
      medusa_updated_at: new Date(at(0)).toISOString(),
      modified_by: 'salesuser@example.com',
    });
    expect(desk.alerts).to.have.length(1);

    await handle(customerEvent({ ...ada, updatedAt: at(1) }));
    await handle(customerEvent({ ...ada, updatedAt: at(2) }));

    expect(leadOf('cus_1')).to.include({ status: 'Converted' });
    expect(await member().parties.find('cus_1')).to.include({ kind: 'Customer' });
    expect(told()).to.deep.equal([['CustomerLinked', 'cus_1', 'Customer']]);
  });

  it('has other systems told by whoever finishes it, also when that one is cut off before the end', async () => {
    await click('ACME', nameOf('cus_1'));
    const cutOff = site().member({ announce: () => Promise.reject(new Error('killed')) });
    await cutOff.leads.handle(customerEvent({ ...ada, updatedAt: at(1) })).catch(() => undefined);

    await handle(customerEvent({ ...ada, updatedAt: at(1) }));

    expect(told()).to.deep.equal([['CustomerLinked', 'cus_1', 'Customer']]);
  });

  it('makes a further buyer of a Customer that stands for somebody else', async () => {
    await click('ACME', nameOf('cus_1'));

    await click('ACME', nameOf('cus_2'));
    expect(await halfDoneLinks(member().erpnext)).to.deep.include({ medusaId: 'cus_2', customer: 'ACME' });
    await handle(customerEvent({ ...bob, updatedAt: at(1) }));

    expect(customer('ACME')).to.include({ medusa_id: 'cus_1' });
    expect(await member().parties.find('cus_2')).to.include({ kind: 'Contact' });
    expect(leadOf('cus_2')).to.include({ status: 'Converted', customer: 'ACME' });
    expect(told()).to.deep.equal([['CustomerLinked', 'cus_2', 'Contact']]);
    expect(addressLinks()).to.deep.equal([nameOf('cus_2'), 'ACME']);
  });

  it('refuses a Lead that is not of the shop', async () => {
    const lead = await site().admin.insert('Lead', { first_name: 'Walk-in' });

    expect(await refusal(click('ACME', lead.name))).to.match(/has no Medusa ID/);
    expect(customer('ACME')?.['medusa_id'] ?? null).to.equal(null);
  });

  it('refuses a person who is another Customer, or a buyer of one', async () => {
    await click('ACME', nameOf('cus_1'));
    await click('ACME', nameOf('cus_2'));

    expect(await refusal(click('Other', nameOf('cus_1')))).to.equal('This person is Customer ACME already.');
    expect(await refusal(click('Other', nameOf('cus_2')))).to.equal(
      'This person is a buyer of Customer ACME already.',
    );
  });

  it('refuses a Customer that was made from another Lead', async () => {
    const lead = await site().admin.insert('Lead', { first_name: 'Walk-in' });
    await site().admin.insert('Customer', {
      customer_name: 'Walk-in',
      customer_type: 'Company',
      lead_name: lead.name,
    });

    expect(await refusal(click('Walk-in', nameOf('cus_1')))).to.match(/was made from Lead/);
  });

  it('does nothing for whoever may not write a Customer', async () => {
    const nobody = new ErpNextHttpClient({
      url: site().sandbox.url,
      apiKey: 'salesmanager',
      apiSecret: 'salesmanager',
      maxInFlight: 1,
      timeoutMs: 5_000,
    });
    const theirs = new Desk(nobody);
    theirs.load(linkMedusaLead.script);

    expect(await refusal(theirs.click('Customer', 'ACME', { lead: nameOf('cus_1') }))).to.match(/forbids/);
    nobody.close();
  });
});

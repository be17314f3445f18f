import type { ErpNextClient } from '#libs/erpnext/erpnext-client.js';
import type { Outcome } from '#libs/messaging/message.js';
import { LinkChecks } from '#libs/party/link-checks.js';
import { LinkCustomer } from '#libs/party/link-customer.js';
import { LinkRefused } from '#libs/party/link-refused.js';
import { PartyLookUp } from '#libs/party/party-look-up.js';
import type { AddressEvent } from '#schemas/generated/address-event.js';
import { addressEvent } from './address-events.js';
import { customerEvent, customerSnapshot } from './customer-events.js';
import { at, customersOnSite } from './customers-on-site.js';
import { rowsOf, type Document } from './document-rows.js';
import { refusalOf } from './refusal-of.js';

/** Called in a describe: before each of its tests ERPNext has an accountant's Customer and two people of the shop. */
export const linksOnSite = () => {
  const its = customersOnSite();
  const { site, member } = its;
  let told: Outcome[];

  const linking = (erpnext: ErpNextClient = member().erpnext) =>
    new LinkCustomer({
      erpnext,
      lookUp: new PartyLookUp(erpnext),
      announce: (fact) => Promise.resolve(void told.push(fact)),
    });
  const checks = (erpnext: ErpNextClient = member().erpnext) =>
    new LinkChecks(erpnext, new PartyLookUp(erpnext));
  const all = (doctype: string): Document[] => site().sandbox.documents(doctype);

  const furnish = async () => {
    told = [];
    await site().admin.insert('Customer', {
      customer_name: 'ACME',
      customer_type: 'Company',
      email_id: 'office@acme.example',
    });
    await site().admin.insert('Address', {
      address_title: 'ACME HQ',
      address_line1: '1 Old Road',
      city: 'York',
      country: 'United Kingdom',
      is_primary_address: 1,
      links: [{ link_doctype: 'Customer', link_name: 'ACME' }],
    });
    await its.handle(customerEvent(ada));
    await its.handle(customerEvent(bob));
    await member().addresses.handle(addressOf(ada, 'cuaddr_1'));
    await member().addresses.handle(addressOf(bob, 'cuaddr_2'));
  };

  beforeEach(furnish);

  return {
    ...its,
    startAgain: async () => {
      await its.startAgain();
      await furnish();
    },
    told: () => told,
    /** For a test that looks only at what is told from here on. */
    forgetTold: () => void (told = []),
    checks,
    link: async (called: string, customer: string, erpnext?: ErpNextClient) =>
      linking(erpnext).link(await checks(erpnext).toLink(called, customer)),
    unlink: async (called: string, customer: string, erpnext?: ErpNextClient) =>
      linking(erpnext).unlink(await checks(erpnext).toUnlink(called, customer)),
    all,
    named: (doctype: string, name: string) => all(doctype).find((document) => document['name'] === name),
  };
};

export const ada = { id: 'cus_1', firstName: 'Ada', lastName: 'Smith', createdAt: at(0) };
export const bob = {
  id: 'cus_2',
  email: 'bob@acme.example',
  firstName: 'Bob',
  lastName: 'Acme',
  createdAt: at(0),
};

export const addressOf = (person: { id: string }, id: string, street = `${id} Road`): AddressEvent =>
  addressEvent(
    { id, address1: street, isDefaultBilling: true, customerId: person.id },
    { customer: customerSnapshot({ ...person, addresses: [] }) },
  );

/** Names of the documents that this one is linked with. */
export const linksOf = (document: Document = {}): string[] =>
  rowsOf(document, 'links')
    .map((row) => String(row['link_name']))
    .sort();

/** Why a link was refused. */
export const reasonOf = async (work: Promise<unknown>) => {
  const error = await refusalOf(work);
  if (!(error instanceof LinkRefused)) throw new Error(`not refused: ${String(error)}`);
  return error.reason;
};

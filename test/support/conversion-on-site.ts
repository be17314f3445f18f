import { expect } from 'chai';
import type { Buyer } from '#libs/party/convert-party.js';
import { customerEvent } from './customer-events.js';
import { at } from './customers-on-site.js';
import type { Document } from './document-rows.js';
import { siteForEachTest } from './site-for-each-test.js';

/** Called in a describe: before each of its tests ERPNext knows nobody yet. */
export const conversionOnSite = () => {
  const its = siteForEachTest((site) => site.reset());
  const customers = (): Document[] => its.site().sandbox.documents('Customer');
  return {
    ...its,
    convert: async (buyer: Buyer = {}, by = its.member()) =>
      by.conversion.convert(await its.party('cus_1', by), buyer),
    customers,
    theCustomer: (): Document => {
      expect(customers()).to.have.length(1);
      return customers()[0] as Document;
    },
    /** A Lead of the shop's customer as the lead-service makes it. */
    register: (said: Parameters<typeof customerEvent>[0] = company) =>
      its.member().leads.handle(customerEvent(said)),
  };
};

/** What Ada says of her company. */
export const company = {
  companyName: 'Smith & Daughters LLC',
  phone: '+1 212 555 0199',
  metadata: '{"vat_id":"US 12-345","accepts_terms":true}',
  createdAt: at(0),
};

/** Whom an order is billed to. */
export const billing = { company: 'Dupré SARL', firstName: 'Émile', lastName: 'Dupré' };

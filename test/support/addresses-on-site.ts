import { expect } from 'chai';
import type { AddressEvent } from '#schemas/generated/address-event.js';
import { customerEvent } from './customer-events.js';
import { at } from './customers-on-site.js';
import { rowsOf, type Document } from './document-rows.js';
import { siteForEachTest } from './site-for-each-test.js';

/** Called in a describe: before each of its tests ERPNext knows Ada, and no address of hers yet. */
export const addressesOnSite = () => {
  const its = siteForEachTest(async (site) => {
    await site.reset();
    await site.member().leads.handle(customerEvent({ createdAt: at(0) }));
  });
  const addresses = (): Document[] => its.site().sandbox.documents('Address');

  return {
    ...its,
    handle: (event: AddressEvent) => its.member().addresses.handle(event),
    addresses,
    theAddress: (): Document => {
      expect(addresses()).to.have.length(1);
      return addresses()[0] as Document;
    },
  };
};

/** What kinds of documents an address belongs to. */
export const linksOf = (address: Document): unknown[] =>
  rowsOf(address, 'links').map((link) => link['link_doctype']);

/** Where Ada's company has its store. */
export const otherAddress = {
  id: 'cuaddr_01M84MXWX1ZGV5KY1BGVZEBTEF',
  address1: 'Gewerbepark Nord 99',
  city: 'Augsburg',
};

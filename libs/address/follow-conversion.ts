import { changeLinks, linksOf } from '#libs/erpnext/dynamic-links.js';
import type { ErpNextClient } from '#libs/erpnext/erpnext-client.js';
import type { EnsureParty } from '#libs/party/ensure-party.js';
import type { Party } from '#libs/party/party.js';
import type { PartyLookUp } from '#libs/party/party-look-up.js';
import type { AddressDocument } from './address-document.js';
import { linkOf } from './address-look-up.js';

/**
 * To be called when an Address was written for a Lead: while the Lead is being converted, ERPNext links those Addresses
 * to the Customer that it sees at that moment, and one that was being written just then would be left behind.
 */
export const followConversion = async (
  erpnext: ErpNextClient,
  parties: Pick<EnsureParty, 'find'>,
  name: string,
  party: Party,
): Promise<void> => {
  if (party.kind !== 'Lead') return;
  const now = await parties.find(party.lead.medusa_id ?? '');
  if (now !== undefined && now.kind !== 'Lead')
    await changeLinks(erpnext, 'Address', name, { add: linkOf(now) });
};

/**
 * The same after a change, for an Address whose making was cut off before it followed. Whose it is stands in ERPNext's
 * answer to the change; only while it is nobody's but a Lead's is there a call to make.
 */
export const catchUpWithConversion = async (
  erpnext: ErpNextClient,
  lookUp: Pick<PartyLookUp, 'customerMadeFrom'>,
  address: AddressDocument,
): Promise<void> => {
  const links = linksOf(address);
  if (links.some(({ link_doctype }) => link_doctype === 'Customer')) return;
  for (const { link_doctype, link_name } of links) {
    if (link_doctype !== 'Lead' || typeof link_name !== 'string') continue;
    const customer = await lookUp.customerMadeFrom(link_name);
    if (customer === undefined) continue;
    const add = { link_doctype: 'Customer', link_name: customer.name };
    await changeLinks(erpnext, 'Address', address.name, { add });
  }
};

import { changeLinks } from '#libs/erpnext/dynamic-links.js';
import type { ErpNextClient } from '#libs/erpnext/erpnext-client.js';
import type { EnsureParty } from '#libs/party/ensure-party.js';
import type { Party } from '#libs/party/party.js';
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

import type { Expected, ExpectedParty } from '../expected.js';
import type { Place } from '../rows.js';
import type { Findings } from './findings.js';
import { by, byOwner, linksOf, nameOf, versionOf, type Evidence, type Found } from './found.js';
import type { PartyDocuments } from './parties.js';

/** Compares the addresses of the address books, and those that came with orders. */
export const judgeAddresses = (
  expected: Expected,
  { addresses }: Evidence,
  parties: ReadonlyMap<ExpectedParty, PartyDocuments>,
  findings: Findings,
): void => {
  const withId = by(addresses, 'medusa_id');
  for (const row of expected.shop.addresses) {
    const address = findings.theOne(`Address of ${row.id}`, withId(row.id));
    if (address === undefined) continue;
    const stale = (field: string, found: unknown, value: unknown) =>
      findings.compare('stale', `${nameOf(address)} (${row.id}) ${field}`, found, value);
    stale('version', versionOf(address), row.updatedAt);
    stale('disabled', address['disabled'], row.deletedAt === null ? 0 : 1);
    stale('medusa_deleted', address['medusa_deleted'], row.deletedAt === null ? 0 : 1);
    if (row.deletedAt === null) {
      stale('place', placeOf(address), contentOf(row.place));
      stale('is_primary_address', address['is_primary_address'], row.isDefaultBilling ? 1 : 0);
      stale('is_shipping_address', address['is_shipping_address'], row.isDefaultShipping ? 1 : 0);
    }
    judgeOwner(address, parties.get(expected.partyOf(row.customerId)), findings);
  }

  const known = new Set(expected.shop.addresses.map(({ id }) => id));
  const nobodys = addresses.filter((address) => !known.has(String(address['medusa_id'])));
  judgeOrderAddresses(expected, nobodys, parties, findings);
};

/** An order's address has no id: it must be one of its party's orders, and once. */
const judgeOrderAddresses = (
  expected: Expected,
  addresses: readonly Found[],
  parties: ReadonlyMap<ExpectedParty, PartyDocuments>,
  findings: Findings,
): void => {
  const unclaimed = new Set(addresses);
  const addressesOf = byOwner(addresses);
  const placesOf = new Map<ExpectedParty, Set<string>>();
  for (const { party, row } of expected.orders)
    placesOf.set(party, (placesOf.get(party) ?? new Set()).add(contentOf(row.billing)));
  for (const [party, documents] of parties) {
    const places = placesOf.get(party) ?? [];
    const own = addressesOf(...ownersOf(documents));
    for (const place of places) {
      const same = own.filter((address) => placeOf(address) === place);
      if (same.length > 1) findings.add('doubled', `${same.length} Addresses of ${party.row.id}: ${place}`);
      for (const address of same) {
        unclaimed.delete(address);
        judgeOwner(address, documents, findings);
      }
    }
  }
  for (const address of unclaimed) findings.add('doubled', `Address ${nameOf(address)} is nobody's`);
};

const judgeOwner = (address: Found, documents: PartyDocuments | undefined, findings: Findings): void => {
  const links = linksOf(address);
  const { lead, customer } = documents ?? {};
  if (customer !== undefined && !links.includes(`Customer ${nameOf(customer)}`))
    findings.add('orphaned', `Address ${nameOf(address)} does not belong to ${nameOf(customer)}`);
  if (customer === undefined && lead !== undefined && !links.includes(`Lead ${nameOf(lead)}`))
    findings.add('orphaned', `Address ${nameOf(address)} does not belong to ${nameOf(lead)}`);
};

export const isLinked = (address: Found, documents: PartyDocuments): boolean => {
  const links = linksOf(address);
  return ownersOf(documents).some((owner) => links.includes(owner));
};

const ownersOf = ({ lead, customer }: PartyDocuments): string[] => [
  ...(lead === undefined ? [] : [`Lead ${nameOf(lead)}`]),
  ...(customer === undefined ? [] : [`Customer ${nameOf(customer)}`]),
];

const placeOf = (address: Found): string =>
  ['address_line1', 'pincode', 'city'].map((field) => String(address[field])).join(', ');

const contentOf = ({ street, postalCode, city }: Place): string => [street, postalCode, city].join(', ');

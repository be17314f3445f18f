import type { Expected, ExpectedParty } from '../expected.js';
import { customerName } from '../rows.js';
import type { Findings } from './findings.js';
import { by, byOwner, linksOf, nameOf, versionOf, type Evidence, type Found } from './found.js';

/** The documents that stand for a party. */
export interface PartyDocuments {
  readonly lead: Found | undefined;
  readonly customer: Found | undefined;
}

/** Compares Leads, Customers and Contacts; answers which documents stand for whom. */
export const judgeParties = (
  expected: Expected,
  { leads, customers, contacts }: Evidence,
  findings: Findings,
): ReadonlyMap<ExpectedParty, PartyDocuments> => {
  const leadsOf = by(leads, 'medusa_id', 'medusa_guest_id');
  const customersOf = by(customers, 'medusa_id', 'medusa_guest_id');
  const contactsOf = byOwner(contacts);

  const documents = new Map<ExpectedParty, PartyDocuments>();
  for (const party of expected.parties) {
    const { row, guestId, isCustomer } = party;
    const ids = [row.id, ...(guestId === null ? [] : [guestId])];
    const lead = findings.theOne(`Lead of ${row.id}`, leadsOf(...ids));
    const customer = isCustomer
      ? findings.theOne(`Customer of ${row.id}`, customersOf(...ids))
      : customersOf(...ids)[0];
    if (!isCustomer && customer !== undefined)
      findings.add('doubled', `Customer ${nameOf(customer)} of ${row.id}, who ordered nothing`);
    documents.set(party, { lead, customer });

    const keeper = customer ?? lead;
    if (keeper === undefined || lead === undefined) continue;
    judgeKeeper(party, keeper, findings);
    // One who left has given the address free, or never had it if he was first heard of as gone.
    const mayHaveNone = row.deletedAt !== null && expected.shop.handedOn.has(row.email);
    if (customer === undefined) judgeLead(party, lead, mayHaveNone, findings);
    else judgeCustomer(party, customer, lead, findings);
    judgeContact(party, contactsOf(`Lead ${nameOf(lead)}`), customer, mayHaveNone, findings);
  }

  const known = new Set([...documents.values()].flatMap(({ lead, customer }) => [lead, customer]));
  for (const document of [...leads, ...customers])
    if (!known.has(document)) findings.add('doubled', `${nameOf(document)} stands for nobody`);
  return documents;
};

const judgeKeeper = ({ row, guestId }: ExpectedParty, keeper: Found, findings: Findings): void => {
  const stale = (field: string, found: unknown, value: unknown) =>
    findings.compare('stale', `${nameOf(keeper)} (${row.id}) ${field}`, found, value);
  stale('medusa_id', keeper['medusa_id'], row.id);
  stale('medusa_guest_id', keeper['medusa_guest_id'] ?? null, guestId);
  stale('medusa_deleted', keeper['medusa_deleted'], row.deletedAt === null ? 0 : 1);
  if (row.hasAccount) stale('version', versionOf(keeper), row.updatedAt);
};

const judgeLead = ({ row }: ExpectedParty, lead: Found, mayHaveNone: boolean, findings: Findings): void => {
  const stale = (field: string, value: unknown) =>
    findings.compare('stale', `${nameOf(lead)} (${row.id}) ${field}`, lead[field] || null, value);
  if (!mayHaveNone) stale('email_id', row.email);
  if (!row.hasAccount) return;
  stale('first_name', row.firstName);
  stale('last_name', row.lastName);
  stale('company_name', row.companyName);
  stale('mobile_no', row.phone);
  stale('status', row.deletedAt === null ? lead['status'] : 'Do Not Contact');
};

const judgeCustomer = ({ row }: ExpectedParty, customer: Found, lead: Found, findings: Findings): void => {
  if (row.hasAccount)
    findings.compare(
      'stale',
      `${nameOf(customer)} (${row.id}) customer_name`,
      customer['customer_name'],
      customerName(row),
    );
  for (const field of ['medusa_lead', 'lead_name'])
    findings.compare('orphaned', `${nameOf(customer)} ${field}`, customer[field], nameOf(lead));
};

const judgeContact = (
  { row }: ExpectedParty,
  contacts: readonly Found[],
  customer: Found | undefined,
  mayHaveNone: boolean,
  findings: Findings,
): void => {
  const [contact, ...others] = contacts;
  if (contact === undefined) return findings.add('orphaned', `${row.id} has no Contact`);
  if (others.length > 0) findings.add('doubled', `${contacts.length} Contacts of ${row.id}`);
  if (customer !== undefined) {
    if (!linksOf(contact).includes(`Customer ${nameOf(customer)}`))
      findings.add('orphaned', `the Contact of ${row.id} does not belong to ${nameOf(customer)}`);
    findings.compare(
      'orphaned',
      `${nameOf(customer)} customer_primary_contact`,
      customer['customer_primary_contact'],
      nameOf(contact),
    );
  }
  const stale = (field: string, value: unknown) =>
    findings.compare('stale', `Contact of ${row.id} ${field}`, contact[field] || null, value);
  if (!mayHaveNone) stale('email_id', row.email);
  if (!row.hasAccount) return;
  stale('first_name', row.firstName);
  stale('last_name', row.lastName);
  stale('mobile_no', row.phone);
};

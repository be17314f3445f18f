import type { OrderAddress } from '#schemas/generated/order-address.js';
import type { ErpNextClient } from '#libs/erpnext/erpnext-client.js';
import { wordOf } from '#libs/erpnext/kept-state.js';
import { cleanText } from './clean-text.js';
import type { ContactBook } from './contact-book.js';
import type { CustomerWord } from './customer-word.js';
import type { LeadDocument } from './party.js';

/** To whom an order is billed. */
export type BillingName = Pick<OrderAddress, 'company' | 'firstName' | 'lastName'>;

export interface NameAsBilledOptions {
  readonly erpnext: ErpNextClient;
  readonly contacts: Pick<ContactBook, 'contactOf' | 'name'>;
}

/**
 * A buyer of whom the shop knows only an e-mail address is called as the order is billed: the person, else the company.
 * The Lead is written last, so that a cut between Contact and Lead is repeated.
 */
export const nameAsBilled = async (
  { erpnext, contacts }: NameAsBilledOptions,
  lead: LeadDocument,
  billing: BillingName | null | undefined,
): Promise<LeadDocument> => {
  const name = nameIn(billing);
  if (name === undefined || !isUnnamed(lead)) return lead;

  if (name.first_name !== undefined) {
    const contact = await contacts.contactOf('Lead', lead.name);
    // The shop may just now have come to know the name, and the lead-service writes the Contact first.
    if (contact !== undefined) await contacts.name(contact.name, name, (now) => isCalledByNothing(now, lead));
  }
  // Saving a Contact moves the time of its Lead.
  const now: LeadDocument = await erpnext.get('Lead', lead.name);
  return isUnnamed(now) ? erpnext.update('Lead', lead.name, { ...name, modified: now.modified }) : now;
};

/** A first name is demanded of a person; ERPNext would make one up. */
const nameIn = (billing: BillingName | null | undefined) => {
  const [first, last, company] = [billing?.firstName, billing?.lastName, billing?.company].map(
    (name) => cleanText(name).value ?? undefined,
  );
  if (first !== undefined) return { first_name: first, last_name: last ?? null };
  if (last !== undefined) return { first_name: last, last_name: null };
  return company === undefined ? undefined : { company_name: company };
};

/** Without a name a Lead is called by the part of its e-mail before @; a person may have called it otherwise. */
const isUnnamed = (lead: LeadDocument): boolean => {
  const isNamed = lead['company_name'] || wordOf<CustomerWord>(lead)?.firstName?.trim();
  return !isNamed && isCalledByNothing(lead, lead);
};

const isCalledByNothing = (document: Readonly<Record<string, unknown>>, lead: LeadDocument): boolean => {
  const called = String(document['first_name'] ?? '').toLowerCase();
  const from = [wordOf<CustomerWord>(lead)?.email, lead.email_id, lead.medusa_id];
  const madeUp = from.map((text) => text?.split('@')[0]?.toLowerCase());
  return !document['last_name'] && (called === '' || madeUp.includes(called));
};

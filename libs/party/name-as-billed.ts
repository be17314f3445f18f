import type { OrderAddress } from '#schemas/generated/order-address.js';
import type { ErpNextClient, Fields } from '#libs/erpnext/erpnext-client.js';
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
  billing: BillingName | undefined,
): Promise<LeadDocument> => {
  const [first_name, last_name, company_name] = [billing?.firstName, billing?.lastName, billing?.company].map(
    (name) => cleanText(name).value,
  );
  const isPerson = Boolean(first_name ?? last_name);
  if (!(isPerson || company_name) || !isUnnamed(lead)) return lead;

  if (isPerson) {
    const contact = await contacts.contactOf('Lead', lead.name);
    const person = { first_name: first_name ?? null, last_name: last_name ?? null };
    // The shop may just now have come to know the name, and the lead-service writes the Contact first.
    if (contact !== undefined) await contacts.name(contact, person, (now) => isCalledByNothing(now, lead));
  }
  // Saving a Contact moves the time of its Lead.
  const now: LeadDocument = await erpnext.get('Lead', lead.name);
  if (!isUnnamed(now)) return now;
  const name: Fields = isPerson
    ? { first_name: first_name ?? null, last_name: last_name ?? null }
    : { company_name: company_name ?? null };
  return erpnext.update('Lead', lead.name, { ...name, modified: now.modified });
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

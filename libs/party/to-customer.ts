import type { OrderAddress } from '#schemas/generated/order-address.js';
import type { Fields } from '#libs/erpnext/erpnext-client.js';
import { wordOf } from '#libs/erpnext/kept-state.js';
import { customerGroup, salesPerson } from '#libs/erpnext/masters.js';
import { cleanText } from './clean-text.js';
import type { CustomerWord } from './customer-word.js';
import type { LeadDocument } from './party.js';
import { saidFields, type PartyFields } from './party-fields.js';

/** To whom an order is billed: names a buyer of whom the shop knows only an e-mail address. */
export type BillingName = Pick<OrderAddress, 'company' | 'firstName' | 'lastName'>;

export interface ToCustomerOptions {
  /** What the shop says of the buyer, for what a Lead has no field for. */
  readonly said: PartyFields['customer'];
  readonly billing: BillingName | undefined;
  /** For a Lead without one. */
  readonly territory: string;
}

/**
 * The Customer that a Lead becomes. It carries over what stands in the Lead, not what the shop said, so that what a
 * salesperson corrected survives; and the shop's word with it, so that the shop's next word is compared with that.
 */
export const toCustomer = (lead: LeadDocument, { said, billing, territory }: ToCustomerOptions): Fields => ({
  ...saidFields(said),
  ...nameOf(lead, billing),
  ...saidFields({ language: textOf(lead, 'language') }),
  // Both are blank when they are not sent, because a site's own defaults may be.
  customer_group: customerGroup,
  territory: textOf(lead, 'territory') ?? territory,
  // ERPNext adds the shares up: a text would be no number to it.
  sales_team: [{ sales_person: salesPerson, allocated_percentage: 100 }],
  lead_name: lead.name,
  medusa_lead: lead.name,
  medusa_accepts_terms: lead['medusa_accepts_terms'] === 1 ? 1 : 0,
  medusa_deleted: lead.medusa_deleted ?? 0,
  ...saidFields({
    medusa_id: lead.medusa_id ?? null,
    medusa_guest_id: lead.medusa_guest_id ?? null,
    medusa_updated_at: lead.medusa_updated_at ?? null,
    medusa_snapshot: lead.medusa_snapshot ?? null,
  }),
});

const nameOf = (lead: LeadDocument, billing: BillingName | undefined): Fields => {
  const company = cleanText(textOf(lead, 'company_name')).value;
  if (company !== null) return { customer_name: company, customer_type: 'Company' };

  const person = personOf(textOf(lead, 'first_name'), textOf(lead, 'last_name'));
  const billedPerson = personOf(billing?.firstName, billing?.lastName);
  const billedCompany = cleanText(billing?.company).value;
  if (isBorrowed(lead) && billedPerson === null && billedCompany !== null) {
    return { customer_name: billedCompany, customer_type: 'Company' };
  }
  const name = (isBorrowed(lead) ? billedPerson : null) ?? person ?? lead.name;
  return { customer_name: name, customer_type: 'Individual' };
};

/** Without a name ERPNext calls a Lead by the part of its e-mail before @. */
const isBorrowed = (lead: LeadDocument): boolean => {
  const { firstName, lastName, email } = wordOf<CustomerWord>(lead) ?? {};
  if (firstName || lastName || textOf(lead, 'last_name')) return false;
  const called = textOf(lead, 'first_name')?.toLowerCase();
  const borrowed = [email, lead.email_id, lead.medusa_id].map((from) => from?.split('@')[0]?.toLowerCase());
  return called === undefined || borrowed.includes(called);
};

const personOf = (...names: readonly (string | null | undefined)[]): string | null =>
  cleanText(
    names
      .map((name) => name?.trim())
      .filter(Boolean)
      .join(' '),
  ).value;

const textOf = (lead: LeadDocument, field: string): string | null => {
  const value = lead[field];
  return typeof value === 'string' && value !== '' ? value : null;
};

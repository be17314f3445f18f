import type { Fields } from '#libs/erpnext/erpnext-client.js';
import { customerGroup, salesPerson } from '#libs/erpnext/masters.js';
import { cleanText } from './clean-text.js';
import type { LeadDocument } from './party.js';
import { saidFields, type PartyFields } from './party-fields.js';

/**
 * The Customer that a Lead becomes. It carries over what stands in the Lead, not what the shop said, so that what a
 * salesperson corrected survives; and the shop's word with it, so that the shop's next word is compared with that.
 *
 * @param said what the shop says, for what a Lead has no field for
 */
export const toCustomer = (
  lead: LeadDocument,
  said: PartyFields['customer'],
  defaultTerritory: string,
): Fields => ({
  ...saidFields(said),
  ...nameOf(lead),
  ...saidFields({ language: textOf(lead, 'language') }),
  // Both are blank when they are not sent, because a site's own defaults may be.
  customer_group: customerGroup,
  territory: textOf(lead, 'territory') ?? defaultTerritory,
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

const nameOf = (lead: LeadDocument): Fields => {
  const company = cleanText(textOf(lead, 'company_name')).value;
  if (company !== null) return { customer_name: company, customer_type: 'Company' };
  const person = ['first_name', 'last_name'].map((field) => textOf(lead, field)).filter(Boolean);
  return { customer_name: cleanText(person.join(' ')).value ?? lead.name, customer_type: 'Individual' };
};

const textOf = (lead: LeadDocument, field: string): string | null => {
  const value = lead[field];
  return typeof value === 'string' && value !== '' ? value : null;
};

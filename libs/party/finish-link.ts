import { changeLinks, linkedTo, type DynamicLink } from '#libs/erpnext/dynamic-links.js';
import type { ErpNextClient, ErpNextDocument, Fields } from '#libs/erpnext/erpnext-client.js';
import type { BuyerDocument, CustomerDocument, LeadDocument } from './party.js';

/** Told of the document that stands for the person now, before the last write: cut off, it is told again. */
type Tell = (document: ErpNextDocument) => Promise<void>;

/**
 * What ERPNext does for a Customer that is made from a Lead, and does not do when `lead_name` is set on one that existed:
 * the Lead's Contacts and Addresses become the Customer's too, and the Lead is Converted. That comes last, so that
 * whoever finds it still open finishes what was cut off, or what a form's script can not do.
 */
export const finishLink = async (
  erpnext: ErpNextClient,
  lead: LeadDocument,
  customer: CustomerDocument,
  tell: Tell = () => Promise.resolve(),
): Promise<{ lead: LeadDocument; customer: CustomerDocument }> => {
  const from = leadLink(lead.name);
  const to = customerLink(customer.name);
  const contacts = await linkedTo(erpnext, 'Contact', from);
  for (const { name } of contacts) await changeLinks(erpnext, 'Contact', name, { add: to });
  await shareAddresses(erpnext, from, to);
  const [contact] = contacts;
  if (!customer.customer_primary_contact && contact !== undefined) {
    await erpnext.update('Customer', customer.name, { customer_primary_contact: contact.name });
  }
  const linked = await erpnext.get('Customer', customer.name);
  await tell(linked);
  // Any save makes ERPNext work out the status anew.
  const converted = lead.status === 'Converted' ? lead : await erpnext.update('Lead', lead.name, {});
  return { lead: converted, customer: linked };
};

/** The same for a further buyer, whose Lead names the Customer already: no default of theirs is the company's. */
export const finishBuyerLink = async (
  erpnext: ErpNextClient,
  lead: LeadDocument,
  contact: BuyerDocument,
  tell: Tell,
): Promise<LeadDocument> => {
  const to = customerLink(lead.customer ?? '');
  await shareAddresses(erpnext, leadLink(lead.name), to, { unflagged: true });
  await tell(await erpnext.get('Contact', contact.name));
  return erpnext.update('Lead', lead.name, { status: 'Converted' });
};

/** Somebody linked a Lead and its Customer, and was cut off or could do no more than that. */
export const isHalfLinked = (lead: LeadDocument, customer: CustomerDocument): boolean =>
  customer.lead_name === lead.name && lead.status !== 'Converted';

export const isHalfLinkedBuyer = (lead: LeadDocument, contact: BuyerDocument): boolean =>
  lead.customer === contact.link_name && lead.status !== 'Converted';

interface AddressRow extends ErpNextDocument {
  readonly is_primary_address?: 0 | 1;
  readonly is_shipping_address?: 0 | 1;
}

const flags = ['is_primary_address', 'is_shipping_address'] as const;

/**
 * Saved with a preferred flag, an Address takes the flag from all others of its parties; so one that comes along gives it
 * up where the Customer has such an Address of its own, and always when `unflagged`.
 */
export const shareAddresses = async (
  erpnext: ErpNextClient,
  from: DynamicLink,
  to: DynamicLink,
  { unflagged = false }: { unflagged?: boolean } = {},
): Promise<void> => {
  const columns = ['name', 'disabled', ...flags];
  const coming = await linkedTo<AddressRow>(erpnext, 'Address', from, columns);
  if (coming.length === 0) return;
  const names = new Set(coming.map(({ name }) => name));
  const own = (await linkedTo<AddressRow>(erpnext, 'Address', to, columns)).filter(
    ({ name, disabled }) => !names.has(name) && disabled !== 1,
  );
  const given: Fields = Object.fromEntries(
    flags.filter((flag) => unflagged || own.some((address) => address[flag] === 1)).map((flag) => [flag, 0]),
  );
  for (const { name } of coming) await changeLinks(erpnext, 'Address', name, { add: to, fields: given });
};

export const leadLink = (name: string): DynamicLink => ({ link_doctype: 'Lead', link_name: name });
export const customerLink = (name: string): DynamicLink => ({ link_doctype: 'Customer', link_name: name });

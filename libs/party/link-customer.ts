import { changeLinks, linkedTo } from '#libs/erpnext/dynamic-links.js';
import type { ErpNextClient, ErpNextDocument, Fields } from '#libs/erpnext/erpnext-client.js';
import { wordOf } from '#libs/erpnext/kept-state.js';
import type { Outcome } from '#libs/messaging/message.js';
import { customerLink, finishLink, leadLink, shareAddresses } from './finish-link.js';
import { buyerOf, standsFor, type Pair } from './link-checks.js';
import { linkFact } from './link-fact.js';
import type { LeadDocument } from './party.js';
import type { PartyLookUp } from './party-look-up.js';

export interface LinkCustomerOptions {
  readonly erpnext: ErpNextClient;
  readonly lookUp: PartyLookUp;
  /** Tells other systems. Told again by a repetition, the fact has the same id as long as nobody changed the document. */
  readonly announce: (fact: Outcome) => Promise<void>;
}

/**
 * Makes a Customer that existed before the shop stand for a buyer of the shop, and takes that back. Each step is safe
 * to repeat and to be cut off after; `medusa_id` is unique in ERPNext, so two links at once can not both succeed.
 */
export class LinkCustomer {
  constructor(private readonly options: LinkCustomerOptions) {}

  async link(pair: Pair): Promise<void> {
    const document = pair.as === 'Customer' ? await this.becomeCustomer(pair) : await this.becomeBuyer(pair);
    await this.announce('CustomerLinked', pair, document);
  }

  /** Told before the last write: found half done by a repetition, it is told again. */
  async unlink(pair: Pair): Promise<void> {
    if (pair.as === 'Customer') await this.leaveCustomer(pair);
    else await this.leaveBuyer(pair);
  }

  private async becomeCustomer({ lead, customer }: Pair): Promise<ErpNextDocument> {
    const { erpnext } = this.options;
    const isNew = !customer.medusa_snapshot && !customer.medusa_updated_at;
    const fields: Fields = {
      medusa_id: lead.medusa_id ?? null,
      medusa_guest_id: lead.medusa_guest_id ?? null,
      medusa_lead: lead.name,
      lead_name: lead.name,
      // Later events have moved these on, if the Customer has them.
      ...(isNew ? stateOf(lead) : {}),
    };
    const differs = Object.entries(fields).some(
      ([field, value]) => (customer[field] || null) !== (value || null),
    );
    if (differs) await erpnext.update('Customer', customer.name, { ...fields, modified: customer.modified });
    return (await finishLink(erpnext, lead, customer)).customer;
  }

  private async becomeBuyer(pair: Pair): Promise<ErpNextDocument> {
    const { erpnext } = this.options;
    const { lead, medusaId, customer } = pair;
    const known = await buyerOf(this.options.lookUp, pair);
    const contact = known ?? (await this.contactOf(lead)) ?? (await this.insertContact(pair));
    const fields: Fields =
      known === undefined ? { medusa_id: medusaId, ...stateOf(lead, 'without terms') } : {};
    await changeLinks(erpnext, 'Contact', contact, { add: customerLink(customer.name), fields });
    // The default of a further buyer is not the default of the company.
    await shareAddresses(erpnext, leadLink(lead.name), customerLink(customer.name), { unflagged: true });
    if (lead.customer !== customer.name || lead.status !== 'Converted') {
      // Whoever looks for the buyer takes the Lead for the party until it names its Customer: so this comes last.
      await erpnext.update('Lead', lead.name, {
        customer: customer.name,
        status: 'Converted',
        modified: lead.modified,
      });
    }
    return erpnext.get('Contact', contact);
  }

  private async leaveCustomer(pair: Pair): Promise<void> {
    const { erpnext } = this.options;
    const { lead, customer } = pair;
    const contacts = await linkedTo(erpnext, 'Contact', leadLink(lead.name));
    await this.takeBack('Contact', pair);
    await this.takeBack('Address', pair);
    if (standsFor(customer, lead)) {
      const isPrimary = contacts.some(({ name }) => name === customer.customer_primary_contact);
      await erpnext.update('Customer', customer.name, {
        ...nothingOfMedusa,
        medusa_guest_id: null,
        medusa_lead: null,
        medusa_accepts_terms: 0,
        lead_name: null,
        ...(isPrimary ? { customer_primary_contact: null } : {}),
      });
    }
    const now = await erpnext.get('Customer', customer.name);
    await this.announce('CustomerUnlinked', pair, now);
    await erpnext.update('Lead', lead.name, { status: statusOf(lead) });
  }

  private async leaveBuyer(pair: Pair): Promise<void> {
    const { erpnext } = this.options;
    const { lead, customer } = pair;
    await this.takeBack('Address', pair);
    const contact = (await buyerOf(this.options.lookUp, pair)) ?? (await this.contactOf(lead));
    if (contact !== undefined) {
      await changeLinks(erpnext, 'Contact', contact, {
        remove: customerLink(customer.name),
        add: leadLink(lead.name),
        fields: nothingOfMedusa,
      });
      await this.announce('CustomerUnlinked', pair, await erpnext.get('Contact', contact));
    }
    await erpnext.update('Lead', lead.name, { customer: null, status: statusOf(lead) });
  }

  /** What belongs to the Lead, or came with the buyer's events since, is not the Customer's any more. */
  private async takeBack(doctype: 'Contact' | 'Address', { lead, customer }: Pair): Promise<void> {
    const { erpnext } = this.options;
    const ofLead = await linkedTo(erpnext, doctype, leadLink(lead.name));
    const fields = ['name', 'medusa_snapshot'];
    const ofCustomer = await linkedTo<ErpNextDocument>(erpnext, doctype, customerLink(customer.name), fields);
    const buyers = ofCustomer.filter((document) => {
      const { customerId } = wordOf<{ customerId?: string }>(document) ?? {};
      return customerId !== undefined && [lead.medusa_id, lead.medusa_guest_id].includes(customerId);
    });
    for (const name of new Set([...ofLead, ...buyers].map((document) => document.name))) {
      await changeLinks(erpnext, doctype, name, {
        remove: customerLink(customer.name),
        add: leadLink(lead.name),
      });
    }
  }

  /** The Lead's own Contact, unless it stands for somebody else. */
  private async contactOf(lead: LeadDocument): Promise<string | undefined> {
    const contacts = await linkedTo<ErpNextDocument>(this.options.erpnext, 'Contact', leadLink(lead.name), [
      'name',
      'medusa_id',
    ]);
    return contacts.find(({ medusa_id }) => !medusa_id || medusa_id === lead.medusa_id)?.name;
  }

  /** A site that makes no Contacts, or whose people removed it. */
  private async insertContact({ lead, medusaId, customer }: Pair): Promise<string> {
    const email = lead.email_id;
    const phone = lead['mobile_no'];
    const contact = await this.options.erpnext.insert('Contact', {
      first_name: String(lead['first_name'] || lead['company_name'] || email || medusaId),
      ...(lead['last_name'] ? { last_name: String(lead['last_name']) } : {}),
      email_ids: email ? [{ email_id: email, is_primary: 1 }] : [],
      phone_nos: phone ? [{ phone: String(phone), is_primary_mobile_no: 1 }] : [],
      links: [{ ...leadLink(lead.name) }, { ...customerLink(customer.name) }],
      medusa_id: medusaId,
      ...stateOf(lead, 'without terms'),
    });
    return contact.name;
  }

  private announce(
    type: 'CustomerLinked' | 'CustomerUnlinked',
    pair: Pair,
    document: ErpNextDocument,
  ): Promise<void> {
    return this.options.announce(linkFact(type, pair, document));
  }
}

const nothingOfMedusa: Fields = {
  medusa_id: null,
  medusa_updated_at: null,
  medusa_snapshot: null,
  medusa_deleted: 0,
};

/** Copied wherever an id is copied. */
const stateOf = (lead: LeadDocument, terms: 'with terms' | 'without terms' = 'with terms'): Fields => ({
  medusa_updated_at: lead.medusa_updated_at ?? null,
  medusa_snapshot: lead.medusa_snapshot ?? null,
  medusa_deleted: lead.medusa_deleted ?? 0,
  ...(terms === 'with terms' ? { medusa_accepts_terms: Number(lead['medusa_accepts_terms'] ?? 0) } : {}),
});

const statusOf = (lead: LeadDocument) => (lead.medusa_deleted === 1 ? 'Do Not Contact' : 'Lead');

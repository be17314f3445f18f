import { changeLinks, linkedTo } from '#libs/erpnext/dynamic-links.js';
import type { ErpNextClient, ErpNextDocument, Fields } from '#libs/erpnext/erpnext-client.js';
import { DocumentNotFound } from '#libs/erpnext/errors.js';
import { wordOf } from '#libs/erpnext/kept-state.js';
import type { Outcome } from '#libs/messaging/message.js';
import { customerLink, finishLink, leadLink, shareAddresses } from './finish-link.js';
import { LinkRefused } from './link-refused.js';
import type { CustomerDocument, LeadDocument } from './party.js';
import type { PartyLookUp } from './party-look-up.js';

export interface LinkCustomerOptions {
  readonly erpnext: ErpNextClient;
  readonly lookUp: PartyLookUp;
  /** Tells other systems. Told again by a repetition, the fact has the same id as long as nobody changed the document. */
  readonly announce: (fact: Outcome) => Promise<void>;
}

/** Two documents that passed the checks, and what the buyer is, or becomes, in the Customer. */
export interface Pair {
  readonly lead: LeadDocument;
  readonly medusaId: string;
  readonly customer: CustomerDocument;
  /** The Customer stands for the buyer, or a Contact of it does, because it stands for another one already. */
  readonly as: 'Customer' | 'Contact';
}

/**
 * Makes a Customer that existed before the shop stand for a buyer of the shop, and takes that back. Each step is safe
 * to repeat and to be cut off after; `medusa_id` is unique in ERPNext, so two links at once can not both succeed.
 */
export class LinkCustomer {
  constructor(private readonly options: LinkCustomerOptions) {}

  /**
   * Reads only.
   * @param called a Medusa id, also a guest's, or the name of a Lead
   * @throws LinkRefused
   */
  async checked(called: string, customerName: string): Promise<Pair> {
    const { lead, medusaId } = await this.leadOf(called);
    const customer = await this.customer(customerName);
    if (customer['disabled'] === 1) {
      throw new LinkRefused(
        'CUSTOMER_DISABLED',
        `Customer ${customer.name} is disabled; ERPNext takes no order for it.`,
        `Open Customer ${customer.name} in ERPNext, untick Disabled, then link again.`,
      );
    }
    await this.refuseOthers(lead, medusaId, customer);
    return { lead, medusaId, customer, as: await this.placeFor(lead, customer) };
  }

  /** @throws LinkRefused when the two are not linked. */
  async checkedToUnlink(called: string, customerName: string): Promise<Pair> {
    const { lead, medusaId } = await this.leadOf(called);
    const customer = await this.customer(customerName);
    const pair = { lead, medusaId, customer };

    const isBuyer = (await this.buyerOf(pair)) !== undefined || lead.customer === customer.name;
    if (isBuyer && !standsFor(customer, lead)) return { ...pair, as: 'Contact' };
    // Converted without a Customer: an unlink that was cut off before its last write.
    const isHalfDone = !customer.medusa_id && lead.status === 'Converted' && (await this.isFree(lead));
    if (standsFor(customer, lead) || isHalfDone) return { ...pair, as: 'Customer' };
    throw new LinkRefused(
      'NOT_LINKED',
      `Customer ${customer.name} does not stand for ${medusaId}.`,
      `Look for its Customer with \`npx isthmus customer ${medusaId}\`.`,
    );
  }

  async link(pair: Pair): Promise<void> {
    const document = pair.as === 'Customer' ? await this.becomeCustomer(pair) : await this.becomeBuyer(pair);
    await this.announce('CustomerLinked', pair, document);
  }

  /** Told before the last write: found half done by a repetition, it is told again. */
  async unlink(pair: Pair): Promise<void> {
    if (pair.as === 'Customer') await this.leaveCustomer(pair);
    else await this.leaveBuyer(pair);
  }

  private async leadOf(called: string): Promise<{ lead: LeadDocument; medusaId: string }> {
    const { erpnext, lookUp } = this.options;
    const lead =
      (await lookUp.documents(called)).lead ?? (await orUndefined(erpnext.get('Lead', called))) ?? undefined;
    if (lead === undefined) {
      throw new LinkRefused(
        'NO_SUCH_LEAD',
        `No Lead of ERPNext is called ${called} or has that Medusa id.`,
        'Check the id; `npx isthmus unlinked --suggest` lists the Leads of the shop that have no Customer yet.',
      );
    }
    if (!lead['medusa_id']) {
      throw new LinkRefused(
        'NOT_OF_THE_SHOP',
        `Lead ${lead.name} has no Medusa id: it stands for nobody of the shop.`,
        'Name the Lead that the shop made, or wait until the customer registers with the e-mail of this one.',
      );
    }
    return { lead: lead as LeadDocument, medusaId: String(lead['medusa_id']) };
  }

  private async customer(name: string): Promise<CustomerDocument> {
    const customer = await orUndefined(this.options.erpnext.get('Customer', name));
    if (customer !== undefined) return customer as CustomerDocument;
    throw new LinkRefused(
      'NO_SUCH_CUSTOMER',
      `ERPNext has no Customer ${name}.`,
      'Name it as ERPNext does; `npx isthmus unlinked <words of the name>` finds it.',
    );
  }

  private async refuseOthers(lead: LeadDocument, medusaId: string, customer: CustomerDocument) {
    const { lookUp } = this.options;
    const others = (await lookUp.customersOf(lead)).filter(({ name }) => name !== customer.name);
    const holder = others.find((other) => holdsIdOf(other, lead));
    if (holder !== undefined) {
      throw new LinkRefused(
        'ID_ON_ANOTHER_CUSTOMER',
        `${medusaId} is Customer ${holder.name} already.`,
        `npx isthmus unlink ${medusaId} "${holder.name}"`,
      );
    }
    const [made] = others;
    if (made !== undefined) {
      throw new LinkRefused(
        'LEAD_OF_ANOTHER_CUSTOMER',
        `Customer ${made.name} was made from Lead ${lead.name}.`,
        `Empty "From Lead" of Customer ${made.name} in ERPNext, or link with that Customer.`,
      );
    }
    const elsewhere = (await lookUp.buyers(medusaId)).find(({ link_name }) => link_name !== customer.name);
    if (elsewhere !== undefined) {
      throw new LinkRefused(
        'BUYER_OF_ANOTHER_CUSTOMER',
        `${medusaId} is a buyer of Customer ${elsewhere.link_name} already.`,
        `npx isthmus unlink ${medusaId} "${elsewhere.link_name}"`,
      );
    }
  }

  private async placeFor(lead: LeadDocument, customer: CustomerDocument): Promise<'Customer' | 'Contact'> {
    if (standsFor(customer, lead)) return 'Customer';
    if (customer.medusa_id) return 'Contact';
    const origin = customer.medusa_lead || customer.lead_name;
    if (!origin || origin === lead.name) return 'Customer';
    // A person made it from another Lead in Desk. If that one is of the shop, so is the Customer, at its next event.
    const other = await orUndefined(this.options.erpnext.get('Lead', origin));
    if (other?.['medusa_id']) return 'Contact';
    throw new LinkRefused(
      'CUSTOMER_OF_ANOTHER_LEAD',
      `Customer ${customer.name} was made from Lead ${origin}.`,
      `Empty "From Lead" of Customer ${customer.name} in ERPNext, then link again.`,
    );
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
    const known = await this.buyerOf(pair);
    const contact = known ?? (await this.contactOf(lead)) ?? (await this.insertContact(pair));
    const fields: Fields =
      known === undefined ? { medusa_id: medusaId, ...stateOf(lead, 'without terms') } : {};
    await changeLinks(erpnext, 'Contact', contact, { add: customerLink(customer.name), fields });
    // The default of a further buyer is not the default of the company.
    await shareAddresses(erpnext, leadLink(lead.name), customerLink(customer.name), { unflagged: true });
    if (lead.customer !== customer.name) {
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
    const contact = (await this.buyerOf(pair)) ?? (await this.contactOf(lead));
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

  private async buyerOf({
    medusaId,
    customer,
  }: Pick<Pair, 'medusaId' | 'customer'>): Promise<string | undefined> {
    const buyers = await this.options.lookUp.buyers(medusaId);
    return buyers.find(({ link_name }) => link_name === customer.name)?.name;
  }

  private async isFree(lead: LeadDocument): Promise<boolean> {
    return (await this.options.lookUp.customersOf(lead)).length === 0;
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
    { medusaId, as }: Pair,
    { name, modified }: ErpNextDocument,
  ): Promise<void> {
    return this.options.announce({
      type,
      medusaId,
      medusaCustomerId: medusaId,
      document: { doctype: as, name },
      // Linked again after an unlink it is another fact.
      version: Date.parse(`${modified.replace(' ', 'T')}Z`) || 0,
    });
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

const holdsIdOf = (customer: CustomerDocument, { medusa_id, medusa_guest_id }: LeadDocument): boolean =>
  [customer.medusa_id, customer.medusa_guest_id].some(
    (id) => Boolean(id) && [medusa_id, medusa_guest_id].includes(id),
  );

const standsFor = (customer: CustomerDocument, lead: LeadDocument): boolean =>
  holdsIdOf(customer, lead) ||
  (!customer.medusa_id && [customer.medusa_lead, customer.lead_name].includes(lead.name));

const orUndefined = async (document: Promise<ErpNextDocument>): Promise<ErpNextDocument | undefined> => {
  try {
    return await document;
  } catch (error) {
    if (error instanceof DocumentNotFound) return undefined;
    throw error;
  }
};

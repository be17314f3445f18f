import type { ErpNextClient, ErpNextDocument } from '#libs/erpnext/erpnext-client.js';
import { DocumentNotFound } from '#libs/erpnext/errors.js';
import { LinkRefused } from './link-refused.js';
import type { CustomerDocument, LeadDocument } from './party.js';
import type { PartyLookUp } from './party-look-up.js';

/** Two documents that passed the checks, and what the buyer is, or becomes, in the Customer. */
export interface Pair {
  readonly lead: LeadDocument;
  readonly medusaId: string;
  readonly customer: CustomerDocument;
  /** The Customer stands for the buyer, or a Contact of it does, because it stands for another one already. */
  readonly as: 'Customer' | 'Contact';
}

/** Whether a Lead and a Customer may be linked, or taken apart. Reads only. */
export class LinkChecks {
  constructor(
    private readonly erpnext: ErpNextClient,
    private readonly lookUp: PartyLookUp,
  ) {}

  /**
   * @param called a Medusa id, also a guest's, or the name of a Lead
   * @throws LinkRefused
   */
  async toLink(called: string, customerName: string): Promise<Pair> {
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
  async toUnlink(called: string, customerName: string): Promise<Pair> {
    const { lead, medusaId } = await this.leadOf(called);
    const customer = await this.customer(customerName);
    const pair = { lead, medusaId, customer };

    const isBuyer = (await buyerOf(this.lookUp, pair)) !== undefined || lead.customer === customer.name;
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

  private async leadOf(called: string): Promise<{ lead: LeadDocument; medusaId: string }> {
    const lead =
      (await this.lookUp.documents(called)).lead ?? (await orUndefined(this.erpnext.get('Lead', called)));
    if (lead === undefined) {
      throw new LinkRefused(
        'NO_SUCH_LEAD',
        `No Lead of ERPNext is called ${called} or has that Medusa id.`,
        'Check it; `npx isthmus unlinked --suggest` shows which Leads of the shop look like a Customer.',
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
    const customer = await orUndefined(this.erpnext.get('Customer', name));
    if (customer !== undefined) return customer as CustomerDocument;
    throw new LinkRefused(
      'NO_SUCH_CUSTOMER',
      `ERPNext has no Customer ${name}.`,
      'Name it as ERPNext does; `npx isthmus unlinked <words of the name>` finds it.',
    );
  }

  private async refuseOthers(lead: LeadDocument, medusaId: string, customer: CustomerDocument) {
    const others = (await this.lookUp.customersOf(lead)).filter(({ name }) => name !== customer.name);
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
    const elsewhere = (await this.lookUp.buyers(medusaId)).find(
      ({ link_name }) => link_name !== customer.name,
    );
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
    const other = await orUndefined(this.erpnext.get('Lead', origin));
    if (other?.['medusa_id']) return 'Contact';
    throw new LinkRefused(
      'CUSTOMER_OF_ANOTHER_LEAD',
      `Customer ${customer.name} was made from Lead ${origin}.`,
      `Empty "From Lead" of Customer ${customer.name} in ERPNext, then link again.`,
    );
  }

  private async isFree(lead: LeadDocument): Promise<boolean> {
    return (await this.lookUp.customersOf(lead)).length === 0;
  }
}

/** Name of the Contact of a Customer that stands for a further buyer. */
export const buyerOf = async (
  lookUp: PartyLookUp,
  { medusaId, customer }: Pick<Pair, 'medusaId' | 'customer'>,
): Promise<string | undefined> =>
  (await lookUp.buyers(medusaId)).find(({ link_name }) => link_name === customer.name)?.name;

const holdsIdOf = (customer: CustomerDocument, { medusa_id, medusa_guest_id }: LeadDocument): boolean =>
  [customer.medusa_id, customer.medusa_guest_id].some(
    (id) => Boolean(id) && [medusa_id, medusa_guest_id].includes(id),
  );

/** By an id, or because a person made it from the Lead in Desk. */
export const standsFor = (customer: CustomerDocument, lead: LeadDocument): boolean =>
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

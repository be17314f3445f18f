import type { ErpNextClient, Fields } from '#libs/erpnext/erpnext-client.js';
import { DocumentRejected, DuplicateDocument, ErpNextConflict } from '#libs/erpnext/errors.js';
import { versionOf, wordOf } from '#libs/erpnext/kept-state.js';
import type { ApplyToParty } from './apply-to-party.js';
import type { ContactBook } from './contact-book.js';
import type { CustomerWord } from './customer-word.js';
import type { EnsureParty } from './ensure-party.js';
import { CustomerExists } from './errors.js';
import type { ExistingCustomers } from './existing-customers.js';
import { nameAsBilled, type BillingName } from './name-as-billed.js';
import type { LeadDocument, Party } from './party.js';
import type { PartyMapper } from './party-fields.js';
import { toCustomer } from './to-customer.js';

export interface ConvertPartyOptions {
  readonly erpnext: ErpNextClient;
  readonly parties: Pick<EnsureParty, 'find'>;
  readonly updates: Pick<ApplyToParty, 'apply'>;
  readonly mapper: PartyMapper;
  readonly contacts: ContactBook;
  readonly existing: Pick<ExistingCustomers, 'candidates'>;
  /** What becomes of a buyer who may be a Customer of ERPNext already: held for a person to decide, or made anew. */
  readonly existingCustomer: 'hold' | 'create';
  /** Of a Customer whose Lead has none. */
  readonly territory: string;
}

/** What the order says of its buyer. */
export interface Buyer {
  readonly billing?: BillingName | null;
}

type CustomerParty = Party & { readonly kind: 'Customer' };

/**
 * Turns a Lead into the Customer of the same party: one insert, then the Lead's Contact as the primary one, then what
 * the Lead was told in the meantime. `medusa_lead` is unique, so a Lead becomes one Customer; whatever step was cut
 * off, also one of a person who converted the Lead in Desk, is taken by the next call.
 */
export class ConvertParty {
  constructor(private readonly options: ConvertPartyOptions) {}

  /**
   * @returns the party as a Customer; a further buyer of a Customer stays the Contact it is.
   * @throws CustomerExists
   */
  async convert(party: Party, { billing }: Buyer = {}): Promise<{ party: Party }> {
    const now = party.kind === 'Lead' ? await this.convertLead(party.lead, billing) : party;
    return { party: now.kind === 'Customer' ? await this.complete(now) : now };
  }

  private async convertLead(known: LeadDocument, billing: Buyer['billing']): Promise<Party> {
    // Since it was looked up, a person may have converted it in Desk, where nothing keeps the second Customer away.
    const party = await this.options.parties.find(known.medusa_id ?? '');
    if (party !== undefined && party.kind !== 'Lead') return party;
    const lead = await nameAsBilled(this.options, party?.lead ?? known, billing);

    const { mapper, territory, existingCustomer } = this.options;
    const said = (await mapper.map(wordOf<CustomerWord>(lead) ?? {})).customer;
    const fields = toCustomer(lead, said, territory);
    if (existingCustomer === 'hold') await this.demandNew(lead, fields);

    const refusal = await this.insert(fields);
    // Read again with its Customer: what the Lead was told while the Customer was made would be lost otherwise.
    const now = await this.options.parties.find(lead.medusa_id ?? '');
    if (now !== undefined && now.kind !== 'Lead') return now;
    if (refusal !== undefined && !(refusal instanceof DuplicateDocument)) throw refusal;
    // A clash of names in a race is no duplicate of ours.
    throw new ErpNextConflict(
      `Somebody else's document came before the Customer of ${lead.name}.`,
      {},
      { cause: refusal },
    );
  }

  private async demandNew(lead: LeadDocument, fields: Fields): Promise<void> {
    const candidates = await this.options.existing.candidates({
      lead: lead.name,
      medusaIds: [lead.medusa_id, lead.medusa_guest_id].filter((id) => id !== undefined && id !== null),
      email: lead.email_id ?? null,
      taxId: (fields['tax_id'] as string | undefined) ?? null,
      name: String(fields['customer_name']),
      isCompany: fields['customer_type'] === 'Company',
    });
    if (candidates.length > 0) throw new CustomerExists(lead.medusa_id ?? '', lead.name, candidates);
  }

  /** @returns a refusal, not to be believed before a look: a lost race answers with other errors than a repeat. */
  private async insert(fields: Fields): Promise<DocumentRejected | ErpNextConflict | undefined> {
    try {
      await this.options.erpnext.insert('Customer', fields);
      return undefined;
    } catch (error) {
      if (error instanceof DocumentRejected || error instanceof ErpNextConflict) return error;
      throw error;
    }
  }

  private async complete(party: CustomerParty): Promise<Party> {
    if (party.lead === undefined) return party;
    const { lead } = party;
    const customer = await this.withPrimaryContact(party.customer, lead);
    const word = wordOf<CustomerWord>(lead);
    if (word === undefined) return { ...party, customer };

    const said = { medusaId: lead.medusa_id ?? '', word, version: versionOf(lead), isNew: false };
    return (await this.options.updates.apply({ ...party, customer }, said)).party;
  }

  private async withPrimaryContact(customer: CustomerParty['customer'], lead: LeadDocument) {
    if (customer.customer_primary_contact) return customer;
    const contact = await this.options.contacts.contactOf('Lead', lead.name);
    if (contact === undefined) return customer;
    return this.options.erpnext.update('Customer', customer.name, {
      customer_primary_contact: contact.name,
      modified: customer.modified,
    });
  }
}

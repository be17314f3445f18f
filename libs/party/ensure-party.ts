import { claim } from '#libs/erpnext/claim.js';
import type { ErpNextClient, ErpNextDocument, Fields } from '#libs/erpnext/erpnext-client.js';
import {
  DocumentRejected,
  DuplicateDocument,
  ErpNextConflict,
  ErpNextUnavailable,
} from '#libs/erpnext/errors.js';
import { noted, wordOf } from '#libs/erpnext/kept-state.js';
import type { Outcome } from '#libs/messaging/message.js';
import { cleanEmail } from './clean-text.js';
import { IdentityConflict } from './errors.js';
import { finishBuyerLink, finishLink, isHalfLinked, isHalfLinkedBuyer } from './finish-link.js';
import { linkFact } from './link-fact.js';
import type { CustomerWord } from './customer-word.js';
import type { CustomerDocument, LeadDocument, Party } from './party.js';
import { blankFields, saidFields, type PartyMapper } from './party-fields.js';
import { toParty, type FoundDocuments, type PartyLookUp } from './party-look-up.js';
import type { Said } from './said.js';

export interface EnsurePartyOptions {
  readonly erpnext: ErpNextClient;
  readonly lookUp: PartyLookUp;
  readonly mapper: PartyMapper;
  /** How long a customer waits for an e-mail that another one holds, in ms. */
  readonly identityWaitMs: number;
  /** User who owns new Leads; ERPNext takes the integration user when it is not told. */
  readonly leadOwner?: string;
  /** Tells other systems of a link that a person began and a service finishes. */
  readonly announce?: (fact: Outcome) => Promise<void>;
}

/**
 * Finds or makes the one party of a Medusa customer. Unique fields in ERPNext make it safe to repeat, for two members
 * at once too: `medusa_id` and `medusa_email` refuse the second Lead, and the refused one finds the first.
 */
export class EnsureParty {
  /** Customers whose insert may have been carried out although its answer was lost: these are looked up first. */
  private readonly inDoubt = new Set<string>();

  constructor(private readonly options: EnsurePartyOptions) {}

  async find(medusaId: string): Promise<Party | undefined> {
    const found = await this.options.lookUp.documents(medusaId);
    const whole = isTorn(found) ? await this.options.lookUp.documents(medusaId) : found;
    return toParty(await this.completePair(whole));
  }

  /** @throws IdentityConflict when another living customer holds the e-mail. */
  async ensure(said: Said): Promise<Party> {
    if (said.isNew && !this.inDoubt.has(said.medusaId)) {
      // A look-up costs a sixth of an insert, but of those who register hardly one is known already.
      const made = await this.insert(said).catch(refused);
      if (made !== undefined) return made;
    }
    const found = await this.find(said.medusaId);
    if (found !== undefined) return found;
    const holders = await this.holdersOf(said);
    const met = await this.meet(said, holders);
    if (met !== undefined) return met;
    // One who comes deleted claims nobody's e-mail; what comes to hold it from here on, the unique key refuses.
    const claimed =
      said.word.deleted === true && holders.length > 0 ? { ...said.word, email: null } : said.word;
    return this.insertOrFind({ ...said, word: claimed });
  }

  private async insertOrFind(said: Said): Promise<Party> {
    try {
      return await this.insert(said);
    } catch (error) {
      // A lost race answers with other errors than a repeat (409 on Contact, 417, 500): look before believing it.
      if (!(error instanceof DocumentRejected || error instanceof ErpNextConflict)) throw error;
      const found = await this.find(said.medusaId);
      if (found !== undefined) return found;
      if (!(error instanceof DuplicateDocument)) throw error;
      throw new ErpNextConflict(
        `Somebody else's document came before the Lead of ${said.medusaId}.`,
        {},
        { cause: error },
      );
    }
  }

  private async insert(said: Said): Promise<Party> {
    const { erpnext, mapper, leadOwner } = this.options;
    const { lead } = await mapper.map(said.word);
    const fields: Fields = {
      ...saidFields(said.word.deleted === true ? { ...lead, ...ended } : lead),
      ...(isNamed(lead) ? {} : { first_name: nameFromEmail(said) }),
      ...(said.word.deleted === true ? {} : { status: 'Lead' }),
      source: 'Medusa',
      medusa_id: said.medusaId,
      ...noted(said.word, said.version),
      ...(leadOwner === undefined ? {} : { lead_owner: leadOwner }),
    };
    try {
      const document = await erpnext.insert('Lead', fields);
      this.inDoubt.delete(said.medusaId);
      return { kind: 'Lead', lead: document };
    } catch (error) {
      if (error instanceof ErpNextUnavailable && error.outcomeUnknown) this.inDoubt.add(said.medusaId);
      else this.inDoubt.delete(said.medusaId);
      throw error;
    }
  }

  private async holdersOf({ word }: Said): Promise<readonly LeadDocument[]> {
    const email = cleanEmail(word.email).value;
    return email === null ? [] : this.options.lookUp.leadsWithEmail(email);
  }

  /** The e-mail is how a person made in Desk, or a guest, is recognised. */
  private async meet(said: Said, holders: readonly LeadDocument[]): Promise<Party | undefined> {
    // Made since it was looked up by its id.
    if (holders.some((lead) => [lead.medusa_id, lead.medusa_guest_id].includes(said.medusaId)))
      return this.find(said.medusaId);
    // A guest and the account of the same e-mail are one, though the account may have been deleted meanwhile.
    const pair = holders.find((lead) => isGuestOf(lead, said) || isAccountOf(lead, said));
    if (pair !== undefined) {
      if (isGuestOf(pair, said)) await this.takeOver(pair, said.medusaId);
      else await this.joinAsGuest(pair, said.medusaId);
      return this.find(said.medusaId);
    }
    if (said.word.deleted === true) return undefined;

    for (const lead of holders.filter((holder) => holder.medusa_deleted === 1)) await this.yieldEmail(lead);
    const living = holders.filter((holder) => holder.medusa_deleted !== 1);
    const holder = living.find((lead) => lead.medusa_id) ?? living[0];
    if (holder === undefined) return undefined;

    if (!holder.medusa_id) await this.adopt(holder, said);
    else
      throw new IdentityConflict(
        said.medusaId,
        { name: holder.name, medusaId: holder.medusa_id },
        this.options.identityWaitMs,
      );
    return this.find(said.medusaId);
  }

  /** Gives the address of a deleted customer free for the one who has it now. */
  async yieldEmail(lead: LeadDocument): Promise<void> {
    await this.options.erpnext.update('Lead', lead.name, {
      medusa_email: null,
      email_id: null,
      modified: lead.modified,
    });
  }

  /** A Lead that a person made becomes this customer's: blanks are filled, nothing is overwritten. */
  private async adopt(lead: LeadDocument, said: Said): Promise<void> {
    const { erpnext, mapper } = this.options;
    const fields = (await mapper.map(said.word)).lead;
    const adopted = erpnext.update('Lead', lead.name, {
      ...blankFields(lead, fields),
      medusa_id: said.medusaId,
      // Without a version: whatever is to be ended or followed is still to come.
      medusa_snapshot: JSON.stringify({ ...said.word, deleted: false }),
      modified: lead.modified,
    });
    await claim(`the adoption of ${lead.name}`, adopted);
  }

  /** The account of the same e-mail takes the guest's place; its versions are counted anew. */
  private async takeOver(lead: LeadDocument, account: string): Promise<void> {
    const takenOver = this.options.erpnext.update('Lead', lead.name, {
      medusa_id: account,
      medusa_guest_id: lead.medusa_id ?? null,
      medusa_updated_at: null,
      modified: lead.modified,
    });
    await claim(`the take-over of ${lead.name}`, takenOver);
  }

  private async joinAsGuest(lead: LeadDocument, guest: string): Promise<void> {
    const fields = { medusa_guest_id: guest, modified: lead.modified };
    await claim(`the guest of ${lead.name}`, this.options.erpnext.update('Lead', lead.name, fields));
  }

  /**
   * A Lead and the Customer made from it carry the same ids. Where they do not, a take-over was cut off between its
   * two writes, or a person converted the Lead in Desk: the Customer follows the Lead.
   */
  private async completePair(found: FoundDocuments): Promise<FoundDocuments> {
    const { erpnext } = this.options;
    const { lead, customer, contact } = found;
    if (!lead?.medusa_id) return found;
    const tell = (as: 'Customer' | 'Contact') => (document: ErpNextDocument) =>
      this.tellLink(lead, as, document);

    if (contact !== undefined && isHalfLinkedBuyer(lead, contact))
      return { ...found, lead: await finishBuyerLink(erpnext, lead, contact, tell('Contact')) };
    if (customer === undefined) return found;
    const followed = await this.followedBy(lead, customer);
    if (!isHalfLinked(lead, followed)) return { ...found, customer: followed };
    return { ...found, ...(await finishLink(erpnext, lead, followed, tell('Customer'))) };
  }

  private async tellLink(
    lead: LeadDocument,
    as: 'Customer' | 'Contact',
    document: ErpNextDocument,
  ): Promise<void> {
    const { erpnext, announce } = this.options;
    // Read before the Customer was made of it, a Lead looks open: nobody has linked it then.
    const { status, medusa_deleted } = await erpnext.get('Lead', lead.name);
    // That of a customer who was deleted is open again.
    if (status === 'Converted' || medusa_deleted === 1) return;
    await announce?.(linkFact('CustomerLinked', { medusaId: lead.medusa_id ?? '', as }, document));
  }

  private async followedBy(lead: LeadDocument, customer: CustomerDocument): Promise<CustomerDocument> {
    // A Lead without a guest was read before the guest came to it: it is read first.
    const sameIds =
      customer.medusa_id === lead.medusa_id &&
      (!lead.medusa_guest_id || customer.medusa_guest_id === lead.medusa_guest_id);
    if (sameIds && customer.medusa_lead) return customer;

    const isFollowed = !customer.medusa_id;
    const isLeft = customer.medusa_id === lead.medusa_id || customer.medusa_id === lead.medusa_guest_id;
    if (!isFollowed && !isLeft) return customer;

    const takenOver = isLeft && customer.medusa_id !== lead.medusa_id;
    const followed = this.options.erpnext.update('Customer', customer.name, {
      medusa_id: lead.medusa_id ?? null,
      medusa_guest_id: lead.medusa_guest_id ?? null,
      medusa_lead: customer.medusa_lead ?? lead.name,
      ...(isFollowed
        ? {
            medusa_updated_at: lead.medusa_updated_at ?? null,
            medusa_snapshot: lead.medusa_snapshot ?? null,
            medusa_deleted: lead.medusa_deleted ?? 0,
            medusa_accepts_terms: Number(lead['medusa_accepts_terms'] ?? 0),
          }
        : {}),
      ...(takenOver ? { medusa_updated_at: null } : {}),
      modified: customer.modified,
    });
    return claim(`${customer.name} as the Customer of ${lead.name}`, followed);
  }
}

/** Fields of a Lead whose customer was deleted in Medusa. */
export const ended: Fields = { medusa_deleted: 1, status: 'Do Not Contact', unsubscribed: 1 };

/** The account has taken the guest's place between the look at the Lead and the one at its Customer. */
const isTorn = ({ lead, customer }: FoundDocuments): boolean =>
  Boolean(lead?.medusa_id) &&
  customer?.medusa_guest_id === lead?.medusa_id &&
  customer?.medusa_id !== lead?.medusa_id;

const isNamed = (lead: Fields) =>
  [lead['first_name'], lead['company_name'], lead['email_id']].some((name) => name);

/** ERPNext wants a name, a company or an e-mail; of an e-mail that it refuses the part before @ is left. */
const nameFromEmail = ({ word, medusaId }: Said): string =>
  word.email?.split('@')[0]?.slice(0, 100) || medusaId;

/** Medusa keeps guest and account of one e-mail as two rows: one with an account and one without. */
const isGuestOf = (holder: LeadDocument, said: Said) =>
  wordOf<CustomerWord>(holder)?.hasAccount === false &&
  said.word.hasAccount === true &&
  !holder.medusa_guest_id;

const isAccountOf = (holder: LeadDocument, said: Said) =>
  wordOf<CustomerWord>(holder)?.hasAccount === true &&
  said.word.hasAccount === false &&
  !holder.medusa_guest_id;

/** A refused first insert says only that a look-up is needed. */
const refused = (error: unknown): undefined => {
  if (error instanceof DocumentRejected || error instanceof ErpNextConflict) return undefined;
  throw error;
};

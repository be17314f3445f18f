import type { ErpNextClient, ErpNextDocument, Fields, FieldValue } from '#libs/erpnext/erpnext-client.js';
import { ErpNextConflict } from '#libs/erpnext/errors.js';
import { isNews, isOlder, merged, noted, wordOf } from '#libs/erpnext/kept-state.js';
import type { Warning } from './clean-text.js';
import type { ContactBook } from './contact-book.js';
import type { CustomerWord } from './customer-word.js';
import { ended, type EnsureParty } from './ensure-party.js';
import { IdentityConflict } from './errors.js';
import { keeperOf, type LeadDocument, type Party, type PartyDocument } from './party.js';
import { blankFields, changedFields, type PartyFields, type PartyMapper } from './party-fields.js';
import type { PartyLookUp } from './party-look-up.js';
import type { Patience } from './patience.js';
import type { Said } from './said.js';

export interface ApplyToPartyOptions {
  readonly erpnext: ErpNextClient;
  readonly lookUp: PartyLookUp;
  readonly mapper: PartyMapper;
  readonly contacts: ContactBook;
  readonly parties: EnsureParty;
  /** How long an e-mail that another Lead holds is waited for before the rest is applied without it. */
  readonly emailPatience: Patience;
  readonly identityWaitMs: number;
}

export interface Applied {
  readonly party: Party;
  /** The party already had this state, or a newer one. */
  readonly superseded: boolean;
  readonly warnings: readonly Warning[];
}

/** What has to change on a party. */
interface Changes {
  readonly before: PartyFields;
  readonly after: PartyFields;
  /** To be noted by the keeper with the last write. */
  readonly word: CustomerWord;
  readonly version: number | undefined;
  /** Only blanks are filled: the party's document was never written by us. */
  readonly onlyBlanks: boolean;
  readonly ending: Fields;
}

/**
 * Brings a party to what Medusa says. Only what *Medusa* changed since its last word is written. Version and word go
 * with the last write, so that a change that was cut off between two writes is repeated.
 */
export class ApplyToParty {
  constructor(private readonly options: ApplyToPartyOptions) {}

  /**
   * @throws ErpNextConflict when somebody wrote the same document in between; IdentityConflict while a new e-mail is
   * another Lead's.
   */
  async apply(party: Party, said: Said): Promise<Applied> {
    const keeper = keeperOf(party);
    const stored = wordOf<CustomerWord>(keeper);
    if (!isNews(keeper, said.word, said.version)) {
      const { warnings } = await this.options.mapper.map(stored ?? {});
      return { party, superseded: isOlder(keeper, said.version), warnings };
    }

    const changes = await this.changesOf(party, stored, said);
    switch (party.kind) {
      case 'Lead':
        return {
          party: await this.toLead(party.lead, changes),
          superseded: false,
          warnings: warningsOf(changes),
        };
      case 'Customer':
        return {
          party: await this.toCustomer(party, changes),
          superseded: false,
          warnings: warningsOf(changes),
        };
      case 'Contact':
        return {
          party: await this.toContact(party, changes),
          superseded: false,
          warnings: warningsOf(changes),
        };
    }
  }

  private async changesOf(party: Party, stored: CustomerWord | undefined, said: Said): Promise<Changes> {
    const word = merged(stored, said.word, said.version);
    const settled = party.kind === 'Contact' ? word : await this.settleEmail(party, stored, word);
    const before = await this.options.mapper.map(stored ?? {});
    const mapped = await this.options.mapper.map(settled);
    const after = isNamedElsewhere(party, before, stored, settled) ? withNamesOf(before, mapped) : mapped;
    const wasDeleted = stored?.deleted ?? false;
    const isDeleted = settled.deleted ?? false;
    return {
      before,
      after: settled === word ? after : { ...after, warnings: [...after.warnings, 'EMAIL_TAKEN'] },
      word: settled,
      version: said.version,
      onlyBlanks: stored === undefined,
      ending: wasDeleted === isDeleted ? {} : isDeleted ? ended : revived,
    };
  }

  /** A new e-mail may be another Lead's: a deleted customer's is given free, a living one's is waited for, then left. */
  private async settleEmail(
    party: Party,
    stored: CustomerWord | undefined,
    word: CustomerWord,
  ): Promise<CustomerWord> {
    const { mapper, lookUp, parties, emailPatience, identityWaitMs } = this.options;
    const before = (await mapper.map({ email: stored?.email ?? null })).lead['email_id'];
    const after = (await mapper.map({ email: word.email ?? null })).lead['email_id'];
    if (typeof after !== 'string' || after === before) return word;

    const own = party.kind === 'Customer' ? party.lead?.name : keeperOf(party).name;
    const holders = (await lookUp.leadsWithEmail(after)).filter((lead) => lead.name !== own);
    for (const lead of holders.filter((holder) => holder.medusa_deleted === 1))
      await parties.yieldEmail(lead);
    const holder = holders.find((lead) => lead.medusa_deleted !== 1);
    const medusaId = keeperOf(party).medusa_id ?? '';
    const waitsFor = `${medusaId} ${after}`;
    if (holder === undefined) {
      emailPatience.forget(waitsFor);
      return word;
    }
    if (!emailPatience.isOver(waitsFor)) {
      const heldBy = { name: holder.name, medusaId: holder.medusa_id ?? 'nobody in Medusa' };
      throw new IdentityConflict(medusaId, heldBy, identityWaitMs * 2);
    }
    emailPatience.forget(waitsFor);
    return { ...word, email: stored?.email ?? null };
  }

  private async toLead(lead: LeadDocument, changes: Changes): Promise<Party> {
    const { contacts } = this.options;
    const fields = fieldsToWrite(lead, changes, 'lead');
    const contact = concernsContact(changes) ? await contacts.contactOf('Lead', lead.name) : undefined;
    let modified = lead.modified;
    if (contact !== undefined) {
      await contacts.follow(contact, changes.before.contact, changes.after.contact);
      // Saving a Contact writes its numbers back to the Lead and moves the Lead's time.
      modified = await this.reread('Lead', lead);
    }
    const written = await this.writeLast('Lead', lead, contact, changes, {
      ...fields,
      ...changes.ending,
      modified,
    });
    return { kind: 'Lead', lead: written };
  }

  private async toCustomer(party: Party & { kind: 'Customer' }, changes: Changes): Promise<Party> {
    const { contacts } = this.options;
    const { customer, lead } = party;
    let modified = customer.modified;
    let contact: string | undefined;
    if (concernsContact(changes)) {
      // The primary Contact of a Customer that existed before the shop may be a colleague's.
      contact =
        (lead && (await contacts.contactOf('Lead', lead.name))) ||
        customer.customer_primary_contact ||
        (await contacts.contactOf('Customer', customer.name));
      if (contact !== undefined) {
        await contacts.follow(contact, changes.before.contact, changes.after.contact);
        modified = await this.reread('Customer', customer);
      }
    }
    await this.followWithLead(lead, changes);
    const deleted: Fields =
      'medusa_deleted' in changes.ending ? { medusa_deleted: changes.ending['medusa_deleted'] ?? 0 } : {};
    const fields = { ...fieldsToWrite(customer, changes, 'customer'), ...deleted, modified };
    const written = await this.writeLast('Customer', customer, contact, changes, fields);
    return { kind: 'Customer', customer: written, lead };
  }

  /**
   * With the word and its version. Whoever finds that another word came first gives the Contact, which he has just
   * written, back to that word: it will not be written for his own any more.
   */
  private async writeLast(
    doctype: 'Lead' | 'Customer',
    known: PartyDocument,
    contact: string | undefined,
    changes: Changes,
    fields: Fields,
  ): Promise<ErpNextDocument> {
    const { erpnext, contacts, mapper } = this.options;
    try {
      return await erpnext.update(doctype, known.name, {
        ...fields,
        ...noted(changes.word, changes.version),
      });
    } catch (error) {
      if (!(error instanceof ErpNextConflict) || contact === undefined) throw error;
      const now: PartyDocument = await erpnext.get(doctype, known.name);
      const word = wordOf<CustomerWord>(now);
      if (word !== undefined && (now.medusa_updated_at ?? null) !== (known.medusa_updated_at ?? null))
        await contacts.follow(contact, changes.after.contact, (await mapper.map(word)).contact);
      throw error;
    }
  }

  private async toContact(party: Party & { kind: 'Contact' }, changes: Changes): Promise<Party> {
    const { erpnext, contacts } = this.options;
    const { contact, lead } = party;
    await this.followWithLead(lead, changes);
    const ending: Fields =
      'medusa_deleted' in changes.ending
        ? {
            medusa_deleted: changes.ending['medusa_deleted'] ?? 0,
            unsubscribed: changes.ending['unsubscribed'] ?? 0,
          }
        : {};
    await contacts.follow(contact.name, changes.before.contact, changes.after.contact, {
      ...ending,
      ...noted(changes.word, changes.version),
    });
    return { ...party, contact: { ...contact, ...(await erpnext.get('Contact', contact.name)) } };
  }

  /**
   * A Lead that became a Customer or a buyer still holds the e-mail by which the next customer is recognised: it follows,
   * and is deleted with its customer, so that it gives the address free.
   */
  private async followWithLead(lead: LeadDocument | undefined, changes: Changes): Promise<void> {
    if (lead === undefined) return;
    const { before, after, ending } = changes;
    const email = after.lead['email_id'] ?? null;
    const wanted: Fields = {
      ...(before.contact.email === after.contact.email ? {} : { email_id: email, medusa_email: email }),
      ...('medusa_deleted' in ending
        ? { medusa_deleted: ending['medusa_deleted'] ?? 0, unsubscribed: ending['unsubscribed'] ?? 0 }
        : {}),
    };
    if (Object.keys(wanted).length === 0) return;
    const { erpnext } = this.options;
    const now = await erpnext.get('Lead', lead.name);
    const differs = Object.entries(wanted).some(([field, value]) => (now[field] || null) !== (value || null));
    if (differs) await erpnext.update('Lead', lead.name, { ...wanted, modified: now.modified });
  }

  /** The time to lock on, after writes of ours that moved it; another member's write must not be overwritten. */
  private async reread(doctype: string, known: PartyDocument): Promise<string> {
    const now = await this.options.erpnext.get(doctype, known.name);
    const isOurs = (now['medusa_updated_at'] ?? null) === (known.medusa_updated_at ?? null);
    return isOurs ? now.modified : known.modified;
  }
}

const revived: Fields = { medusa_deleted: 0, status: 'Lead', unsubscribed: 0 };

const fieldsToWrite = (
  document: PartyDocument,
  changes: Changes,
  kind: 'lead' | 'customer',
): Record<string, FieldValue> =>
  changes.onlyBlanks
    ? blankFields(document, changes.after[kind])
    : changedFields(changes.before[kind], changes.after[kind]);

/** A name that is made up of the e-mail does not replace one that a person, or an order, has given in the meantime. */
const isNamedElsewhere = (
  party: Party,
  before: PartyFields,
  ...words: readonly (CustomerWord | undefined)[]
): boolean => {
  const lead = party.kind === 'Contact' ? undefined : party.lead;
  const isNameless = words.every((word) => !word?.firstName?.trim() && !word?.lastName?.trim());
  return isNameless && lead !== undefined && lead['first_name'] !== before.lead['first_name'];
};

const withNamesOf = (before: PartyFields, after: PartyFields): PartyFields => {
  const { first_name = null, last_name = null } = before.lead;
  const { contact } = before;
  return {
    ...after,
    lead: { ...after.lead, first_name, last_name },
    contact: { ...after.contact, first_name: contact.first_name, last_name: contact.last_name },
  };
};

const concernsContact = ({ before, after, onlyBlanks }: Changes): boolean =>
  !onlyBlanks && Object.keys(changedFields({ ...before.contact }, { ...after.contact })).length > 0;

const warningsOf = ({ after }: Changes): readonly Warning[] => after.warnings;

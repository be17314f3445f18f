import type { ErpNextClient, ErpNextDocument, Fields, FieldValue } from '#libs/erpnext/erpnext-client.js';
import { DuplicateDocument, ErpNextConflict } from '#libs/erpnext/errors.js';
import {
  isNews,
  isOlder,
  merged,
  noted,
  versionOf,
  wordOf,
  type KeptState,
} from '#libs/erpnext/kept-state.js';
import type { Warning } from './clean-text.js';
import type { ContactBook, ContactChange } from './contact-book.js';
import type { ContactWord, CustomerWord } from './customer-word.js';
import { ended } from './ensure-party.js';
import { keeperOf, type LeadDocument, type Party, type PartyDocument } from './party.js';
import {
  blankFields,
  changedFields,
  type ContactFields,
  type PartyFields,
  type PartyMapper,
} from './party-fields.js';
import type { Said } from './said.js';
import type { SettleEmail } from './settle-email.js';

export interface ApplyToPartyOptions {
  readonly erpnext: ErpNextClient;
  readonly mapper: PartyMapper;
  readonly contacts: ContactBook;
  readonly emails: SettleEmail;
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
  /** Somebody else has named the person, of whom Medusa knows no name. */
  readonly isNamedElsewhere: boolean;
  readonly ending: Fields;
}

/**
 * Brings a party to what Medusa says. Only what *Medusa* changed since its last word is written. Version and word go
 * with the last write, so that a change that was cut off between two writes is repeated. The Contact, and the Lead of a
 * Customer, keep the word that they were written for as well: whoever comes late with an older one leaves them alone.
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
    const settled = party.kind === 'Contact' ? word : await this.options.emails.settle(party, stored, word);
    const before = await this.options.mapper.map(stored ?? {});
    const mapped = await this.options.mapper.map(settled);
    const isNamed = isNamedElsewhere(party, before, stored, settled);
    const after = isNamed ? withNamesOf(before, mapped) : mapped;
    const wasDeleted = stored?.deleted ?? false;
    const isDeleted = settled.deleted ?? false;
    return {
      before,
      after:
        settled === word || isDeleted ? after : { ...after, warnings: [...after.warnings, 'EMAIL_TAKEN'] },
      word: settled,
      version: said.version,
      onlyBlanks: stored === undefined,
      isNamedElsewhere: isNamed,
      ending: wasDeleted === isDeleted ? {} : isDeleted ? ended : revived,
    };
  }

  private async toLead(lead: LeadDocument, changes: Changes): Promise<Party> {
    const { contacts } = this.options;
    const contact = changes.onlyBlanks ? undefined : await contacts.contactOf('Lead', lead.name);
    const known = contact === undefined ? lead : await this.withoutStrayNumber(lead, contact, changes);
    const isWritten = contact !== undefined && (await this.toContactOf(known, contact, changes));
    const update = async () =>
      this.updateLead(lead.name, {
        ...fieldsToWrite(lead, changes, 'lead'),
        ...(changes.after.contact.mobile === null ? withoutNumber(lead, changes.before.contact.mobile) : {}),
        ...changes.ending,
        ...noted(changes.word, changes.version),
        // Saving a Contact writes its numbers back to the Lead and moves the Lead's time.
        modified: isWritten ? await this.reread('Lead', known) : known.modified,
      });
    const written = await (isWritten ? this.orGiveBack('Lead', lead.name, contact, update) : update());
    return { kind: 'Lead', lead: written };
  }

  /**
   * Whoever comes too late with an older word, and finds out when its Contact is written already, gives the Contact back to
   * the newer one, whose writer may have found nothing in it to change.
   */
  private async orGiveBack<Written>(
    doctype: 'Lead' | 'Customer',
    name: string,
    { name: contactName }: KeptState,
    update: () => Promise<Written>,
  ): Promise<Written> {
    try {
      return await update();
    } catch (error) {
      if (!(error instanceof ErpNextConflict)) throw error;
      const { erpnext, mapper } = this.options;
      const keeper = await erpnext.get(doctype, name);
      const word = wordOf<CustomerWord>(keeper) ?? {};
      const fields = await mapper.map(word);
      const isNamed = doctype === 'Lead' && isNamedElsewhere({ kind: 'Lead', lead: keeper }, fields, word);
      const standing: Changes = {
        ...{ before: fields, after: fields, word, version: versionOf(keeper) },
        ...{ onlyBlanks: false, isNamedElsewhere: isNamed, ending: {} },
      };
      const contact = await erpnext.get('Contact', contactName);
      if (isOlder(keeper, versionOf(contact))) {
        if (doctype === 'Lead') await this.withoutStrayNumber(keeper, contact, standing);
        await this.toContactOf(keeper, contact, standing);
      }
      throw error;
    }
  }

  /**
   * Saving a Contact writes its number to the Lead, losing it takes none away. So the number of a word that was cut off
   * before it came to the Lead goes from there first, while the Contact still knows that it was ours.
   */
  private async withoutStrayNumber(
    lead: LeadDocument,
    contact: KeptState,
    { before, after, version }: Changes,
  ): Promise<LeadDocument> {
    const own = wordOf<ContactWord>(contact);
    if (own === undefined || after.contact.mobile !== null || isOlder(contact, version)) return lead;
    const { mobile } = (await this.options.mapper.map(own)).contact;
    if (mobile === null || mobile === before.contact.mobile || mobile !== lead['mobile_no']) return lead;
    return this.updateLead(lead.name, { ...withoutNumber(lead, mobile), modified: lead.modified });
  }

  private async toCustomer(party: Party & { kind: 'Customer' }, changes: Changes): Promise<Party> {
    const { customer, lead } = party;
    const contact = changes.onlyBlanks ? undefined : await this.contactOfCustomer(party, changes);
    const isWritten = contact !== undefined && (await this.toContactOf(customer, contact, changes));
    await this.toLeadOf(party, changes);
    const deleted: Fields =
      'medusa_deleted' in changes.ending ? { medusa_deleted: changes.ending['medusa_deleted'] ?? 0 } : {};
    const update = async () =>
      this.options.erpnext.update('Customer', customer.name, {
        ...fieldsToWrite(customer, changes, 'customer'),
        ...deleted,
        ...noted(changes.word, changes.version),
        modified: isWritten ? await this.reread('Customer', customer) : customer.modified,
      });
    const written = await (isWritten
      ? this.orGiveBack('Customer', customer.name, contact, update)
      : update());
    return { kind: 'Customer', customer: written, lead };
  }

  /** The primary Contact of a Customer that existed before the shop may be a colleague's: the Lead's own comes first. */
  private async contactOfCustomer(
    { customer, lead }: Party & { kind: 'Customer' },
    { before, after }: Changes,
  ): Promise<KeptState | undefined> {
    const { contacts, erpnext } = this.options;
    const own = lead && (await contacts.contactOf('Lead', lead.name));
    if (own !== undefined || saysTheSame(before.contact, after.contact)) return own;
    const { customer_primary_contact: primary } = customer;
    return primary ? erpnext.get('Contact', primary) : contacts.contactOf('Customer', customer.name);
  }

  /** @returns whether the Contact had to be written */
  private async toContactOf(
    { medusa_id }: PartyDocument,
    contact: KeptState,
    changes: Changes,
  ): Promise<boolean> {
    const medusaId = medusa_id ?? '';
    const changeOf = (now: KeptState) => this.contactChange(now, medusaId, changes);
    if ((await changeOf(contact)) === undefined) return false;
    await this.options.contacts.follow(contact.name, changeOf);
    return true;
  }

  /**
   * Against the word that the Contact itself was written for: its keeper knows nothing of one that was cut off between
   * the two, nor does a member that has lost its partition know what the next one has written.
   */
  private async contactChange(
    contact: KeptState,
    medusaId: string,
    { before, after, word, version, isNamedElsewhere }: Changes,
  ): Promise<ContactChange | undefined> {
    const own = wordOf<ContactWord>(contact);
    const held = own?.medusaId === medusaId ? versionOf(contact) : undefined;
    if (held !== undefined && (version === undefined || version < held)) return undefined;
    // The account has taken the guest's place since the Lead was read.
    if (own?.medusaId !== medusaId && own?.hasAccount === true && word.hasAccount === false) return undefined;

    const was = own === undefined ? before : await this.options.mapper.map(own);
    const { contact: becomes } = isNamedElsewhere ? withNamesOf(was, after) : after;
    return saysTheSame(was.contact, becomes)
      ? undefined
      : { before: was.contact, after: becomes, also: noted({ ...word, medusaId }, version) };
  }

  private async toContact(party: Party & { kind: 'Contact' }, changes: Changes): Promise<Party> {
    const { erpnext, contacts } = this.options;
    const { contact } = party;
    await this.toLeadOf(party, changes);
    const { before, after, ending, word, version } = changes;
    const deleted: Fields =
      'medusa_deleted' in ending
        ? { medusa_deleted: ending['medusa_deleted'] ?? 0, unsubscribed: ending['unsubscribed'] ?? 0 }
        : {};
    const also = { ...deleted, ...noted(word, version) };
    await contacts.follow(contact.name, () =>
      Promise.resolve({ before: before.contact, after: after.contact, also }),
    );
    return { ...party, contact: { ...contact, ...(await erpnext.get('Contact', contact.name)) } };
  }

  /**
   * A Lead that became a Customer or a buyer still holds the e-mail by which the next customer is recognised: it follows,
   * and is deleted with its customer, so that it gives the address free.
   */
  private async toLeadOf(
    { lead }: Party & { kind: 'Customer' | 'Contact' },
    { before, after, ending, word, version }: Changes,
  ): Promise<void> {
    if (lead === undefined) return;
    const { erpnext, mapper } = this.options;
    const own = wordOf<CustomerWord>(lead);
    const was = own === undefined ? before : await mapper.map(own);
    const email = after.lead['email_id'] ?? null;
    const wanted: Fields = {
      ...(was.contact.email === after.contact.email ? {} : { email_id: email, medusa_email: email }),
      ...('medusa_deleted' in ending
        ? { medusa_deleted: ending['medusa_deleted'] ?? 0, unsubscribed: ending['unsubscribed'] ?? 0 }
        : {}),
    };
    if (Object.keys(wanted).length === 0) return;
    const now = await erpnext.get('Lead', lead.name);
    if (isOlder(now, version)) return;
    const differs = Object.entries(wanted).some(([field, value]) => (now[field] || null) !== (value || null));
    if (differs)
      await this.updateLead(lead.name, { ...wanted, ...noted(word, version), modified: now.modified });
  }

  /** Who looked for the holder of an e-mail may find none, and another one come before his write: he looks again. */
  private async updateLead(name: string, fields: Fields): Promise<ErpNextDocument> {
    try {
      return await this.options.erpnext.update('Lead', name, fields);
    } catch (error) {
      if (!(error instanceof DuplicateDocument)) throw error;
      throw new ErpNextConflict(`Somebody else's e-mail came before that of ${name}.`, {}, { cause: error });
    }
  }

  /**
   * The time to lock on, after writes of ours that moved it. Another member's write must not be overwritten, and a Lead
   * that became a Customer in the meantime must not be taken for the one that is to be written.
   */
  private async reread(doctype: string, known: PartyDocument): Promise<string> {
    const now = await this.options.erpnext.get(doctype, known.name);
    const isAsKnown =
      (now['medusa_updated_at'] ?? null) === (known.medusa_updated_at ?? null) &&
      (doctype !== 'Lead' || now['status'] === (known as LeadDocument).status);
    return isAsKnown ? now.modified : known.modified;
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

/** ERPNext fills both fields with a Contact's only number. */
const withoutNumber = (lead: LeadDocument, number: string | null): Fields =>
  Object.fromEntries(
    ['phone', 'mobile_no']
      .filter((field) => number !== null && lead[field] === number)
      .map((field) => [field, null]),
  );

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

const saysTheSame = (before: ContactFields, after: ContactFields): boolean =>
  Object.keys(changedFields({ ...before }, { ...after })).length === 0;

const warningsOf = ({ after }: Changes): readonly Warning[] => after.warnings;

import { claim } from '#libs/erpnext/claim.js';
import type { ErpNextClient, ErpNextDocument, Fields } from '#libs/erpnext/erpnext-client.js';
import { isNews, isOlder, merged, noted, wordOf } from '#libs/erpnext/kept-state.js';
import { fieldsToWrite, isNamedElsewhere, withNamesOf, type Changes } from './changes.js';
import type { Warning } from './clean-text.js';
import type { ContactBook } from './contact-book.js';
import { ContactOfParty, withoutNumber } from './contact-of-party.js';
import type { CustomerWord } from './customer-word.js';
import { ended } from './ensure-party.js';
import { keeperOf, type LeadDocument, type Party, type PartyDocument } from './party.js';
import type { PartyMapper } from './party-fields.js';
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

/**
 * Brings a party to what Medusa says. Only what *Medusa* changed since its last word is written. Version and word go
 * with the last write, so that a change that was cut off between two writes is repeated. The Lead of a Customer, like the
 * Contact, keeps the word that it was written for as well: whoever comes late with an older one leaves it alone.
 */
export class ApplyToParty {
  private readonly contact: ContactOfParty;

  constructor(private readonly options: ApplyToPartyOptions) {
    this.contact = new ContactOfParty(options);
  }

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
          party: await this.toLead(party, changes),
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

  private async toLead(party: Party & { kind: 'Lead' }, changes: Changes): Promise<Party> {
    const { contact } = this;
    const { lead } = party;
    const own = await contact.of(party, changes);
    const known = own === undefined ? lead : await contact.withoutStrayNumber(lead, own, changes);
    const isWritten = own !== undefined && (await contact.write(own, known, changes));
    const update = async () =>
      this.updateLead(lead.name, {
        ...fieldsToWrite(lead, changes, 'lead'),
        ...(changes.after.contact.mobile === null ? withoutNumber(lead, changes.before.contact.mobile) : {}),
        ...changes.ending,
        ...noted(changes.word, changes.version),
        // Saving a Contact writes its numbers back to the Lead and moves the Lead's time.
        modified: isWritten ? await this.reread('Lead', known) : known.modified,
      });
    return { kind: 'Lead', lead: await (isWritten ? contact.orGiveBack(party, own, update) : update()) };
  }

  private async toCustomer(party: Party & { kind: 'Customer' }, changes: Changes): Promise<Party> {
    const { contact } = this;
    const { customer, lead } = party;
    const own = await contact.of(party, changes);
    const isWritten = own !== undefined && (await contact.write(own, customer, changes));
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
    const written = await (isWritten ? contact.orGiveBack(party, own, update) : update());
    return { kind: 'Customer', customer: written, lead };
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
  private updateLead(name: string, fields: Fields): Promise<ErpNextDocument> {
    return claim(`the e-mail of ${name}`, this.options.erpnext.update('Lead', name, fields));
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

const warningsOf = ({ after }: Changes): readonly Warning[] => after.warnings;

import type { ErpNextClient, ErpNextDocument, Fields } from '#libs/erpnext/erpnext-client.js';
import { ErpNextConflict } from '#libs/erpnext/errors.js';
import { isOlder, noted, versionOf, wordOf, type KeptState } from '#libs/erpnext/kept-state.js';
import { isNamedElsewhere, saysTheSame, withNamesOf, type Changes } from './changes.js';
import type { ContactBook, ContactChange } from './contact-book.js';
import type { ContactWord, CustomerWord } from './customer-word.js';
import { keeperOf, type LeadDocument, type Party, type PartyDocument } from './party.js';
import type { PartyMapper } from './party-fields.js';

export interface ContactOfPartyOptions {
  readonly erpnext: ErpNextClient;
  readonly mapper: PartyMapper;
  readonly contacts: ContactBook;
}

type Keeper = Party & { kind: 'Lead' | 'Customer' };

/**
 * Brings the Contact of a Lead or a Customer to what Medusa says, before its keeper notes it. The Contact keeps the word that
 * it was written for as well: whoever comes late with an older one leaves it alone.
 */
export class ContactOfParty {
  constructor(private readonly options: ContactOfPartyOptions) {}

  async of(party: Keeper, changes: Changes): Promise<KeptState | undefined> {
    if (changes.onlyBlanks) return undefined;
    return party.kind === 'Lead'
      ? this.options.contacts.contactOf('Lead', party.lead.name)
      : this.ofCustomer(party, changes);
  }

  /** @returns whether it had to be written */
  async write(contact: KeptState, { medusa_id }: PartyDocument, changes: Changes): Promise<boolean> {
    const medusaId = medusa_id ?? '';
    const changeOf = (now: KeptState) => this.changeOf(now, medusaId, changes);
    if ((await changeOf(contact)) === undefined) return false;
    await this.options.contacts.follow(contact.name, changeOf);
    return true;
  }

  /**
   * Whoever comes too late with an older word, and finds out at the keeper, when the Contact is written already, gives the
   * Contact back to the newer one, whose writer may have found nothing in it to change.
   *
   * @param update of the keeper
   */
  async orGiveBack<Written>(
    party: Keeper,
    contact: KeptState,
    update: () => Promise<Written>,
  ): Promise<Written> {
    try {
      return await update();
    } catch (error) {
      if (error instanceof ErpNextConflict) await this.giveBack(party, contact.name);
      throw error;
    }
  }

  /**
   * Saving a Contact writes its number to the Lead, losing it takes none away. So the number of a word that was cut off
   * before it came to the Lead goes from there first, while the Contact still knows that it was ours.
   */
  async withoutStrayNumber(
    lead: LeadDocument,
    contact: KeptState,
    { before, after, version }: Changes,
  ): Promise<LeadDocument> {
    const own = wordOf<ContactWord>(contact);
    if (own === undefined || after.contact.mobile !== null || isOlder(contact, version)) return lead;
    const { mobile } = (await this.options.mapper.map(own)).contact;
    if (mobile === null || mobile === before.contact.mobile || mobile !== lead['mobile_no']) return lead;
    const fields = { ...withoutNumber(lead, mobile), modified: lead.modified };
    return this.options.erpnext.update('Lead', lead.name, fields);
  }

  /** The primary Contact of a Customer that existed before the shop may be a colleague's: the Lead's own comes first. */
  private async ofCustomer(
    { customer, lead }: Party & { kind: 'Customer' },
    { before, after }: Changes,
  ): Promise<KeptState | undefined> {
    const { contacts, erpnext } = this.options;
    const own = lead && (await contacts.contactOf('Lead', lead.name));
    if (own !== undefined || saysTheSame(before.contact, after.contact)) return own;
    const { customer_primary_contact: primary } = customer;
    return primary ? erpnext.get('Contact', primary) : contacts.contactOf('Customer', customer.name);
  }

  /**
   * Against the word that the Contact itself was written for: its keeper knows nothing of one that was cut off between
   * the two, nor does a member that has lost its partition know what the next one has written.
   */
  private async changeOf(
    contact: KeptState,
    medusaId: string,
    { before, after, word, version, isNamedElsewhere: isNamed }: Changes,
  ): Promise<ContactChange | undefined> {
    const own = wordOf<ContactWord>(contact);
    const held = own?.medusaId === medusaId ? versionOf(contact) : undefined;
    if (held !== undefined && (version === undefined || version < held)) return undefined;
    // The account has taken the guest's place since the Lead was read.
    if (own?.medusaId !== medusaId && own?.hasAccount === true && word.hasAccount === false) return undefined;

    const was = own === undefined ? before : await this.options.mapper.map(own);
    const { contact: becomes } = isNamed ? withNamesOf(was, after) : after;
    return saysTheSame(was.contact, becomes)
      ? undefined
      : { before: was.contact, after: becomes, also: noted({ ...word, medusaId }, version) };
  }

  private async giveBack(party: Keeper, contactName: string): Promise<void> {
    const { erpnext } = this.options;
    const keeper = await erpnext.get(party.kind, keeperOf(party).name);
    const contact = await erpnext.get('Contact', contactName);
    if (!isOlder(keeper, versionOf(contact))) return;

    const standing = await this.standing(party.kind, keeper);
    if (party.kind === 'Lead') await this.withoutStrayNumber(keeper, contact, standing);
    await this.write(contact, keeper, standing);
  }

  /** What the keeper was told last, once more. */
  private async standing(kind: Keeper['kind'], keeper: ErpNextDocument): Promise<Changes> {
    const word = wordOf<CustomerWord>(keeper) ?? {};
    const fields = await this.options.mapper.map(word);
    return {
      ...{ before: fields, after: fields, word, version: versionOf(keeper) },
      ...{ onlyBlanks: false, ending: {} },
      isNamedElsewhere: kind === 'Lead' && isNamedElsewhere({ kind, lead: keeper }, fields, word),
    };
  }
}

/** ERPNext fills both fields with a Contact's only number. */
export const withoutNumber = (lead: LeadDocument, number: string | null): Fields =>
  Object.fromEntries(
    ['phone', 'mobile_no']
      .filter((field) => number !== null && lead[field] === number)
      .map((field) => [field, null]),
  );

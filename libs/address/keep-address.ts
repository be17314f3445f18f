import { claim } from '#libs/erpnext/claim.js';
import { changeLinks } from '#libs/erpnext/dynamic-links.js';
import type { ErpNextClient, Fields } from '#libs/erpnext/erpnext-client.js';
import { DocumentRejected, DuplicateDocument, ErpNextConflict } from '#libs/erpnext/errors.js';
import { isNews, isOlder, merged, noted, wordOf } from '#libs/erpnext/kept-state.js';
import type { Warning } from '#libs/party/clean-text.js';
import type { EnsureParty } from '#libs/party/ensure-party.js';
import { nameOf, type Party } from '#libs/party/party.js';
import { blankFields, changedFields, saidFields } from '#libs/party/party-fields.js';
import type { PartyLookUp } from '#libs/party/party-look-up.js';
import type { AddressDocument } from './address-document.js';
import { demandComplete, type AddressMapper } from './address-fields.js';
import { linkOf, type AddressLookUp } from './address-look-up.js';
import { personOf, type AddressWord } from './address-word.js';
import { contentKeyOf } from './content-key.js';
import { claimsOf, settleClaims, type Claimant } from './default-claims.js';
import { catchUpWithConversion, followConversion } from './follow-conversion.js';
import { sameContent } from './same-content.js';

/** What one event says of an address. */
export interface SaidOfAddress {
  readonly addressId: string;
  readonly word: AddressWord;
  /** ms since 1970. Undefined when partial. */
  readonly version: number | undefined;
}

export interface KeptAddress {
  readonly address: AddressDocument;
  readonly superseded: boolean;
  readonly warnings: readonly Warning[];
}

export interface KeepAddressOptions {
  readonly erpnext: ErpNextClient;
  readonly lookUp: AddressLookUp;
  readonly mapper: AddressMapper;
  readonly parties: Pick<EnsureParty, 'find'>;
  readonly partyLookUp: Pick<PartyLookUp, 'customerMadeFrom'>;
}

/**
 * Keeps an address of a customer's address book once in ERPNext. `medusa_id` is unique, so it is safe to repeat; one
 * that has an id is never changed for another.
 */
export class KeepAddress {
  private user: Promise<string> | undefined;

  constructor(private readonly options: KeepAddressOptions) {}

  find(addressId: string): Promise<AddressDocument | undefined> {
    return this.options.lookUp.withId(addressId);
  }

  /** Brings a known address to what Medusa says; only what *Medusa* changed is written. */
  async update(
    address: AddressDocument,
    said: SaidOfAddress,
    partyOf: () => Promise<Party>,
  ): Promise<KeptAddress> {
    const stored = wordOf<AddressWord>(address);
    const isEnded = address.medusa_deleted === 1;
    if (isEnded || !isNews(address, said.word, said.version)) {
      const superseded = isOlder(address, said.version) || (isEnded && said.word.deleted !== true);
      return { address, superseded, warnings: [] };
    }
    const word = merged(stored, said.word, said.version);
    if (word.deleted === true) return this.end(address, said);

    const party = concernsParty(stored, word) ? await partyOf() : undefined;
    const after = await this.fieldsOf(said.addressId, word, party);
    demandComplete(said.addressId, word, after.fields);
    const before = await this.fieldsOf(said.addressId, stored ?? {}, party);
    const changes =
      stored === undefined ? blankFields(address, after.fields) : changedFields(before.fields, after.fields);
    // A default that it is already needs no look at the party's other addresses.
    const claims = claimsOf(after.fields).filter((flag) => flag in changes || address[flag] !== 1);
    const claimant = { claims, version: said.version, customerId: word.customerId };
    const settled = claims.length === 0 ? changes : await this.settled(address, changes, claimant, partyOf);
    const written = await this.change(address, settled, word, said.version);
    return { address: written, superseded: false, warnings: after.warnings };
  }

  /** Makes the address, or finds that the party has had it all along. */
  async make(said: SaidOfAddress, party: Party): Promise<KeptAddress> {
    const { fields, naming, warnings } = await this.fieldsOf(said.addressId, said.word, party);
    demandComplete(said.addressId, said.word, fields);
    const ofParty = said.word.deleted === true ? [] : await this.options.lookUp.ofParty(party);
    const claimant = { claims: claimsOf(fields), version: said.version, customerId: said.word.customerId };
    const settled = settleClaims(fields, claimant, ofParty);
    const address =
      (await this.adopt(said, ofParty, settled)) ??
      (await this.insert(said, party, { ...settled, ...naming }));
    await followConversion(this.options.erpnext, this.options.parties, address.name, party);
    return { address, superseded: false, warnings };
  }

  /** For an address whose making was cut off before it followed its party. */
  async belongsTo(address: AddressDocument, party: Party): Promise<void> {
    await changeLinks(this.options.erpnext, 'Address', address.name, { add: linkOf(party) });
  }

  private async settled(
    address: AddressDocument,
    changes: Fields,
    claimant: Claimant,
    partyOf: () => Promise<Party>,
  ): Promise<Fields> {
    const party = await partyOf();
    if (party.kind === 'Contact') return changes;
    const ofParty = await this.options.lookUp.ofParty(party);
    return settleClaims(
      changes,
      claimant,
      ofParty.filter(({ name }) => name !== address.name),
    );
  }

  /** Disabled, never deleted: documents refer to it, and the integration user may not. */
  private async end(address: AddressDocument, said: SaidOfAddress): Promise<KeptAddress> {
    const word = merged(wordOf<AddressWord>(address), said.word, said.version);
    return {
      address: await this.change(address, ended, word, said.version),
      superseded: false,
      warnings: [],
    };
  }

  private async adopt(
    said: SaidOfAddress,
    ofParty: readonly AddressDocument[],
    fields: Fields,
  ): Promise<AddressDocument | undefined> {
    const nobodys = ofParty.filter((address) => !address.medusa_id);
    const same = nobodys.find((address) => isAdoptable(address, fields));
    if (same !== undefined) {
      const flags = flagsOf(fields);
      return this.claim(same, said, { ...blankFields(same, fields), ...flags });
    }
    if (nobodys.length === 0 || fields['is_primary_address'] !== 1) return undefined;
    // An accountant's primary address is never overwritten, one that this integration made without an id is.
    const ours = await this.integrationUser();
    const primary = nobodys.find((address) => address.is_primary_address === 1 && address.owner === ours);
    return primary && this.claim(primary, said, fields);
  }

  private claim(
    address: AddressDocument,
    { addressId, word, version }: SaidOfAddress,
    fields: Fields,
  ): Promise<AddressDocument> {
    return claim(addressId, this.write(address, { ...fields, medusa_id: addressId }, word, version));
  }

  private async insert(said: SaidOfAddress, party: Party, fields: Fields): Promise<AddressDocument> {
    const isEnded = said.word.deleted === true;
    const document: Fields = {
      ...saidFields(isEnded ? { ...fields, ...ended } : fields),
      medusa_id: said.addressId,
      ...noted(said.word, said.version),
      links: [{ ...linkOf(party) }],
    };
    if (isEnded) return this.insertOnce(said.addressId, document);

    // The content key keeps an order that comes at the same moment from making the same address.
    const key = contentKeyOf(party, fields);
    try {
      return await this.insertOnce(said.addressId, { ...document, medusa_content_key: key });
    } catch (error) {
      const alike =
        error instanceof DuplicateDocument ? await this.options.lookUp.withContentKey(key) : undefined;
      if (alike === undefined) throw error;
      if (isAdoptable(alike, fields)) throw madeJustNow(said.addressId, error);
      // The address book holds the same place twice.
      return this.insertOnce(said.addressId, document);
    }
  }

  private async insertOnce(addressId: string, document: Fields): Promise<AddressDocument> {
    try {
      return await this.options.erpnext.insert('Address', document);
    } catch (error) {
      if (!(error instanceof DocumentRejected || error instanceof ErpNextConflict)) throw error;
      if ((await this.find(addressId)) === undefined) throw error;
      throw madeJustNow(addressId, error);
    }
  }

  private async change(...change: Parameters<KeepAddress['write']>): Promise<AddressDocument> {
    const written = await this.write(...change);
    await catchUpWithConversion(this.options.erpnext, this.options.partyLookUp, written);
    return written;
  }

  private write(
    address: AddressDocument,
    fields: Fields,
    word: AddressWord,
    version: number | undefined,
  ): Promise<AddressDocument> {
    const isOther = Object.keys(fields).some((field) => field in address && isContent(field));
    const isEnded = fields['medusa_deleted'] === 1;
    return this.options.erpnext.update('Address', address.name, {
      ...fields,
      // An order of that content must find neither another address by the key nor one that is no more.
      ...((isOther || isEnded) && address.medusa_content_key ? { medusa_content_key: null } : {}),
      ...noted(word, version),
      modified: address.modified,
    });
  }

  private async fieldsOf(addressId: string, word: AddressWord, party: Party | undefined) {
    const mapped = await this.options.mapper.map(addressId, word, party && nameOf(party));
    if (party?.kind !== 'Contact') return mapped;
    // The default of a further buyer is not the default of the company.
    return { ...mapped, fields: { ...mapped.fields, is_primary_address: 0, is_shipping_address: 0 } };
  }

  private integrationUser(): Promise<string> {
    this.user ??= this.options.erpnext.call('frappe.auth.get_logged_user').then(String, (error: unknown) => {
      this.user = undefined;
      throw error;
    });
    return this.user;
  }
}

const ended: Fields = { medusa_deleted: 1, disabled: 1, is_primary_address: 0, is_shipping_address: 0 };

/** Another member was faster; what is to be done now is an update, or an adoption. */
const madeJustNow = (addressId: string, cause: unknown) =>
  new ErpNextConflict(`${addressId} was made by somebody else just now.`, {}, { cause });

const isAdoptable = (address: AddressDocument, fields: Fields): boolean =>
  !address.medusa_id && address.disabled !== 1 && sameContent(address, fields);

const isContent = (field: string) => /^(address_line|city|state|pincode|country)/.test(field);

const flagsOf = ({ is_primary_address = 0, is_shipping_address = 0 }: Fields): Fields => ({
  is_primary_address,
  is_shipping_address,
});

/** Only the recipient and the default flags depend on whose address it is. */
const concernsParty = (before: AddressWord = {}, after: AddressWord): boolean =>
  personOf(before) !== personOf(after) ||
  before.isDefaultBilling !== after.isDefaultBilling ||
  before.isDefaultShipping !== after.isDefaultShipping;

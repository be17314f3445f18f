import type { Fields, FieldValue } from '#libs/erpnext/erpnext-client.js';
import type { CustomerWord } from './customer-word.js';
import type { Party, PartyDocument } from './party.js';
import { blankFields, changedFields, type ContactFields, type PartyFields } from './party-fields.js';

/** What has to change on a party. */
export interface Changes {
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

export const fieldsToWrite = (
  document: PartyDocument,
  changes: Changes,
  kind: 'lead' | 'customer',
): Record<string, FieldValue> =>
  changes.onlyBlanks
    ? blankFields(document, changes.after[kind])
    : changedFields(changes.before[kind], changes.after[kind]);

/** A name that is made up of the e-mail does not replace one that a person, or an order, has given in the meantime. */
export const isNamedElsewhere = (
  party: Party,
  before: PartyFields,
  ...words: readonly (CustomerWord | undefined)[]
): boolean => {
  const lead = party.kind === 'Contact' ? undefined : party.lead;
  const isNameless = words.every((word) => !word?.firstName?.trim() && !word?.lastName?.trim());
  return isNameless && lead !== undefined && lead['first_name'] !== before.lead['first_name'];
};

/** What is said now, with the names of before. */
export const withNamesOf = (before: PartyFields, after: PartyFields): PartyFields => {
  const { first_name = null, last_name = null } = before.lead;
  const { contact } = before;
  return {
    ...after,
    lead: { ...after.lead, first_name, last_name },
    contact: { ...after.contact, first_name: contact.first_name, last_name: contact.last_name },
  };
};

export const saysTheSame = (before: ContactFields, after: ContactFields): boolean =>
  Object.keys(changedFields({ ...before }, { ...after })).length === 0;

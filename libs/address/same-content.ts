import type { Fields } from '#libs/erpnext/erpnext-client.js';

/** The fields that make an address the same place: neither the recipient nor a phone number does. */
const contentFields = ['address_line1', 'address_line2', 'city', 'state', 'pincode', 'country'] as const;

/**
 * Two addresses are the same when line 1, line 2, city, state, postal code and country agree without regard to case,
 * space and punctuation: "Straße der Einheit 7" and "STRASSE DER EINHEIT 7," are one, "… 7" and "… 77" are two.
 */
export const sameContent = (one: Fields | Readonly<Record<string, unknown>>, other: Fields): boolean =>
  contentOf(one) === contentOf(other);

/** The same text for addresses of the same content, and only for those. */
export const contentOf = (fields: Readonly<Record<string, unknown>>): string =>
  contentFields.map((field) => letters(fields[field])).join('\n');

/** Upper case first: ß and ss are one then. A mark is part of its letter: in Hindi it is the vowel. */
const letters = (value: unknown): string =>
  (typeof value === 'string' ? value : '')
    .normalize('NFKC')
    .toUpperCase()
    .toLowerCase()
    .replace(/[^\p{L}\p{M}\p{N}]/gu, '');

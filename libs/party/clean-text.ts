/**
 * Cosmetic trouble never stops a customer: what ERPNext would refuse is cleaned or left out, and the outcome lists a
 * warning. Rules observed on ERPNext 15.99.
 */
export type Warning =
  | 'ADDRESS_LEFT_OUT'
  | 'EMAIL_LEFT_OUT'
  | 'EMAIL_TAKEN'
  | 'PHONE_LEFT_OUT'
  | 'TEXT_CLEANED'
  | 'TEXT_SHORTENED';

export interface Cleaned<T> {
  readonly value: T;
  readonly warnings: readonly Warning[];
}

/** Length of a Data field. */
export const dataLength = 140;

/** A name or a line: ERPNext refuses `<` and `>` in names, rewrites them elsewhere, and limits the length. */
export const cleanText = (text: string | null | undefined, length = dataLength): Cleaned<string | null> => {
  const trimmed = (text ?? '').trim();
  const readable = trimmed
    .replaceAll('<', '‹')
    .replaceAll('>', '›')
    .replace(/\p{Cc}+/gu, ' ');
  const value = cut(readable, length);
  return {
    value: value === '' ? null : value,
    warnings: [
      ...(readable === trimmed ? [] : (['TEXT_CLEANED'] as const)),
      ...(value === readable ? [] : (['TEXT_SHORTENED'] as const)),
    ],
  };
};

/** ERPNext takes 1 to 20 characters of digits, blank and `+ _ - , . * # ( )`. */
export const cleanPhone = (phone: string | null | undefined): Cleaned<string | null> => {
  const value = (phone ?? '').trim();
  if (value === '') return { value: null, warnings: [] };
  return /^[\d +_\-,.*#()]{1,20}$/.test(value)
    ? { value, warnings: [] }
    : { value: null, warnings: ['PHONE_LEFT_OUT'] };
};

/** ERPNext wants a domain with a dot, and e-mail addresses are compared in lower case. */
export const cleanEmail = (email: string | null | undefined): Cleaned<string | null> => {
  const value = (email ?? '').trim().toLowerCase();
  if (value === '') return { value: null, warnings: [] };
  return value.length <= dataLength &&
    /^[^\s@<>,;:"()[\]\\]+@[^\s@<>,;:"()[\]\\]+\.[^\s@<>,;:"()[\]\\.]{2,}$/u.test(value)
    ? { value, warnings: [] }
    : { value: null, warnings: ['EMAIL_LEFT_OUT'] };
};

/** Cuts between characters, never through one: an emoji has two code units. */
const cut = (text: string, length: number): string => {
  if (text.length <= length) return text;
  let kept = '';
  for (const character of text) {
    if (kept.length + character.length > length) break;
    kept += character;
  }
  return kept.trimEnd();
};

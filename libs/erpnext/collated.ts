/** A text as ERPNext compares it: utf8mb4_unicode_ci takes case, accents and trailing blanks for equal. */
export const collated = (value: string): string =>
  value.trimEnd().normalize('NFD').replace(/\p{M}/gu, '').toLowerCase();

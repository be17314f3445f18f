/** How texts of two systems are compared when a person, not an index, shall decide whether they mean the same. */

const legalForms = new Set(
  (
    'ab ag aps as bv co company corp corporation ev eg gbr gmbh inc incorporated kg kgaa limited llc llp ltd mbh nv ' +
    'ohg oy plc pty sa sarl sas se spa srl ug und and et'
  ).split(' '),
);

/** The words of a company's name that tell it from others: without legal form, accents and punctuation. */
export const companyWords = (name: string | null | undefined): readonly string[] =>
  (name ?? '')
    .normalize('NFD')
    .replace(/\p{M}/gu, '')
    .replaceAll('ß', 'ss')
    .toLowerCase()
    // G.m.b.H. and S.A. are one word each.
    .replace(/\b(\p{L})\.\s?(?=\p{L}\b)/gu, '$1')
    .replace(/[^\p{L}\p{N}]+/gu, ' ')
    .split(' ')
    .filter((word) => word !== '' && !legalForms.has(word));

export const sameCompany = (one: string | null | undefined, other: string | null | undefined): boolean => {
  const words = companyWords(one);
  return words.length > 0 && words.join(' ') === companyWords(other).join(' ');
};

const tellingDigits = 7;

/** The last digits of a number: a country code or a zero before the rest is written by some and left out by others. */
export const phoneEnd = (phone: string | null | undefined): string | undefined => {
  const digits = (phone ?? '').replace(/\D/g, '');
  return digits.length < tellingDigits ? undefined : digits.slice(-tellingDigits);
};

export const sameEmail = (one: string | null | undefined, other: string | null | undefined): boolean =>
  Boolean(one?.trim()) && one?.trim().toLowerCase() === other?.trim().toLowerCase();

/** A tax id with or without blanks, dots and dashes. */
export const taxIdSigns = (taxId: string | null | undefined): string =>
  (taxId ?? '').toUpperCase().replace(/[^A-Z0-9]/g, '');

/** For a `like` that finds it: blanks and dots may stand anywhere in it. */
export const taxIdPattern = (taxId: string): string => [...taxIdSigns(taxId)].join('%');

/** Folds text as MariaDB's utf8mb4_unicode_ci compares it: case, accents and trailing blanks make no difference. */
export function fold(value: string | number): string {
  const text = String(value);
  if (isPlain(text)) return text.toLowerCase().trimEnd();

  return text
    .normalize('NFKD')
    .replace(/\p{M}/gu, '')
    .toLowerCase()
    .replaceAll('ß', 'ss')
    .replaceAll('ø', 'o')
    .replaceAll('ł', 'l')
    .replace(/ +$/, '');
}

const isPlain = (text: string) => /^[\x20-\x7e]*$/.test(text);

/** Orders two column values as the database does: null first, numbers by size, text by its folded form. */
export function compareValues(a: string | number | null, b: string | number | null): number {
  if (a === null || b === null) return Number(b === null) - Number(a === null);
  if (typeof a === 'number' && typeof b === 'number') return a - b;

  const [left, right] = [fold(a), fold(b)];
  return left < right ? -1 : left > right ? 1 : 0;
}

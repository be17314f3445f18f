const small =
  'Zero One Two Three Four Five Six Seven Eight Nine Ten Eleven Twelve Thirteen Fourteen Fifteen Sixteen Seventeen Eighteen Nineteen'.split(
    ' ',
  );
const tens = ' Ten Twenty Thirty Forty Fifty Sixty Seventy Eighty Ninety'.split(' ');
const large = [
  [1_000_000, 'Million'],
  [1_000, 'Thousand'],
] as const;

/** An amount as ERPNext prints it: "USD Sixty Six and Twelve Cent only." */
export function inWords(amount: number, currency: string): string {
  const cents = Math.round(Math.abs(amount) * 100);
  const fraction = cents % 100 === 0 ? '' : ` and ${words(cents % 100)} Cent`;
  return `${currency} ${words(Math.floor(cents / 100))}${fraction} only.`;
}

function words(count: number): string {
  const [unit, name] = large.find(([each]) => count >= each) ?? [];
  if (unit === undefined) return underThousand(count);
  const rest = count % unit;
  const separator = rest >= 100 ? ', ' : ' And ';
  return `${words(Math.floor(count / unit))} ${name}${rest === 0 ? '' : separator + words(rest)}`;
}

function underThousand(count: number): string {
  if (count < 100) return underHundred(count);
  const rest = count % 100;
  return `${small[Math.floor(count / 100)]} Hundred${rest === 0 ? '' : ` And ${underHundred(rest)}`}`;
}

function underHundred(count: number): string {
  if (count < 20) return small[count] ?? '';
  const rest = count % 10;
  return [tens[Math.floor(count / 10)], ...(rest === 0 ? [] : [small[rest]])].join(' ');
}

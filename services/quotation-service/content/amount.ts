/**
 * Money, or a quantity, as a whole number of billionths: 0.1 + 0.2 is 0.3 here. Medusa's amounts are unrounded decimals,
 * and nine places are more than it keeps.
 */
export type Amount = bigint;

const places = 9;
const one = 10n ** BigInt(places);

export const amountOf = (value: number): Amount => BigInt(value.toFixed(places).replace('.', ''));

export const numberOf = (amount: Amount): number => Number(amount) / Number(one);

export const sum = (amounts: readonly Amount[]): Amount =>
  amounts.reduce((total, amount) => total + amount, 0n);

export const absolute = (amount: Amount): Amount => (amount < 0n ? -amount : amount);

export const times = (amount: Amount, quantity: Amount): Amount => divided(amount * quantity, one);

export const per = (amount: Amount, quantity: Amount): Amount => divided(amount * one, quantity);

/** A half goes away from zero. */
export const rounded = (amount: Amount, digits: number): Amount => {
  const unit = unitOf(digits);
  return divided(amount, unit) * unit;
};

/** Up to the next unit. A millionth counts as nothing: it is what a division or a tax left over. */
export const roundedUp = (amount: Amount, digits: number): Amount => {
  const unit = unitOf(digits);
  const counted = rounded(amount, 6);
  return counted % unit === 0n || counted < 0n ? (counted / unit) * unit : (counted / unit + 1n) * unit;
};

/** Digits behind the point in a currency, `2` for EUR, `0` for JPY. */
export const digitsOf = (currency: string): number =>
  new Intl.NumberFormat('en', { style: 'currency', currency }).resolvedOptions().maximumFractionDigits ?? 2;

const unitOf = (digits: number) => 10n ** BigInt(places - digits);

const divided = (dividend: bigint, divisor: bigint): bigint => {
  const half = absolute(divisor) / 2n;
  return (dividend + (dividend < 0n === divisor < 0n ? half : -half)) / divisor;
};

// Generated from money-amounts.avsc by `npm run generate`. Do not edit.

/** Amounts in major units of a currency. */
export interface MoneyAmounts {
  /** ISO 4217 in upper case. */
  readonly currency: string;
  /** Without tax, after discounts. */
  readonly net: number;
  /** The tax. */
  readonly tax: number;
  /** With tax. */
  readonly total: number;
}

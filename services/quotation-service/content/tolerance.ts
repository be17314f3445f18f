import type { Money } from '#libs/messaging/message.js';
import { absolute, amountOf, numberOf, type Amount } from './amount.js';
import type { PlacedOrder } from './placed-order.js';

/** What ERPNext made of an order's amounts. */
export interface Totals {
  readonly currency: string;
  readonly grandTotal: number;
  /** Taxes and freight. */
  readonly charges: number;
  /** Rows of tax, freight included. */
  readonly taxRows: number;
}

const cent = amountOf(0.01);

/** Each row of tax is rounded for itself, and the whole once more. */
export const toleranceOf = (taxRows: number): Amount => cent * BigInt(taxRows + 1);

export const agrees = (order: PlacedOrder, { grandTotal, taxRows }: Totals): boolean =>
  absolute(amountOf(grandTotal) - order.total) <= toleranceOf(taxRows);

/** The amounts on both sides. */
export const compared = (order: PlacedOrder, totals: Totals): { shop: Money; erp: Money } => {
  const erpTax = amountOf(totals.charges) - order.freight.net;
  return {
    shop: moneyOf(order.currency, order.total, order.tax),
    erp: moneyOf(totals.currency, amountOf(totals.grandTotal), erpTax),
  };
};

const moneyOf = (currency: string, total: Amount, tax: Amount): Money => ({
  currency,
  net: numberOf(total - tax),
  tax: numberOf(tax),
  total: numberOf(total),
});

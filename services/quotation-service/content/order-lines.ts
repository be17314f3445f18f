import type { ChildRow } from '#libs/erpnext/erpnext-client.js';
import { cleanText, dataLength } from '#libs/party/clean-text.js';
import {
  absolute,
  amountOf,
  digitsOf,
  numberOf,
  per,
  rounded,
  roundedUp,
  sum,
  times,
  type Amount,
} from './amount.js';
import type { PlacedLine, PlacedOrder } from './placed-order.js';

/** The Item that a line sells. */
export interface SoldItem {
  readonly name: string;
  readonly uom: string;
  /** Stands for whatever has no Item of its own: the line says what it is. */
  readonly fallback: boolean;
}

export interface PricedLine {
  readonly line: PlacedLine;
  readonly rate: Amount;
  /** What the rate comes to for the whole line. */
  readonly amount: Amount;
}

export interface PricedLines {
  readonly lines: readonly PricedLine[];
  /** Off the net total: what was discounted, and what rounding the rates up added. */
  readonly discount: Amount;
}

/**
 * Prices of the lines so that ERPNext comes to Medusa's amounts, although it rounds each rate to the currency: rates
 * are rounded up, and one discount on the document takes the rest off again. A discount that is spread unevenly goes
 * into the rates first.
 */
export const priceLines = ({ currency, lines }: PlacedOrder): PricedLines => {
  const digits = digitsOf(currency);
  const even = isEven(lines, digits);
  const priced = lines.map((line) => {
    const price = even ? line.subtotal : line.subtotal - line.discount;
    const rate = roundedUp(per(price, line.quantity), digits);
    return { line, rate, amount: rounded(times(rate, line.quantity), digits) };
  });
  const net = rounded(sum(lines.map((line) => line.subtotal - line.discount)), digits);
  const discount = sum(priced.map(({ amount }) => amount)) - net;
  return { lines: priced, discount: discount > 0n ? discount : 0n };
};

/** The same share off every line, to a unit of the currency: then the document can give it as one. */
const isEven = (lines: readonly PlacedLine[], digits: number): boolean => {
  const subtotal = sum(lines.map((line) => line.subtotal));
  const discount = sum(lines.map((line) => line.discount));
  if (discount === 0n || subtotal === 0n) return true;
  const unit = amountOf(10 ** -digits);
  return lines.every((line) => absolute(line.discount - (line.subtotal * discount) / subtotal) <= unit);
};

export const toRow = (
  { line, rate }: PricedLine,
  item: SoldItem,
  template: string | undefined,
): ChildRow => ({
  item_code: item.name,
  ...(item.fallback
    ? { item_name: cleanText(line.title, dataLength).value, description: cleanText(line.title, 1_000).value }
    : {}),
  qty: numberOf(line.quantity),
  uom: item.uom,
  conversion_factor: 1,
  rate: numberOf(rate),
  // A rate of nothing alone would take the list price.
  ...(rate === 0n ? { discount_percentage: 100 } : {}),
  ...(template === undefined ? {} : { item_tax_template: template }),
  medusa_line_id: line.id,
});

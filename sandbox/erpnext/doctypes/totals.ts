import { fold } from '../engine/collation.js';
import { rowsOf, textOf, type Document, type Row } from '../engine/document.js';
import { NotImitated } from '../engine/errors.js';
import type { Transaction } from '../engine/transaction.js';
import { inWords } from './in-words.js';
import { site } from './site-defaults.js';

const number = (of: Document | Row, fieldname: string) => Number(of[fieldname] ?? 0) || 0;

/** Rounds as Frappe does by default: a half goes to the even neighbour. */
export function rounded(value: number, precision = 2): number {
  const factor = 10 ** precision;
  const scaled = Number((value * factor).toFixed(9));
  const floor = Math.floor(scaled);
  const half = Math.abs(scaled - floor - 0.5) < 1e-9;
  return (half ? floor + (floor % 2 === 0 ? 0 : 1) : Math.round(scaled)) / factor;
}

/** Amounts, taxes and totals of an order, in its currency and in the company's. */
export function calculateTotals(document: Document, tx: Transaction): void {
  const items = rowsOf(document, 'items');
  const conversion = number(document, 'conversion_rate') || 1;
  for (const item of items) {
    item['amount'] = rounded(number(item, 'rate') * number(item, 'qty'));
    item['net_amount'] = item['amount'];
    item['distributed_discount_amount'] = 0;
  }
  const total = sum(items, 'amount');
  calculateTaxes(document, items, tx);
  distributeDiscount(document, items, tx);

  for (const item of items) convertItem(item, conversion);
  const netTotal = sum(items, 'net_amount');
  const grandTotal = grandTotalOf(document, netTotal);
  const disabled = number(document, 'disable_rounded_total') === 1;
  const base = (value: number) => rounded(value * conversion);
  Object.assign(document, {
    total_qty: sum(items, 'qty'),
    total,
    base_total: rounded(sum(items, 'base_amount')),
    net_total: netTotal,
    base_net_total: rounded(sum(items, 'base_net_amount')),
    total_taxes_and_charges: rounded(grandTotal - netTotal),
    base_total_taxes_and_charges: base(rounded(grandTotal - netTotal)),
    grand_total: grandTotal,
    base_grand_total: base(grandTotal),
    rounded_total: disabled ? 0 : grandTotal,
    base_rounded_total: disabled ? 0 : base(grandTotal),
    base_discount_amount: base(number(document, 'discount_amount')),
    in_words: inWords(grandTotal, textOf(document, 'currency')),
    base_in_words: inWords(base(grandTotal), site.currency),
  });
}

function grandTotalOf(document: Document, netTotal: number): number {
  const last = rowsOf(document, 'taxes').at(-1);
  return last ? number(last, 'total') : netTotal;
}

function convertItem(item: Row, conversion: number): void {
  const net = number(item, 'net_amount');
  const qty = number(item, 'qty');
  const rate = number(item, 'rate');
  item['net_rate'] = net === number(item, 'amount') ? rate : rounded(net / qty);
  item['stock_qty'] = qty * (number(item, 'conversion_factor') || 1);
  for (const fieldname of ['rate', 'amount', 'net_rate', 'net_amount', 'price_list_rate'])
    item[`base_${fieldname}`] = rounded(number(item, fieldname) * conversion);
}

function distributeDiscount(document: Document, items: readonly Row[], tx: Transaction): void {
  const before = sum(items, 'net_amount');
  const onNet = textOf(document, 'apply_discount_on') === 'Net Total';
  const actual = rowsOf(document, 'taxes').filter((row) => row['charge_type'] === 'Actual');
  const basis = onNet ? before : rounded(grandTotalOf(document, before) - sum(actual, 'tax_amount'));
  const percentage = number(document, 'additional_discount_percentage');
  if (percentage > 0) document['discount_amount'] = rounded((basis * percentage) / 100);
  const discount = number(document, 'discount_amount');
  if (discount === 0 || basis === 0) return;

  for (const item of items) {
    const share = (discount * number(item, 'net_amount')) / basis;
    item['distributed_discount_amount'] = rounded(share);
    item['net_amount'] = rounded(number(item, 'net_amount') - share);
  }
  // What the rounding of the shares lost goes to the last line.
  const last = items.at(-1);
  const lost = onNet ? rounded(before - sum(items, 'net_amount') - discount) : 0;
  if (last && lost !== 0) last['net_amount'] = rounded(number(last, 'net_amount') - lost);
  calculateTaxes(document, items, tx);
}

function calculateTaxes(document: Document, items: readonly Row[], tx: Transaction): void {
  const taxes = rowsOf(document, 'taxes');
  const conversion = number(document, 'conversion_rate') || 1;
  const netTotal = sum(items, 'net_amount');
  const templates = new Map(items.map((item) => [item, templateRates(item, tx)]));
  const sums = taxes.map(() => 0);
  for (const item of items) {
    const amounts: number[] = [];
    const running: number[] = [];
    for (const [index, tax] of taxes.entries()) {
      const rate = templates.get(item)?.get(fold(textOf(tax, 'account_head'))) ?? number(tax, 'rate');
      const amount = itemTax(tax, rate, item, netTotal, amounts, running);
      amounts.push(amount);
      running.push((running[index - 1] ?? number(item, 'net_amount')) + amount);
      sums[index] = (sums[index] ?? 0) + amount;
    }
  }
  let total = netTotal;
  for (const [index, tax] of taxes.entries()) {
    const amount = rounded(tax['charge_type'] === 'Actual' ? number(tax, 'tax_amount') : (sums[index] ?? 0));
    total = rounded(total + amount);
    Object.assign(tax, {
      tax_amount: amount,
      tax_amount_after_discount_amount: amount,
      base_tax_amount: rounded(amount * conversion),
      total,
      base_total: rounded(total * conversion),
    });
  }
}

function itemTax(
  tax: Row,
  rate: number,
  item: Row,
  netTotal: number,
  amounts: readonly number[],
  running: readonly number[],
): number {
  if (number(tax, 'included_in_print_rate') === 1) throw new NotImitated('taxes included in the rate');
  const previous = Number(textOf(tax, 'row_id')) - 1;
  switch (tax['charge_type']) {
    case 'Actual':
      return netTotal === 0 ? 0 : (number(tax, 'tax_amount') * number(item, 'net_amount')) / netTotal;
    case 'On Net Total':
      return (rate / 100) * number(item, 'net_amount');
    case 'On Previous Row Amount':
      return (rate / 100) * (amounts[previous] ?? 0);
    case 'On Previous Row Total':
      return (rate / 100) * (running[previous] ?? 0);
    default:
      throw new NotImitated(`taxes of type ${textOf(tax, 'charge_type')}`);
  }
}

/** The rates by account that a line's own template sets against those of the tax rows. */
function templateRates(item: Row, tx: Transaction): Map<string, number> {
  const template = tx.get('Item Tax Template', textOf(item, 'item_tax_template'));
  const rows = template ? rowsOf(template, 'taxes') : [];
  return new Map(rows.map((row) => [fold(textOf(row, 'tax_type')), number(row, 'tax_rate')]));
}

export const sum = (rows: readonly Row[], fieldname: string) =>
  Number(rows.reduce((total, row) => total + number(row, fieldname), 0).toFixed(9));

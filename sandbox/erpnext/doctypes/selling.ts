import { rowsOf, textOf, type Document, type Row } from '../engine/document.js';
import { crashed, invalid, notFound, refused } from '../engine/errors.js';
import type { Saving, Transaction } from '../engine/transaction.js';
import { exchangeRateOf } from './accounts.js';
import { addressText } from './address.js';
import { isLinkedTo, linkedTo } from './dynamic-link.js';
import { site } from './site-defaults.js';
import { calculateTotals, rounded } from './totals.js';

const number = (of: Document | Row, fieldname: string) => Number(of[fieldname] ?? 0) || 0;

/** What ERPNext fills in and checks on every save of a Quotation or Sales Order, in its order. */
export function settleSelling(document: Document, party: Document, { tx }: Saving): void {
  settleCurrency(document, tx);
  settleParty(document, party, tx);
  const items = rowsOf(document, 'items');
  if (items.length === 0) throw withoutItems(document);
  for (const item of items) settleLine(item, document, tx);
  checkItems(items, tx);
  checkTaxes(document, tx);
  calculateTotals(document, tx);
  if (number(document, 'base_grand_total') < 0)
    throw invalid('Incorrect value: Grand Total (Company Currency) must be >= 0.0');
}

/** ERPNext multiplies the net total before it notices that there are no lines to have one. */
const withoutItems = (document: Document): Error =>
  number(document, 'net_total') === 0
    ? crashed('TypeError', "unsupported operand type(s) for *: 'NoneType' and 'float'")
    : refused('MandatoryError', 'Error: Data missing in table: Items');

function settleCurrency(document: Document, tx: Transaction): void {
  const currency = textOf(document, 'currency');
  if (currency === site.currency) document['conversion_rate'] = 1;
  else if (number(document, 'conversion_rate') === 0)
    document['conversion_rate'] = exchangeRateOf(currency, textOf(document, 'transaction_date'), tx);
  if (number(document, 'conversion_rate') === 0)
    throw invalid(
      `Exchange Rate is mandatory. Maybe Currency Exchange record is not created for ${currency} to ${site.currency}.`,
    );
  document['price_list_currency'] ??= site.currency;
  if (number(document, 'plc_conversion_rate') === 0) document['plc_conversion_rate'] = 1;
}

function settleParty(document: Document, party: Document, tx: Transaction): void {
  const customer = party.doctype === 'Customer';
  document['customer_name'] = customer
    ? textOf(party, 'customer_name')
    : textOf(party, 'company_name') || textOf(party, 'lead_name');
  if (customer) {
    for (const fieldname of ['customer_group', 'territory', 'language'])
      document[fieldname] ??= party[fieldname] ?? null;
  } else settleLeadContact(document, party);
  settleAddresses(document, party, tx);
}

function settleLeadContact(document: Document, lead: Document): void {
  document['contact_display'] ??= textOf(lead, 'lead_name');
  document['contact_mobile'] ??= lead['mobile_no'] ?? null;
  document['contact_email'] ??= lead['email_id'] ?? null;
}

function settleAddresses(document: Document, party: Document, tx: Transaction): void {
  for (const fieldname of ['customer_address', 'shipping_address_name']) {
    const address = tx.get('Address', textOf(document, fieldname));
    if (address && !isLinkedTo(address, party))
      throw invalid(`Address ${address.name} does not belong to ${party.doctype} ${party.name}`);
  }
  const known = linkedTo(tx, 'Address', party).filter((address) => number(address, 'disabled') === 0);
  const billing = known.find((address) => number(address, 'is_primary_address') === 1) ?? known[0];
  const shipping = known.find((address) => number(address, 'is_shipping_address') === 1);
  document['customer_address'] ??= billing?.name ?? null;
  document['shipping_address_name'] ??= shipping?.name ?? null;
  document['address_display'] = displayed(document, 'customer_address', tx);
  document['shipping_address'] = displayed(document, 'shipping_address_name', tx);
}

function displayed(document: Document, fieldname: string, tx: Transaction): string | null {
  const address = tx.get('Address', textOf(document, fieldname));
  return address ? addressText(address) : null;
}

export function settleLine(row: Row, document: Document, tx: Transaction): void {
  const code = textOf(row, 'item_code');
  if (!code) return;
  const item = tx.get('Item', code);
  if (!item) throw notFound('Item', code);
  if (number(item, 'disabled') === 1) throw invalid(`Item ${item.name} is disabled`);

  // A row that came with its name was looked at before: what it leaves out stays empty.
  if (row['__unsaved'] === 1) {
    row['item_name'] ??= item['item_name'] as string;
    row['description'] ??= item['description'] as string;
    row['uom'] ??= item['stock_uom'] as string;
  }
  row['item_group'] ??= item['item_group'] as string;
  row['stock_uom'] ??= item['stock_uom'] as string;
  row['warehouse'] ??= rowsOf(item, 'item_defaults')[0]?.['default_warehouse'] ?? null;
  if (number(row, 'conversion_factor') === 0) row['conversion_factor'] = 1;
  row['qty'] = number(row, 'qty');
  settleRate(row, listPrice(item, document));
}

/** The Item's price in the currency of the order: of one price list, and valid on every day. */
function listPrice(item: Document, document: Document): number {
  const conversion = number(document, 'conversion_rate') || 1;
  return rounded((number(item, 'standard_rate') * number(document, 'plc_conversion_rate')) / conversion);
}

function settleRate(row: Row, listed: number): void {
  const percentage = number(row, 'discount_percentage');
  row['price_list_rate'] = listed;
  let rate = rounded(number(row, 'rate'));
  if (percentage === 100) rate = 0;
  else if (rate === 0 || (percentage > 0 && listed > 0)) rate = rounded(listed * (1 - percentage / 100));

  const above = listed > 0 && rate > listed;
  row['rate'] = rate;
  row['margin_type'] = above ? 'Amount' : '';
  row['margin_rate_or_amount'] = above ? rounded(rate - listed) : 0;
  row['discount_amount'] = listed > 0 ? listed - rate : 0;
}

function checkItems(items: readonly Row[], tx: Transaction): void {
  for (const [index, row] of items.entries()) {
    const qty = number(row, 'qty');
    if (qty === 0)
      throw refused(
        'InvalidQtyError',
        `Row #${index + 1}: Quantity for Item ${textOf(row, 'item_code')} cannot be zero.`,
      );
    const uom = tx.get('UOM', textOf(row, 'uom'));
    if (uom && number(uom, 'must_be_whole_number') === 1 && !Number.isInteger(qty))
      throw refused(
        'UOMMustBeIntegerError',
        `Row ${index + 1}: Quantity (${qty}) cannot be a fraction. To allow this, disable 'Must be Whole Number' in UOM ${uom.name}.`,
      );
  }
}

function checkTaxes(document: Document, tx: Transaction): void {
  for (const [index, row] of rowsOf(document, 'taxes').entries()) {
    const head = textOf(row, 'account_head');
    if (head && !tx.exists('Account', head))
      throw invalid(
        `Row ${index + 1}: Account ${head} does not belong to company ${textOf(document, 'company')}`,
      );
  }
}

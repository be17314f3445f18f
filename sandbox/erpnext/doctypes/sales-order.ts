import {
  check,
  data,
  field,
  float,
  link,
  select,
  table,
  text,
  type DocType,
  type Field,
} from '../engine/doctype.js';
import { newRow } from '../engine/assign.js';
import { rowsOf, textOf, type Document, type Row } from '../engine/document.js';
import { invalid, notFound, refused } from '../engine/errors.js';
import { requireRight } from '../engine/permissions.js';
import type { Rules, Transaction } from '../engine/transaction.js';
import { checkSalesTeam } from './customer.js';
import { statusOf } from './quotation.js';
import { settleSelling } from './selling.js';
import { sellingFields } from './selling-fields.js';
import { rounded } from './totals.js';

/** What a mapper of ERPNext sends along: kept as it comes, because whoever posts it back reads it again. */
const ofNoRule: readonly Field[] = [
  check('skip_delivery_note'),
  check('has_unit_price_items'),
  data('last_scanned_warehouse', { default: '' }),
  check('reserve_stock'),
  float('total_net_weight'),
  data('tax_category'),
  check('exempt_from_sales_tax'),
  float('advance_paid'),
  text('other_charges_calculation'),
  float('per_picked'),
  float('commission_rate'),
  float('total_commission'),
  field('Int', 'loyalty_points'),
  float('loyalty_amount'),
  check('group_same_items'),
  check('is_internal_customer'),
  table('packed_items', 'Packed Item'),
  table('pricing_rules', 'Pricing Rule Detail'),
];

export const salesOrder: DocType = {
  name: 'Sales Order',
  naming: { by: 'series', series: 'SAL-ORD-.YYYY.-' },
  permissions: { 'Sales User': 'rwcd', 'Sales Manager': 'rwcd' },
  submittable: true,
  titleField: 'title',
  fields: [
    data('title', { default: '{customer_name}' }),
    select('naming_series', ['SAL-ORD-.YYYY.-']),
    link('customer', 'Customer', { reqd: true, unchecked: true, search_index: true }),
    data('tax_id'),
    field('Date', 'delivery_date', { allow_on_submit: true }),
    data('po_no', { label: "Customer's Purchase Order", allow_on_submit: true, search_index: true }),
    field('Date', 'po_date', { allow_on_submit: true }),
    link('amended_from', 'Sales Order', { search_index: true }),
    select('status', [
      'Draft',
      'On Hold',
      'To Pay',
      'To Deliver and Bill',
      'To Bill',
      'To Deliver',
      'Completed',
      'Cancelled',
      'Closed',
    ]),
    select('delivery_status', [
      'Not Delivered',
      'Fully Delivered',
      'Partly Delivered',
      'Closed',
      'Not Applicable',
    ]),
    select('billing_status', ['Not Billed', 'Fully Billed', 'Partly Billed', 'Closed']),
    float('per_delivered'),
    float('per_billed'),
    float('amount_eligible_for_commission'),
    ...sellingFields,
    ...ofNoRule,
    table('items', 'Sales Order Item'),
    table('sales_team', 'Sales Team', { allow_on_submit: true }),
    table('payment_schedule', 'Payment Schedule'),
  ],
};

export const salesOrderRules: Rules = {
  validate(document, saving) {
    const { tx } = saving;
    const customer = tx.get('Customer', textOf(document, 'customer'));
    if (!customer) throw notFound('Customer', textOf(document, 'customer'));
    document['transaction_date'] ??= tx.site.clock.today();
    document['tax_id'] ??= customer['tax_id'] ?? null;
    settleSelling(document, customer, saving);
    settleDeliveryDates(document);
    checkPurchaseOrder(document, tx);
    checkQuotationRows(document, tx);
    checkSalesTeam(document);
    allocateToSalesTeam(document);
    if (rowsOf(document, 'payment_schedule').length === 0)
      document['payment_schedule'] = [newRow(tx.site, 'Payment Schedule', {}, document)];
    if (saving.before) document['status'] = document['docstatus'] === 1 ? 'To Deliver and Bill' : 'Draft';
  },

  onSubmit(document, tx) {
    countOrdered(document, tx);
  },

  beforeCancel(document) {
    if (document['status'] === 'Closed')
      throw invalid('Closed order cannot be cancelled. Unclose to cancel.');
    document['status'] = 'Cancelled';
  },

  onCancel(document, tx) {
    countOrdered(document, tx);
  },
};

/** What was sold, in the company's currency, and by whom of the sales team. */
export function allocateToSalesTeam(document: Document): void {
  const net = Number(document['base_net_total']);
  document['amount_eligible_for_commission'] = net;
  for (const row of rowsOf(document, 'sales_team'))
    row['allocated_amount'] = rounded((net * Number(row['allocated_percentage'])) / 100);
}

function settleDeliveryDates(document: Document): void {
  const rows = rowsOf(document, 'items');
  const header = textOf(document, 'delivery_date');
  for (const row of rows) row['delivery_date'] ??= header || null;
  const dates = rows.map((row) => textOf(row, 'delivery_date'));
  if (dates.some((date) => date === '')) throw invalid('Please enter Delivery Date');
  if (dates.some((date) => date < textOf(document, 'transaction_date')))
    throw invalid('Expected Delivery Date should be after Sales Order Date');
  document['delivery_date'] = header || [...dates].sort().at(-1) || null;
}

/** Holds, closes or re-opens a submitted order; "Draft" means: as its document stands. */
export function setOrderStatus(tx: Transaction, name: string, status: string): void {
  const order = tx.get('Sales Order', name);
  if (!order) throw notFound('Sales Order', name);
  requireRight(tx.user, 'write', salesOrder, order);
  tx.set('Sales Order', order.name, { status: status === 'Draft' ? 'To Deliver and Bill' : status });
}

function checkPurchaseOrder(document: Document, tx: Transaction): void {
  const poNo = textOf(document, 'po_no');
  const others = poNo ? tx.where('Sales Order', 'po_no', poNo) : [];
  const other = others.find(
    (found) =>
      found.name !== document.name && found['customer'] === document['customer'] && found['docstatus'] !== 2,
  );
  if (other)
    throw invalid(
      `Sales Order <strong>${other.name}</strong> already exists against Customer's Purchase Order <strong>${poNo}</strong>.`,
    );
}

function checkQuotationRows(document: Document, tx: Transaction): void {
  for (const [index, row] of rowsOf(document, 'items').entries()) {
    const wanted = textOf(row, 'quotation_item');
    const quotation = wanted ? tx.get('Quotation', textOf(row, 'prevdoc_docname')) : undefined;
    if (wanted && !quotation?.['items']) continue;
    if (quotation && !rowsOf(quotation, 'items').some((other) => other.name === wanted))
      throw invalid(
        `Row #${index + 1}: Quotation Item ${wanted} does not belong to Quotation ${quotation.name}`,
      );
  }
}

/** Writes to each Quotation how much of it is ordered, and its status with that. */
function countOrdered(order: Document, tx: Transaction): void {
  const names = new Set(
    rowsOf(order, 'items')
      .map((row) => textOf(row, 'prevdoc_docname'))
      .filter(Boolean),
  );
  for (const name of names) {
    const quotation = tx.get('Quotation', name);
    if (!quotation) continue;
    const orders = tx
      .where('Sales Order', 'items.prevdoc_docname', name)
      .filter((found) => found['docstatus'] === 1);
    const rows = orders.flatMap((found) => rowsOf(found, 'items'));
    const items = rowsOf(quotation, 'items').map((row) => ({ ...row, ordered_qty: orderedOf(row, rows) }));
    const counted = { ...quotation, items };
    tx.store({ ...counted, status: statusOf(counted), modified: tx.site.clock.now() });
  }
}

function orderedOf(row: Row, ordered: readonly Row[]): number {
  const quantities = ordered
    .filter((other) => other['quotation_item'] === row.name)
    .map((other) => Number(other['qty']));
  const total = quantities.reduce((sum, qty) => sum + qty, 0);
  if (total > Number(row['qty']))
    throw refused(
      'OverAllowanceError',
      `This document is over limit by Quantity ${total - Number(row['qty'])} for item ${textOf(row, 'item_code')}.`,
    );
  return total;
}

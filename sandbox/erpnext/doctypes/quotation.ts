import { data, field, link, select, table, text, type DocType } from '../engine/doctype.js';
import { rowsOf, textOf, type Document } from '../engine/document.js';
import { crashed, invalid, refused } from '../engine/errors.js';
import { isRecord, newRow } from '../engine/assign.js';
import type { Rules, Transaction } from '../engine/transaction.js';
import { leadStatus } from './lead.js';
import { settleSelling } from './selling.js';
import { sellingFields } from './selling-fields.js';

export const quotation: DocType = {
  name: 'Quotation',
  naming: { by: 'series', series: 'SAL-QTN-.YYYY.-' },
  permissions: { 'Sales User': 'rwcd', 'Sales Manager': 'rwcd' },
  submittable: true,
  titleField: 'title',
  fields: [
    data('title'),
    select('naming_series', ['SAL-QTN-.YYYY.-']),
    link('quotation_to', 'DocType', { reqd: true, default: 'Customer' }),
    field('Dynamic Link', 'party_name', { label: 'Party', options: 'quotation_to', search_index: true }),
    field('Date', 'valid_till'),
    link('amended_from', 'Quotation', { search_index: true }),
    text('order_lost_reason', { label: 'Detailed Reason' }),
    select('status', [
      'Draft',
      'Open',
      'Replied',
      'Partially Ordered',
      'Ordered',
      'Lost',
      'Cancelled',
      'Expired',
    ]),
    ...sellingFields,
    table('items', 'Quotation Item'),
    table('lost_reasons', 'Quotation Lost Reason Detail', { allow_on_submit: true }),
  ],
};

export const quotationRules: Rules = {
  beforeInsert(document, { tx }) {
    if (!tx.site.tables.has(textOf(document, 'quotation_to')))
      throw refused('LinkValidationError', `Could not find Party: ${textOf(document, 'party_name')}`);
  },

  validate(document, saving) {
    const party = saving.tx.get(textOf(document, 'quotation_to'), textOf(document, 'party_name'));
    if (!party) throw invalid('Please select a party');
    document['transaction_date'] ??= saving.tx.site.clock.today();
    settleSelling(document, party, saving);
    document['title'] ??= document['customer_name'] ?? null;
    const [until, date] = [textOf(document, 'valid_till'), textOf(document, 'transaction_date')];
    if (until && until < date) throw invalid('Valid till date cannot be before transaction date');
    if (saving.before) document['status'] = statusOf(document);
  },

  onSubmit(document, tx) {
    tellTheLead(document, tx);
  },

  beforeCancel(document, tx) {
    const orders = tx.where('Sales Order', 'items.prevdoc_docname', document.name);
    const [order] = orders.filter((found) => found['docstatus'] === 1);
    if (order)
      throw refused(
        'LinkExistsError',
        `Cannot delete or cancel because Quotation ${document.name} is linked with Sales Order ${order.name}`,
      );
    document['status'] = 'Cancelled';
  },

  onCancel(document, tx) {
    tellTheLead(document, tx);
  },

  methods: { declare_enquiry_lost: declareLost },
};

/** How far a Quotation is, by its own document and what was ordered of it. */
export function statusOf(document: Document): string {
  if (document['docstatus'] === 2) return 'Cancelled';
  if (document['status'] === 'Lost') return 'Lost';
  if (document['docstatus'] === 0) return 'Draft';
  const rows = rowsOf(document, 'items').map((row) => [
    Number(row['ordered_qty'] ?? 0),
    Number(row['qty'] ?? 0),
  ]);
  if (rows.every(([ordered = 0, qty = 0]) => ordered >= qty)) return 'Ordered';
  return rows.some(([ordered = 0]) => ordered > 0) ? 'Partially Ordered' : 'Open';
}

function tellTheLead(document: Document, tx: Transaction): void {
  const lead =
    document['quotation_to'] === 'Lead' ? tx.get('Lead', textOf(document, 'party_name')) : undefined;
  if (lead) tx.set('Lead', lead.name, { status: leadStatus(lead, tx) });
}

function declareLost(document: Document, args: Readonly<Record<string, unknown>>, tx: Transaction): void {
  const { lost_reasons_list: given, competitors, detailed_reason: detail } = args;
  if (!Array.isArray(given) || competitors === undefined || detail === undefined)
    throw crashed('TypeError', 'Quotation.declare_enquiry_lost() missing a required positional argument');
  if (document['status'] === 'Ordered' || document['status'] === 'Partially Ordered')
    throw invalid('Cannot set as Lost as Sales Order is made.');

  const reasons = given.map((row: unknown) => (isRecord(row) ? String(row['lost_reason']) : ''));
  for (const reason of reasons) {
    if (!tx.exists('Quotation Lost Reason', reason))
      throw invalid(`Invalid lost reason <strong>${reason}</strong>, please create a new lost reason`);
  }
  tx.store({
    ...document,
    status: 'Lost',
    order_lost_reason: String(detail),
    lost_reasons: reasons.map((lost_reason) =>
      newRow(tx.site, 'Quotation Lost Reason Detail', { lost_reason }, document),
    ),
    modified: tx.site.clock.now(),
    modified_by: tx.user.name,
  });
  tellTheLead(document, tx);
}

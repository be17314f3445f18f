import { assign, isRecord } from '../engine/assign.js';
import { rowsOf, textOf, type Document, type Row } from '../engine/document.js';
import { invalid, NotImitated, notFound } from '../engine/errors.js';
import { requireRight } from '../engine/permissions.js';
import type { Transaction } from '../engine/transaction.js';
import { allocateToSalesTeam } from './sales-order.js';
import { settleLine } from './selling.js';
import { calculateTotals } from './totals.js';

/** Changes quantity and rate of lines after submission and adds lines, as Desk's "Update Items" does. */
export function changeLines(tx: Transaction, doctypeName: string, name: string, lines: unknown): void {
  const doctype = tx.site.knownDoctype(doctypeName);
  requireRight(tx.user, 'write', doctype);
  const before = tx.get(doctypeName, name);
  if (!before) throw notFound(doctypeName, name);
  if (before['docstatus'] !== 1) throw invalid(`${doctypeName} ${name} is not submitted`);
  if (!Array.isArray(lines) || !lines.every(isRecord)) throw new NotImitated('lines of this shape');

  const document: Document = { ...before, modified: tx.site.clock.now(), modified_by: tx.user.name };
  const known = rowsOf(before, 'items');
  const items = lines.map((line) => changed(line, known, document, tx));
  if (known.some((row) => !items.some((item) => item.name === row.name)))
    throw new NotImitated('the removal of lines after submission');
  document['items'] = items;
  calculateTotals(document, tx);
  allocateToSalesTeam(document);
  tx.store(document);
}

function changed(
  line: Record<string, unknown>,
  known: readonly Row[],
  document: Document,
  tx: Transaction,
): Row {
  const row = known.find((other) => other.name === line['docname']) ?? added(line, document, tx);
  const qty = Number(line['qty'] ?? row['qty']);
  const settled = { ...row, qty, rate: Number(line['rate'] ?? row['rate']) };
  settleLine(settled, document, tx);
  return settled;
}

function added(line: Record<string, unknown>, document: Document, tx: Transaction): Row {
  const holder: Document = { ...document, items: [] };
  assign(holder, { items: [line] }, tx.site.knownDoctype(document.doctype), tx.site);
  const [row] = rowsOf(holder, 'items');
  if (!row || !textOf(row, 'item_code')) throw invalid('Item Code is required');
  return row;
}

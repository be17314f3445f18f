import { isTable, type DocType, type Field } from './doctype.js';
import { rowsOf, textOf, type Document, type Row } from './document.js';
import { invalid, refused } from './errors.js';
import type { Site } from './site.js';

/** What a save of a submittable document is: its state before and the `docstatus` that was sent decide. */
export type Step = 'save' | 'submit' | 'change' | 'cancel';

const names = ['Draft', 'Submitted', 'Cancelled'];

export function stepOf(before: number, wanted: number): Step {
  if (before === 2) throw invalid('Cannot edit cancelled document');
  if (before === 0 && wanted === 0) return 'save';
  if (before === 0 && wanted === 1) return 'submit';
  if (before === 1 && wanted === 1) return 'change';
  if (before === 1 && wanted === 2) return 'cancel';
  throw refused(
    'DocstatusTransitionError',
    `Cannot change docstatus from ${before} (${names[before]}) to ${wanted} (${names[wanted]})`,
  );
}

/** After its submission a document may change only where its fields say so. */
export function checkUnchanged(before: Document, document: Document, doctype: DocType, site: Site): void {
  for (const field of doctype.fields) {
    if (field.allow_on_submit) continue;
    if (!isTable(field)) compare(before, document, field, '');
    else compareRows(rowsOf(before, field.fieldname), rowsOf(document, field.fieldname), field, site);
  }
}

function compareRows(before: readonly Row[], after: readonly Row[], table: Field, site: Site): void {
  if (before.length !== after.length)
    throw changed(table.label, `${before.length} rows`, `${after.length} rows`, '');
  const { fields } = site.knownDoctype(table.options ?? '');
  for (const [index, row] of after.entries()) {
    const known = before.find((other) => other.name === row.name);
    if (!known) throw changed(table.label, '', row.name, `Row #${index + 1}: `);
    for (const field of fields) if (!field.allow_on_submit) compare(known, row, field, `Row #${index + 1}: `);
  }
}

function compare(before: Document | Row, after: Document | Row, field: Field, prefix: string): void {
  const [was, is] = [textOf(before, field.fieldname), textOf(after, field.fieldname)];
  const sameNumber = was !== '' && is !== '' && Math.abs(Number(was) - Number(is)) < 1e-6;
  if (was !== is && !sameNumber) throw changed(field.label, was, is, prefix);
}

const changed = (label: string, was: string, is: string, prefix: string) =>
  refused(
    'UpdateAfterSubmitError',
    `${prefix}Not allowed to change <strong>${label}</strong> after submission from <strong>${was}</strong> to <strong>${is}</strong>`,
  );

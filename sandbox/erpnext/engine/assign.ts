import { isTable, type DocType, type Field } from './doctype.js';
import { defaultOf, rowsOf, type Document, type Row, type Scalar } from './document.js';
import { crashed } from './errors.js';
import type { Site } from './site.js';

/** Takes over what was sent: known fields only, child tables as a whole; everything else is dropped silently. */
export function assign(
  document: Document,
  sent: Readonly<Record<string, unknown>>,
  doctype: DocType,
  site: Site,
  before?: Document,
): void {
  for (const field of doctype.fields) {
    const value = sent[field.fieldname];
    if (value === undefined) continue;
    document[field.fieldname] = isTable(field)
      ? assignedRows(value, field, site, document, before)
      : assignedScalar(value);
  }
}

function assignedScalar(value: unknown): Scalar {
  if (typeof value === 'boolean') return value ? 1 : 0;
  if (value === null || typeof value === 'string' || typeof value === 'number') return value;
  throw crashed('TypeError', 'sequence item 0: expected str instance, dict found');
}

function assignedRows(
  value: unknown,
  field: Field,
  site: Site,
  document: Document,
  before?: Document,
): Row[] {
  if (value === null) return [];
  if (!Array.isArray(value)) throw crashed('TypeError', "'str' object does not support item assignment");

  const child = site.knownDoctype(field.options ?? '');
  const stored = before ? rowsOf(before, field.fieldname) : [];
  return value.map((sent: unknown) => {
    if (!isRecord(sent)) throw crashed('TypeError', "'str' object does not support item assignment");
    const known = stored.find((row) => row.name === sent['name']);
    return assignedRow(sent, child, document, site, known, before !== undefined);
  });
}

function assignedRow(
  sent: Record<string, unknown>,
  child: DocType,
  document: Document,
  site: Site,
  known: Row | undefined,
  updating: boolean,
): Row {
  const named = updating && typeof sent['name'] === 'string' ? sent['name'] : undefined;
  const row: Row = {
    name: named ?? site.rowName(),
    owner: known?.['owner'] ?? (document['modified_by'] as Scalar),
    creation: known?.['creation'] ?? (document['modified'] as Scalar),
  };
  for (const field of child.fields)
    row[field.fieldname] = assignedScalar(sent[field.fieldname] ?? defaultOf(field));
  if (named === undefined) row['__unsaved'] = 1;
  // An UPDATE that meets no row: the answer shows it, the database never gets it.
  else if (!known) row['__lost'] = 1;
  return row;
}

/** A row made by the site itself. */
export function newRow(site: Site, doctype: string, values: Record<string, Scalar>, parent: Document): Row {
  const row: Row = {
    name: site.rowName(),
    owner: parent['owner'] as Scalar,
    creation: parent['modified'] as Scalar,
  };
  for (const field of site.knownDoctype(doctype).fields)
    row[field.fieldname] = values[field.fieldname] ?? defaultOf(field);
  return row;
}

export const isRecord = (value: unknown): value is Record<string, unknown> =>
  typeof value === 'object' && value !== null && !Array.isArray(value);

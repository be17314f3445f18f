import { isNumeric, isTable, type DocType } from './doctype.js';

export type Scalar = string | number | null;

/** A row of a child table. */
export interface Row {
  name: string;
  [field: string]: Scalar;
}

export interface Document {
  doctype: string;
  name: string;
  [field: string]: Scalar | Row[];
}

export function textOf(document: Document | Row, fieldname: string): string {
  const value = document[fieldname];
  return value == null || Array.isArray(value) ? '' : String(value);
}

export function scalarOf(document: Document | Row, fieldname: string): Scalar {
  const value = document[fieldname];
  return value === undefined || Array.isArray(value) ? null : value;
}

export function rowsOf(document: Document, fieldname: string): Row[] {
  const value = document[fieldname];
  return Array.isArray(value) ? value : [];
}

export function copyOf(document: Document): Document {
  const copy = { ...document };
  for (const [fieldname, value] of Object.entries(copy)) {
    if (Array.isArray(value)) copy[fieldname] = value.map((row) => ({ ...row }));
  }
  return copy;
}

/** The document as the database keeps it: columns of its DocType only, numbers in text columns as text. */
export function columnsOf(
  document: Document,
  doctype: DocType,
  childDoctype: (name: string) => DocType,
): Document {
  const stored: Document = { doctype: doctype.name, name: document.name };
  for (const fieldname of ['owner', 'creation', 'modified', 'modified_by', 'docstatus', 'idx']) {
    stored[fieldname] = document[fieldname] ?? null;
  }
  for (const field of doctype.fields) {
    if (!isTable(field)) {
      stored[field.fieldname] = columnValue(
        scalarOf(document, field.fieldname),
        isNumeric(field),
        field.unique,
      );
      continue;
    }
    const child = childDoctype(field.options ?? '');
    stored[field.fieldname] = rowsOf(document, field.fieldname)
      .filter((row) => row['__lost'] === undefined)
      .map((row) => rowColumns(row, child));
  }
  return stored;
}

function rowColumns(row: Row, child: DocType): Row {
  const stored: Row = { name: row.name, owner: row['owner'] ?? null, creation: row['creation'] ?? null };
  for (const field of child.fields) {
    stored[field.fieldname] = columnValue(row[field.fieldname] ?? null, isNumeric(field), field.unique);
  }
  return stored;
}

// A blank in a unique column becomes NULL, so that documents without the value do not collide.
function columnValue(value: Scalar, numeric: boolean, unique = false): Scalar {
  if (value === null || numeric) return value;
  return unique && value === '' ? null : String(value);
}

/** The document as ERPNext shows it; only its RPC answers show nulls. */
export function shown(document: Document, doctype: DocType, nulls: 'with-nulls' | 'no-nulls'): object {
  const tables = doctype.fields.filter(isTable);
  const plain = Object.entries(document).filter(([key, value]) => !Array.isArray(value) && key !== 'doctype');
  const kept = plain.filter(([, value]) => nulls === 'with-nulls' || value !== null);
  return {
    ...Object.fromEntries(kept),
    doctype: document.doctype,
    ...Object.fromEntries(
      tables.map((field) => [
        field.fieldname,
        rowsOf(document, field.fieldname).map((row, index) => shownRow(row, index, document, field, nulls)),
      ]),
    ),
  };
}

function shownRow(
  row: Row,
  index: number,
  parent: Document,
  field: { fieldname: string; options?: string },
  nulls: 'with-nulls' | 'no-nulls',
): object {
  const own = Object.entries(row).filter(
    ([key, value]) => key !== '__lost' && (nulls === 'with-nulls' || value !== null),
  );
  return {
    ...Object.fromEntries(own),
    modified: parent['modified'],
    modified_by: parent['modified_by'],
    docstatus: parent['docstatus'],
    idx: index + 1,
    parent: parent.name,
    parentfield: field.fieldname,
    parenttype: parent.doctype,
    doctype: field.options,
  };
}

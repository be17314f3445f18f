import { isNumeric, isTable, type DocType, type Field } from './doctype.js';

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
  for (const fieldname in copy) {
    const value = copy[fieldname];
    if (Array.isArray(value)) copy[fieldname] = value.map((row) => ({ ...row }));
  }
  return copy;
}

const standard = ['owner', 'creation', 'modified', 'modified_by', 'docstatus', 'idx'];

/** A document, or row, with all its columns at their defaults. */
export function blankOf(doctype: DocType): Document {
  const names = doctype.kind === 'child' ? ['name', 'owner', 'creation'] : ['doctype', 'name', ...standard];
  const values = doctype.fields.map((f) => [f.fieldname, isTable(f) ? [] : defaultOf(f)] as const);
  const blank = { ...Object.fromEntries(names.map((name) => [name, null])), ...Object.fromEntries(values) };
  // What JSON.parse made has a shape that its copies share, which takes a quarter of the memory of a dictionary.
  return JSON.parse(
    JSON.stringify(doctype.kind === 'child' ? blank : { ...blank, doctype: doctype.name }),
  ) as Document;
}

export function defaultOf(field: Field): Scalar {
  if (field.default !== undefined) return field.default;
  if (isNumeric(field)) return 0;
  if (field.fieldtype === 'Select') return field.options?.split('\n')[0] ?? null;
  return null;
}

/** The document as the database keeps it: columns of its DocType only, numbers in text columns as text. */
export function columnsOf(
  document: Document,
  doctype: DocType,
  blank: (doctype: string) => Document,
): Document {
  const stored = { ...blank(doctype.name) };
  for (const fieldname of ['name', ...standard]) stored[fieldname] = document[fieldname] ?? null;
  for (const field of doctype.fields) {
    const value = document[field.fieldname];
    if (!Array.isArray(value)) stored[field.fieldname] = columnValue(value ?? null, field);
    else if (value.length > 0) stored[field.fieldname] = rowColumns(value, blank(field.options ?? ''));
  }
  return stored;
}

function rowColumns(rows: readonly Row[], blank: Document): Row[] {
  const kept = rows.filter((row) => row['__lost'] === undefined);
  return kept.map((row) => {
    const stored = { ...blank } as Row;
    for (const fieldname in stored) stored[fieldname] = row[fieldname] ?? null;
    return stored;
  });
}

function columnValue(value: Scalar, field: Field): Scalar {
  // A blank in a unique column becomes NULL, so that documents without the value do not collide.
  if (value === '' && field.unique) return null;
  return typeof value === 'number' && !isNumeric(field) ? String(value) : value;
}

type Nulls = 'with-nulls' | 'no-nulls';

/** The document as ERPNext shows it; only its RPC answers show nulls. */
export function shown(
  document: Document,
  doctype: DocType,
  nulls: Nulls,
  childDoctype: (name: string) => DocType,
): Record<string, unknown> {
  const tables = doctype.fields.filter(isTable).map((field) => {
    const child = childDoctype(field.options ?? '');
    const rows = rowsOf(document, field.fieldname);
    return [
      field.fieldname,
      rows.map((row, index) => shownRow(row, index, document, field, child, nulls)),
    ] as const;
  });
  return {
    ...shownFields(document, ['name', ...standard], doctype, nulls),
    doctype: document.doctype,
    ...Object.fromEntries(tables),
  };
}

function shownRow(
  row: Row,
  index: number,
  parent: Document,
  field: Field,
  child: DocType,
  nulls: Nulls,
): object {
  return {
    ...shownFields(row, ['name', 'owner', 'creation'], child, nulls),
    modified: parent['modified'],
    modified_by: parent['modified_by'],
    docstatus: parent['docstatus'],
    idx: index + 1,
    parent: parent.name,
    parentfield: field.fieldname,
    parenttype: parent.doctype,
    doctype: child.name,
    ...(row['__unsaved'] === 1 && { __unsaved: 1 }),
  };
}

function shownFields(
  of: Document | Row,
  first: readonly string[],
  doctype: DocType,
  nulls: Nulls,
): Record<string, Scalar> {
  const names = [...first, ...doctype.fields.filter((f) => !isTable(f)).map((f) => f.fieldname)];
  const values = names.map((name) => [name, scalarOf(of, name)] as const);
  return Object.fromEntries(nulls === 'with-nulls' ? values : values.filter(([, value]) => value !== null));
}

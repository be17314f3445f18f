import { isNumeric, isTable, type DocType, type Field } from './doctype.js';
import { rowsOf, scalarOf, textOf, type Document, type Row } from './document.js';
import { crashed, ErpNextError, invalid, refused, valueTaken } from './errors.js';
import type { Site } from './site.js';
import type { Transaction } from './transaction.js';

/** Rewrites each Link to the name as stored, takes over fetched fields, refuses what does not exist. */
export function checkLinks(document: Document, doctype: DocType, tx: Transaction): void {
  const missing: string[] = [];
  for (const { owner, fields, prefix } of parts(document, doctype, tx.site)) {
    for (const field of fields) {
      const target = targetOf(field, owner);
      const value = textOf(owner, field.fieldname);
      // A DocType without a table is one whose documents the sandbox does not hold: any name will do.
      if (!target || !value || !tx.site.tables.has(target)) continue;
      const found = tx.site.table(target).get(value);
      if (found) owner[field.fieldname] = found.name;
      else if (!field.unchecked) missing.push(`${prefix}${field.label}: ${value}`);
    }
  }
  if (missing.length > 0) throw refused('LinkValidationError', `Could not find ${missing.join(', ')}`);
  fetchFromLinks(document, doctype, tx);
}

function targetOf(field: Field, owner: Document | Row): string | undefined {
  if (field.fieldtype === 'Link') return field.options;
  return field.fieldtype === 'Dynamic Link' ? textOf(owner, field.options ?? '') : undefined;
}

function fetchFromLinks(document: Document, doctype: DocType, tx: Transaction): void {
  for (const field of doctype.fields) {
    const [linkField = '', source = ''] = field.fetch_from?.split('.') ?? [];
    const target = doctype.fields.find((f) => f.fieldname === linkField)?.options;
    const linked = target ? tx.site.table(target).get(textOf(document, linkField)) : undefined;
    if (linked) document[field.fieldname] = scalarOf(linked, source);
  }
}

/** What ERPNext checks of every document after its own rules have run. */
export function checkFields(document: Document, doctype: DocType, site: Site): void {
  const all = [...parts(document, doctype, site)];
  checkMandatory(document, doctype, all);
  for (const part of all) part.fields.forEach((field) => checkFormat(part.owner, field));
  for (const part of all) part.fields.forEach((field) => checkSelect(part.owner, field, part.prefix));
  for (const part of all) part.fields.forEach((field) => checkLength(document, part.owner, field));
  for (const part of all) part.fields.forEach((field) => sanitise(part.owner, field));
}

function checkMandatory(document: Document, doctype: DocType, all: Part[]): void {
  const missing = all.flatMap(({ owner, fields, table }) =>
    fields
      .filter((f) => f.reqd && !isNumeric(f) && textOf(owner, f.fieldname) === '')
      .map((f) => ({ f, table })),
  );
  if (missing.length === 0) return;
  const names = missing.map(({ f }) => f.fieldname).join(', ');
  throw new ErpNextError(417, 'MandatoryError', `[${doctype.name}, ${document.name}]: ${names}`, {
    messages: missing.map(({ f, table }) => ({
      message: table
        ? `Error: <strong>${table}</strong> Value missing for: ${f.label}`
        : `Error: Value missing for ${doctype.name}: ${f.label}`,
      title: 'Message',
    })),
  });
}

function checkFormat(owner: Document | Row, field: Field): void {
  const value = textOf(owner, field.fieldname).trim();
  if (!value) return;
  if (field.options === 'Email' && !/^[^\s@<>()[\],;:"]+@[^\s@.]+(\.[^\s@.]+)+$/.test(value))
    throw refused('InvalidEmailAddressError', `${value} is not a valid Email Address`);
  if (field.options === 'Phone' && !/^[\d +_\-,.*#()]{1,20}$/.test(value))
    throw refused('InvalidPhoneNumberError', `${value} is not a valid Phone Number`);
  if (field.fieldtype === 'Date') checkDate(value, field);
}

function checkDate(value: string, field: Field): void {
  if (/^\d{4}-\d\d-\d\d$/.test(value)) return;
  if (!/^\d{4}-\d\d-\d\d/.test(value)) throw invalid(`${value} is not a valid date`);
  throw crashed(
    'OperationalError',
    `(1292, "Incorrect date value: '${value}' for column '${field.fieldname}' at row 1")`,
    'pymysql.err',
  );
}

function checkSelect(owner: Document | Row, field: Field, prefix: string): void {
  if (field.fieldtype !== 'Select' || !field.options) return;
  const value = textOf(owner, field.fieldname).trim();
  const options = field.options.split('\n');
  if (value && !options.includes(value))
    throw invalid(
      `${prefix} ${field.label} cannot be "${value}". It should be one of "${options.join('", "')}"`,
    );
  if (value) owner[field.fieldname] = value;
}

function checkLength(document: Document, owner: Document | Row, field: Field): void {
  if (!/^(Data|Link|Dynamic Link|Select|Small Data)$/.test(field.fieldtype)) return;
  const value = textOf(owner, field.fieldname);
  const length = field.length ?? 140;
  if ([...value].length > length)
    throw refused(
      'CharacterLengthExceededError',
      `${document.doctype} ${document.name}: '<strong>${field.label}</strong>' (${value}) will get truncated, as max characters allowed is ${length}`,
    );
}

// Only values with a tag are touched, and then their ampersands too.
function sanitise(owner: Document | Row, field: Field): void {
  const value = owner[field.fieldname];
  if (typeof value !== 'string' || !/<[a-z!/]/i.test(value) || field.fieldtype === 'Code') return;
  const escaped = value.replace(/&(?!\w+;)/g, '&amp;').replace(/<script[^>]*>.*?<\/script>/gis, '');
  owner[field.fieldname] = escaped.replace(/<(?![a-z/!])/gi, '&lt;');
}

/** The unique indexes; two requests at once meet here one after the other. */
export function checkUnique(document: Document, doctype: DocType, site: Site): void {
  for (const field of doctype.fields) {
    const value = field.unique ? textOf(document, field.fieldname) : '';
    if (!value) continue;
    const others = site.table(doctype.name).where(field.fieldname, value);
    if (others.some((other) => other.name !== document.name))
      throw valueTaken(doctype.name, document.name, field, value);
  }
}

interface Part {
  owner: Document | Row;
  fields: readonly Field[];
  prefix: string;
  table?: string;
}

function* parts(document: Document, doctype: DocType, site: Site): Generator<Part> {
  yield { owner: document, fields: doctype.fields.filter((f) => !isTable(f)), prefix: '' };
  for (const field of doctype.fields.filter(isTable)) {
    const fields = site.knownDoctype(field.options ?? '').fields;
    for (const [index, row] of rowsOf(document, field.fieldname).entries())
      yield { owner: row, fields, prefix: `Row #${index + 1}: `, table: `${field.label} Row #${index + 1}` };
  }
}

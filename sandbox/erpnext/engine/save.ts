import { assign } from './assign.js';
import { isNumeric, isTable, type DocType } from './doctype.js';
import { defaultOf, rowsOf, scalarOf, type Document, type Row, type Scalar } from './document.js';
import { checkUnchanged, stepOf } from './docstatus.js';
import { crashed, ErpNextError, invalid, nameTaken, notFound, refused } from './errors.js';
import { amendedName, giveBack, nameFor } from './naming.js';
import { requireRight } from './permissions.js';
import type { Site } from './site.js';
import type { Saving, Transaction } from './transaction.js';
import { checkFields, checkLinks, checkUnique } from './validate.js';

interface SaveOptions {
  /** What the site does by itself, such as the Contact of a new Lead, needs no permission. */
  ignorePermissions?: boolean;
}

export type Sent = Readonly<Record<string, unknown>>;

/** Inserts a document; the answer is what ERPNext had in hand, which rules may since have moved in the database. */
export function insert(
  tx: Transaction,
  doctypeName: string,
  sent: Sent,
  options: SaveOptions = {},
): Document {
  const { site } = tx;
  const doctype = site.knownDoctype(doctypeName);
  const rules = tx.rules.get(doctype.name);
  if (!options.ignorePermissions) requireRight(tx.user, 'create', doctype);

  const document = newDocument(tx, doctype);
  assign(document, permitted(sent, doctype, tx), doctype, site);
  for (const field of doctype.fields) {
    if (!isTable(field) && scalarOf(document, field.fieldname) === null)
      document[field.fieldname] = defaultOf(field);
  }
  const saving: Saving = { tx, sent };
  checkLinks(document, doctype, tx);
  rules?.beforeInsert?.(document, saving);
  document.name = amendedName(document, tx) ?? nameFor(document, doctype, rules, saving);
  if (doctype.submittable && Number(sent['docstatus']) === 1) document['docstatus'] = 1;
  rules?.validate?.(document, saving);
  settleNumbers(document, doctype, site);
  checkFields(document, doctype, site);
  if (document.name.length > 140) throw nameTooLong();
  if (tx.exists(doctype.name, document.name)) throw nameTaken(doctype.name, document.name);
  checkUnique(document, doctype, site);
  tx.store(document);
  rules?.afterInsert?.(document, saving);
  rules?.onUpdate?.(document, saving);
  if (document['docstatus'] === 1) rules?.onSubmit?.(document, tx);
  return document;
}

/** Changes a document: fields that were not sent stay, a child table that was sent is replaced as a whole. */
export function update(
  tx: Transaction,
  doctypeName: string,
  name: string,
  sent: Sent,
  options: SaveOptions = {},
): Document {
  const { site, user } = tx;
  const doctype = site.knownDoctype(doctypeName);
  const rules = tx.rules.get(doctype.name);
  // A name in the body is the document that is meant, whatever the path says.
  const target = String(sent['name'] ?? name);
  const before = tx.get(doctype.name, target);
  if (!before) {
    requireRight(user, 'read', doctype);
    throw notFound(doctype.name, target);
  }
  if (!options.ignorePermissions) requireRight(user, 'write', doctype, before);
  if (sent['modified'] !== undefined && sent['modified'] !== before['modified'])
    throw stale(before, String(sent['modified']));

  const document: Document = { ...before, modified: site.clock.now(), modified_by: user.name };
  const step = stepOf(Number(before['docstatus']), Number(sent['docstatus'] ?? before['docstatus']));
  assign(document, permitted(sent, doctype, tx), doctype, site, before);
  document['docstatus'] = step === 'save' ? 0 : step === 'cancel' ? 2 : 1;
  const saving: Saving = { tx, before, sent };
  checkLinks(document, doctype, tx);
  if (step === 'cancel') rules?.beforeCancel?.(document, tx);
  else if (step !== 'change') rules?.validate?.(document, saving);
  settleNumbers(document, doctype, site);
  checkFields(document, doctype, site);
  if (step === 'change') checkUnchanged(before, document, doctype, site);
  checkUnique(document, doctype, site);
  tx.store(document);
  rules?.onUpdate?.(document, saving);
  if (step === 'submit') rules?.onSubmit?.(document, tx);
  if (step === 'cancel') rules?.onCancel?.(document, tx);
  return document;
}

export function remove(tx: Transaction, doctypeName: string, name: string): void {
  const doctype = tx.site.knownDoctype(doctypeName);
  const document = tx.get(doctypeName, name);
  if (!document) throw new ErpNextError(404, 'DoesNotExistError', '', { withoutTrace: true });
  requireRight(tx.user, 'delete', doctype, document);

  if (document['docstatus'] === 1)
    throw invalid(`${doctypeName} ${document.name}: Submitted Record cannot be deleted.`);
  tx.rules.get(doctypeName)?.onDelete?.(document, tx);
  checkNobodyLinks(document, tx);
  tx.remove(doctypeName, document.name);
  if (doctype.naming?.by === 'series') giveBack(document.name, tx);
}

function checkNobodyLinks(document: Document, tx: Transaction): void {
  for (const doctype of tx.site.allDoctypes()) {
    if (doctype.kind) continue;
    for (const field of doctype.fields) {
      if (field.fieldtype !== 'Link' || field.options !== document.doctype) continue;
      const [other] = tx.where(doctype.name, field.fieldname, document.name);
      if (other && (other.doctype !== document.doctype || other.name !== document.name))
        throw refused(
          'LinkExistsError',
          `Cannot delete or cancel because ${document.doctype} ${document.name} is linked with ${doctype.name} ${other.name}`,
        );
    }
  }
}

const nameTooLong = () =>
  crashed('DataError', `(1406, "Data too long for column 'name' at row 1")`, 'pymysql.err');

const stale = (before: Document, sent: string) =>
  refused(
    'TimestampMismatchError',
    `Error: Document has been modified after you have opened it (${String(before['modified'])}, ${sent}). Please refresh to get the latest document.`,
  );

/** A new document with the defaults of its DocType. */
export function newDocument(tx: Transaction, doctype: DocType): Document {
  const [now, user] = [tx.site.clock.now(), tx.user.name];
  const stamps = { owner: user, creation: now, modified: now, modified_by: user, docstatus: 0, idx: 0 };
  return Object.assign({ ...tx.site.blank(doctype.name) }, stamps);
}

function permitted(sent: Sent, doctype: DocType, { user }: Transaction): Sent {
  const closed = doctype.fields.filter(
    ({ writable_by: role }) => role && user.name !== 'Administrator' && !user.roles.includes(role),
  );
  if (closed.length === 0) return sent;
  return { ...sent, ...Object.fromEntries(closed.map((field) => [field.fieldname, undefined])) };
}

function settleNumbers(document: Document, doctype: DocType, site: Site): void {
  for (const field of doctype.fields) {
    if (isNumeric(field))
      document[field.fieldname] = settled(scalarOf(document, field.fieldname), field.fieldtype);
    if (!isTable(field)) continue;
    const numeric = site.knownDoctype(field.options ?? '').fields.filter(isNumeric);
    for (const row of rowsOf(document, field.fieldname)) settleRow(row, numeric);
  }
}

function settleRow(row: Row, numeric: DocType['fields']): void {
  for (const field of numeric) row[field.fieldname] = settled(row[field.fieldname] ?? 0, field.fieldtype);
}

function settled(value: Scalar, fieldtype: string): number {
  const number = Number(value) || 0;
  return /Check|Int/.test(fieldtype) ? Math.trunc(number) : number;
}

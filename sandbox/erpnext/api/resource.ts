import { notImitated, readableNotImitated } from '../doctypes/not-imitated.js';
import { isTable, type DocType } from '../engine/doctype.js';
import type { Document } from '../engine/document.js';
import { crashed, ErpNextError, forbidden, NotImitated, notFound } from '../engine/errors.js';
import { list } from '../engine/list.js';
import { may, requireRight } from '../engine/permissions.js';
import { insert, remove, update, type Sent } from '../engine/save.js';
import type { Transaction } from '../engine/transaction.js';
import { documentOf } from './arguments.js';
import { html, json, type Answer, type Call } from './call.js';
import { messagesOf } from './error-answer.js';

/** `/api/resource/DocType[/name]`: list, insert, read, update, delete. */
export function resource(call: Call, doctypeName: string, name: string | undefined): Answer {
  const { method, tx } = call;
  if (name === undefined) {
    if (method === 'GET') return listed(call, doctypeName);
    if (method === 'POST') return inserted(call, doctypeName);
    if (method !== 'PATCH')
      return html(405, 'Method Not Allowed', 'The method is not allowed for the requested URL.');
  }
  if (name === undefined || method === 'PATCH')
    throw new ErpNextError(404, 'DoesNotExistError', '', { withoutTrace: true });

  const doctype = doctypeFor(tx, doctypeName, method === 'GET' ? 'read' : 'write');
  switch (method) {
    case 'GET':
      if (call.args['expand_links']) throw new NotImitated('expand_links');
      return json(200, { data: tx.site.shown(read(tx, doctype, name), 'no-nulls') });
    case 'PUT':
      return saved(call, updated(tx, doctype, name, documentOf(call.args)));
    case 'DELETE':
      remove(tx, doctype.name, name);
      return json(202, { data: 'ok' });
    case 'POST':
      return ranMethod(call, doctype, name);
    default:
      return html(405, 'Method Not Allowed', 'The method is not allowed for the requested URL.');
  }
}

function listed({ tx, args }: Call, doctypeName: string): Answer {
  const doctype = doctypeFor(tx, doctypeName, 'list');
  if (doctype.kind === 'single')
    throw crashed('ProgrammingError', `('DocType', '${doctype.name}')`, 'pymysql.err');
  const found = list(tx, doctype, args);
  const asArrays = String(args['as_dict'] ?? '1') === '0';
  return json(200, { data: asArrays ? found.map((row) => Object.values(row)) : found });
}

function inserted(call: Call, doctypeName: string): Answer {
  const doctype = doctypeFor(call.tx, doctypeName, 'create');
  const sent = documentOf(call.args);
  return saved(call, insert(call.tx, doctype.name, sent), sent);
}

/** `run_method`: submit, cancel, or a method of the DocType's own, whose answer is empty. */
function ranMethod({ tx, args }: Call, doctype: DocType, name: string): Answer {
  const { run_method: method } = args;
  if (typeof method !== 'string') throw crashed('KeyError', "'run_method'");
  if (doctype.submittable && (method === 'submit' || method === 'cancel')) {
    const document = update(tx, doctype.name, name, { docstatus: method === 'submit' ? 1 : 2 });
    return json(200, { data: tx.site.shown(document, 'no-nulls') });
  }
  const own = tx.rules.get(doctype.name)?.methods?.[method];
  if (!own) throw new NotImitated(`the method ${method} of ${doctype.name}`);
  requireRight(tx.user, 'write', doctype);
  own(read(tx, doctype, name), args, tx);
  return json(200, {});
}

function saved({ tx }: Call, document: Document, sent: Sent = {}): Answer {
  // Desk sends `__onload` along with a mapped document, and gets it back.
  const onload = sent['__onload'] === undefined ? {} : { __onload: sent['__onload'] };
  return json(200, {
    data: { ...tx.site.shown(document, 'no-nulls'), ...onload },
    ...messagesOf(tx.messages),
  });
}

export function read(tx: Transaction, doctype: DocType, name: string): Document {
  requireRight(tx.user, 'read', doctype);
  const document =
    doctype.kind === 'single' ? tx.site.settings.get(doctype.name) : tx.get(doctype.name, name);
  if (!document) throw notFound(doctype.name, name);
  return document;
}

export function updated(tx: Transaction, doctype: DocType, name: string, sent: Sent): Document {
  if (doctype.kind !== 'single') return update(tx, doctype.name, name, sent);
  requireRight(tx.user, 'write', doctype);
  const before = read(tx, doctype, name);
  const known = doctype.fields.filter((f) => !isTable(f) && sent[f.fieldname] !== undefined);
  const changes = Object.fromEntries(known.map((f) => [f.fieldname, sent[f.fieldname] as string | number]));
  const after = { ...before, ...changes, modified: tx.site.clock.now(), modified_by: tx.user.name };
  tx.site.settings.set(doctype.name, after);
  tx.onRollback(() => tx.site.settings.set(doctype.name, before));
  return after;
}

/** The description of a DocType; what ERPNext says of one it does not know depends on what was asked. */
export function doctypeFor(
  tx: Transaction,
  name: string,
  wanted: 'list' | 'read' | 'write' | 'create',
): DocType {
  const doctype = tx.site.doctype(name);
  if (notImitated.has(name) && (!doctype || doctype.kind === 'child')) throw unimitated(tx, name, wanted);
  if (doctype && doctype.kind !== 'child') return doctype;
  if (doctype) throw new NotImitated(`${name} by itself`);
  if (tx.site.misspelt(name)) throw crashed('ImportError', name);
  if (wanted !== 'list')
    throw crashed('ImportError', `No module named 'frappe.core.doctype.${name.toLowerCase()}'`);
  if (tx.user.name === 'Administrator') throw notFound('DocType', name);
  throw forbidden(tx.user.name, 'DocType', 'without-trace');
}

function unimitated(tx: Transaction, name: string, wanted: string): Error {
  const bare: DocType = { name, fields: [], permissions: {} };
  if (may(tx.user, 'read', bare) || readableNotImitated.has(name))
    return new NotImitated(`the DocType ${name}`);
  return forbidden(
    tx.user.name,
    name,
    wanted === 'list' || wanted === 'read' ? 'with-trace' : 'without-trace',
  );
}

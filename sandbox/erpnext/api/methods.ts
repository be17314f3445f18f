import { setOrderStatus } from '../doctypes/sales-order.js';
import { changeLines } from '../doctypes/change-lines.js';
import { makeCustomer } from '../doctypes/make-customer.js';
import { isRecord } from '../engine/assign.js';
import { crashed, ErpNextError, invalid, NotImitated, refused } from '../engine/errors.js';
import { fromJson } from '../engine/filters.js';
import { list, type Listed } from '../engine/list.js';
import { insert, remove } from '../engine/save.js';
import type { Call } from './call.js';
import { doctypeFor, read, updated } from './resource.js';

interface Method {
  run(call: Call): unknown;
  openToGuests?: true;
  postOnly?: true;
}

/** The RPCs that are imitated, by dotted path. */
const methods: Readonly<Record<string, Method>> = {
  ping: { run: () => 'pong', openToGuests: true },
  'frappe.ping': { run: () => 'pong', openToGuests: true },
  'frappe.auth.get_logged_user': { run: ({ tx }) => tx.user.name },
  'frappe.client.get_time_zone': {
    run: ({ tx }) => ({ time_zone: tx.site.settings.get('System Settings')?.['time_zone'] ?? null }),
  },
  'frappe.utils.change_log.get_versions': { run: ({ tx }) => Object.fromEntries(tx.site.apps) },
  'frappe.client.get_list': { run: getList },
  'frappe.client.get_count': { run: getCount },
  'frappe.client.get_value': { run: getValue },
  'frappe.client.get': { run: get },
  'frappe.client.insert': { run: insertOne, postOnly: true },
  'frappe.client.insert_many': { run: insertMany, postOnly: true },
  'frappe.client.set_value': { run: setValue, postOnly: true },
  'frappe.client.save': { run: save, postOnly: true },
  'frappe.client.delete': { run: deleteOne, postOnly: true },
  'frappe.desk.form.utils.add_comment': { run: addComment, postOnly: true },
  'erpnext.controllers.accounts_controller.update_child_qty_rate': { run: changeOrderLines, postOnly: true },
  'erpnext.selling.doctype.sales_order.sales_order.update_status': { run: updateStatus, postOnly: true },
  'erpnext.crm.doctype.lead.lead.make_customer': {
    run: ({ tx, args }) => makeCustomer(tx, required(args, 'source_name', 'make_customer')),
  },
};

export function callMethod(call: Call, path: string): unknown {
  const method = methods[path];
  if (!method) throw unknownMethod(path);
  if (call.tx.user.name === 'Guest' && !method.openToGuests) throw notWhitelisted(path);
  if (method.postOnly && call.method === 'GET') throw refused('PermissionError', 'Not permitted', 403);
  return method.run(call);
}

function unknownMethod(path: string): Error {
  const app = path.split('.')[0] ?? '';
  if (app === 'frappe' || app === 'erpnext' || !path.includes('.'))
    return new NotImitated(`the method ${path}`);
  return invalid(`Failed to get method for command ${path} with App ${app} is not installed`);
}

function notWhitelisted(path: string): ErpNextError {
  const message = `<details><summary>You are not permitted to access this resource. Login to access</summary>Function <strong>${path}</strong> is not whitelisted.</details>`;
  return new ErpNextError(403, 'PermissionError', message, {
    messages: [{ message, title: 'Method Not Allowed', indicator: 'red', raise_exception: 1 }],
  });
}

function required(args: Call['args'], name: string, of: string): string {
  const value = args[name];
  if (value === undefined)
    throw crashed('TypeError', `${of}() missing 1 required positional argument: '${name}'`);
  return String(value);
}

function getList({ tx, args }: Call): unknown {
  const doctype = doctypeFor(tx, required(args, 'doctype', 'get_list'), 'list');
  return list(tx, doctype, args);
}

function getCount({ tx, args }: Call): number {
  const doctype = doctypeFor(tx, required(args, 'doctype', 'get_count'), 'list');
  return list(tx, doctype, { filters: args['filters'], limit_page_length: 0 }).length;
}

function getValue({ tx, args }: Call): Listed {
  const doctype = doctypeFor(tx, required(args, 'doctype', 'get_value'), 'list');
  const parsed = fieldsOf(args['fieldname']);
  if (doctype.kind === 'single') {
    const single = read(tx, doctype, doctype.name);
    return Object.fromEntries(parsed.map((f) => [f, single[f] as Listed[string]]));
  }
  const filters = nameOrFilters(args['filters']);
  return list(tx, doctype, { fields: parsed, filters, limit_page_length: 1 })[0] ?? {};
}

function fieldsOf(given: unknown): string[] {
  const parsed = typeof given === 'string' && !given.startsWith('[') ? [given] : fromJson(given);
  return Array.isArray(parsed) ? parsed.map(String) : ['name'];
}

function nameOrFilters(given: unknown): unknown {
  if (typeof given !== 'string' || /^\s*[[{]/.test(given)) return given;
  return given === '' ? [] : { name: given };
}

function get({ tx, args }: Call): object {
  const doctype = doctypeFor(tx, required(args, 'doctype', 'get'), 'read');
  const found =
    args['name'] ?? list(tx, doctype, { filters: args['filters'], limit_page_length: 1 })[0]?.['name'];
  return tx.site.shown(read(tx, doctype, String(found ?? '')), 'with-nulls');
}

function insertOne({ tx, args }: Call): Record<string, unknown> {
  const sent = fromJson(args['doc']);
  if (!isRecord(sent)) throw new NotImitated('an insert of this shape');
  const doctype = doctypeFor(tx, String(sent['doctype']), 'create');
  return tx.site.shown(insert(tx, doctype.name, sent), 'with-nulls');
}

/** All of them or none: a request is one transaction. */
function insertMany(call: Call): string[] {
  const docs = fromJson(call.args['docs']);
  if (!Array.isArray(docs)) throw new NotImitated('an insert of this shape');
  return docs.map((doc: unknown) => String(insertOne({ ...call, args: { doc } })['name']));
}

function setValue({ tx, args }: Call): object {
  const doctype = doctypeFor(tx, required(args, 'doctype', 'set_value'), 'write');
  const name = required(args, 'name', 'set_value');
  return tx.site.shown(updated(tx, doctype, name, changesOf(args)), 'with-nulls');
}

/** One field and its value, or an object of several. */
function changesOf({ fieldname, value }: Call['args']): Record<string, unknown> {
  const parsed = typeof fieldname === 'string' && fieldname.startsWith('{') ? fromJson(fieldname) : fieldname;
  return isRecord(parsed) ? parsed : { [String(parsed)]: value };
}

/** A whole document, under its lock. */
function save({ tx, args }: Call): object {
  const sent = fromJson(args['doc']);
  if (!isRecord(sent) || typeof sent['name'] !== 'string') throw new NotImitated('a save of this shape');
  const doctype = doctypeFor(tx, String(sent['doctype']), 'write');
  return tx.site.shown(updated(tx, doctype, sent['name'], sent), 'with-nulls');
}

function deleteOne({ tx, args }: Call): null {
  const doctype = doctypeFor(tx, required(args, 'doctype', 'delete'), 'write');
  remove(tx, doctype.name, required(args, 'name', 'delete'));
  return null;
}

function addComment({ tx, args }: Call): object {
  const comment = insert(tx, 'Comment', { ...args, comment_type: 'Comment' }, { ignorePermissions: true });
  return tx.site.shown(comment, 'with-nulls');
}

function changeOrderLines({ tx, args }: Call): null {
  const method = 'update_child_qty_rate';
  const doctype = doctypeFor(tx, required(args, 'parent_doctype', method), 'write');
  const lines = fromJson(required(args, 'trans_items', method));
  changeLines(tx, doctype.name, required(args, 'parent_doctype_name', method), lines);
  return null;
}

function updateStatus({ tx, args }: Call): null {
  setOrderStatus(tx, required(args, 'name', 'update_status'), required(args, 'status', 'update_status'));
  return null;
}

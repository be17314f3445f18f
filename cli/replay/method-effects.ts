import type { Fields } from '#libs/erpnext/erpnext-client.js';

/** What a method that the handlers call changes on a document. */
export interface MethodEffect {
  readonly doctype: string;
  readonly name: string;
  readonly fields: Fields;
}

type Arguments = Readonly<Record<string, unknown>>;

const effects: Readonly<Record<string, (args: Arguments) => MethodEffect>> = {
  'frappe.desk.form.utils.add_comment': ({ reference_doctype, reference_name, content }) => ({
    doctype: String(reference_doctype),
    name: String(reference_name),
    fields: { _comments: String(content) },
  }),
  'erpnext.controllers.accounts_controller.update_child_qty_rate': (args) => ({
    doctype: String(args['parent_doctype']),
    name: String(args['parent_doctype_name']),
    fields: { items: linesIn(String(args['trans_items'])) },
  }),
};

/** Undefined for a method that only reads. */
export const effectOf = (method: string, args: Arguments): MethodEffect | undefined =>
  effects[method]?.(args);

const linesIn = (json: string) =>
  (JSON.parse(json) as Readonly<Record<string, string | number | null>>[]).map(
    ({ name = null, item_code = null, qty = null, rate = null }) => ({ name, item_code, qty, rate }),
  );

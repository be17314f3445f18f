import {
  check,
  data,
  field,
  isNumeric,
  isTable,
  link,
  select,
  text,
  type DocType,
  type Field,
} from '../engine/doctype.js';
import { fold } from '../engine/collation.js';
import { textOf, type Document } from '../engine/document.js';
import { invalid, refused } from '../engine/errors.js';
import type { Rules } from '../engine/transaction.js';
import type { Transaction } from '../engine/transaction.js';

const fieldtypes = [
  'Data',
  'Check',
  'Currency',
  'Date',
  'Datetime',
  'Float',
  'Int',
  'Link',
  'Long Text',
  'Percent',
  'Select',
  'Small Text',
  'Text',
  'Section Break',
  'Column Break',
];

const flags = [
  'is_system_generated',
  'hide_seconds',
  'hide_days',
  'sort_options',
  'fetch_if_empty',
  'collapsible',
  'non_negative',
  'reqd',
  'unique',
  'is_virtual',
  'read_only',
  'ignore_user_permissions',
  'hidden',
  'print_hide',
  'print_hide_if_no_value',
  'no_copy',
  'allow_on_submit',
  'in_list_view',
  'in_standard_filter',
  'in_global_search',
  'in_preview',
  'bold',
  'report_hide',
  'search_index',
  'allow_in_quick_entry',
  'ignore_xss_filter',
  'translatable',
  'hide_border',
  'show_dashboard',
];

export const customField: DocType = {
  name: 'Custom Field',
  permissions: {},
  fields: [
    link('dt', 'DocType', { label: 'DocType', reqd: true }),
    data('label'),
    data('fieldname'),
    data('insert_after'),
    field('Int', 'length'),
    select('fieldtype', fieldtypes, { reqd: true }),
    data('precision', { default: '' }),
    text('options'),
    text('default', { label: 'Default Value' }),
    text('description'),
    text('depends_on'),
    ...flags.map((name) => check(name)),
    field('Int', 'permlevel'),
    field('Int', 'columns'),
  ],
};

export const customFieldRules: Rules = {
  autoname(document) {
    if (!textOf(document, 'fieldname'))
      document['fieldname'] = `custom_${scrubbed(textOf(document, 'label'))}`;
    return `${textOf(document, 'dt')}-${textOf(document, 'fieldname')}`;
  },

  validate(document, { tx, before }) {
    const target = tx.site.doctype(textOf(document, 'dt'));
    if (!target) throw refused('LinkValidationError', `Could not find DocType: ${textOf(document, 'dt')}`);
    const name = textOf(document, 'fieldname');
    if (!before && target.fields.some((f) => f.fieldname === name))
      throw invalid(`A field with the name <strong>${name}</strong> already exists in ${target.name}`);
    if (document['unique'] === 1 && before?.['unique'] === 0) checkNoDuplicates(target, name, tx);
  },

  // A real site alters the table here, and a change of columns cannot be taken back.
  onUpdate(document, { tx, before }) {
    const target = tx.site.knownDoctype(textOf(document, 'dt'));
    const added = columnOf(document);
    if (added.unique && before?.['unique'] === 0) refuseBlanks(target, added, tx);
    const others = target.fields.filter((f) => f.fieldname !== added.fieldname);
    tx.site.define({ ...target, fields: [...others, added] });
    tx.onRollback(() => tx.site.define(target));
  },

  onDelete(document, tx) {
    const target = tx.site.knownDoctype(textOf(document, 'dt'));
    const fields = target.fields.filter((f) => f.fieldname !== textOf(document, 'fieldname'));
    tx.site.define({ ...target, fields });
    tx.onRollback(() => tx.site.define(target));
  },
};

const scrubbed = (label: string) => label.toLowerCase().replace(/[^a-z0-9]+/g, '_');

/** The field that a Custom Field document describes. */
export function columnOf(document: Document): Field {
  const options = textOf(document, 'options');
  const value = textOf(document, 'default');
  const column: Field = {
    fieldname: textOf(document, 'fieldname'),
    fieldtype: textOf(document, 'fieldtype'),
    label: textOf(document, 'label') || textOf(document, 'fieldname'),
    reqd: document['reqd'] === 1,
    unique: document['unique'] === 1,
    search_index: document['search_index'] === 1,
    no_copy: document['no_copy'] === 1,
    allow_on_submit: document['allow_on_submit'] === 1,
    ...(options && { options }),
    ...(Number(document['length']) > 0 && { length: Number(document['length']) }),
  };
  if (!value || isTable(column)) return column;
  return { ...column, default: isNumeric(column) ? Number(value) : value };
}

function checkNoDuplicates(target: DocType, fieldname: string, tx: Transaction): void {
  const seen = new Set<string>();
  for (const document of tx.site.table(target.name).all()) {
    const value = fold(textOf(document, fieldname));
    if (value && seen.has(value))
      throw refused(
        'NonUniqueError',
        `${target.name}: Field '${fieldname}' cannot be set as Unique as it has non-unique values`,
      );
    seen.add(value);
  }
}

// Blanks pass the check for duplicates and break the ALTER, when the Custom Field already says "unique".
function refuseBlanks(target: DocType, column: Field, tx: Transaction): void {
  const blanks = [...tx.site.table(target.name).all()].filter((d) => d[column.fieldname] === '');
  if (blanks.length < 2) return;
  tx.keepWhatIsDone();
  throw invalid(
    `${column.label} field cannot be set as unique in ${target.name}, as there are non-unique existing values`,
  );
}

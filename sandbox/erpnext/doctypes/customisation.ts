import { check, data, field, link, select, text, type DocType } from '../engine/doctype.js';
import { textOf, type Document } from '../engine/document.js';
import { NotImitated } from '../engine/errors.js';
import type { Site } from '../engine/site.js';
import type { Rules, Transaction } from '../engine/transaction.js';

/** What the people of a site changed about its DocTypes. Only "mandatory" has an effect here; the rest can be found. */
export const customisation: readonly DocType[] = [
  {
    name: 'Property Setter',
    permissions: {},
    fields: [
      select('doctype_or_field', ['', 'DocField', 'DocType', 'DocType Link', 'DocType Action'], {
        reqd: true,
      }),
      link('doc_type', 'DocType', { reqd: true, search_index: true }),
      data('field_name', { search_index: true }),
      data('property', { reqd: true, search_index: true }),
      data('property_type'),
      text('value'),
      data('default_value'),
    ],
  },
  {
    name: 'Workflow',
    naming: { by: 'field', field: 'workflow_name' },
    permissions: {},
    fields: [
      data('workflow_name', { reqd: true }),
      link('document_type', 'DocType', { reqd: true }),
      check('is_active'),
      check('override_status'),
      check('send_email_alert'),
      data('workflow_state_field', { reqd: true, default: 'workflow_state' }),
    ],
  },
  {
    name: 'Server Script',
    naming: { by: 'prompt' },
    permissions: {},
    fields: [
      select('script_type', ['DocType Event', 'Scheduler Event', 'Permission Query', 'API'], { reqd: true }),
      link('reference_doctype', 'DocType', { search_index: true }),
      select('doctype_event', [
        '',
        'Before Insert',
        'Before Validate',
        'Before Save',
        'After Insert',
        'After Save',
      ]),
      check('disabled'),
      field('Code', 'script', { reqd: true }),
    ],
  },
  {
    name: 'Error Log',
    naming: { by: 'hash' },
    permissions: {},
    fields: [
      check('seen'),
      link('reference_doctype', 'DocType'),
      data('reference_name'),
      data('method', { label: 'Title' }),
      field('Code', 'error'),
    ],
  },
];

export const propertySetterRules: Rules = {
  autoname: (document) =>
    [
      textOf(document, 'doc_type'),
      textOf(document, 'field_name') || 'main',
      textOf(document, 'property'),
    ].join('-'),

  validate(document) {
    if (textOf(document, 'property') !== 'reqd') throw new NotImitated('a Property Setter of this property');
  },

  onUpdate(document, { tx }) {
    changeDoctype(tx, document, () => applyPropertySetter(document, tx.site));
  },

  onDelete(document, tx) {
    changeDoctype(tx, document, () => applyPropertySetter({ ...document, value: '0' }, tx.site));
  },
};

export function applyPropertySetter(document: Document, site: Site): void {
  const target = site.knownDoctype(textOf(document, 'doc_type'));
  const name = textOf(document, 'field_name');
  const reqd = textOf(document, 'value') === '1';
  const fields = target.fields.map((each) => (each.fieldname === name ? { ...each, reqd } : each));
  site.define({ ...target, fields });
}

function changeDoctype(tx: Transaction, document: Document, change: () => void): void {
  const before = tx.site.knownDoctype(textOf(document, 'doc_type'));
  change();
  tx.onRollback(() => tx.site.define(before));
}

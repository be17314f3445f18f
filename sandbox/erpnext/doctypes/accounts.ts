import { check, data, link, select, float, table, type DocType } from '../engine/doctype.js';
import { textOf } from '../engine/document.js';
import type { Rules } from '../engine/transaction.js';
import { site } from './site-defaults.js';

const abbreviated = (title: string) => `${title} - ${site.abbreviation}`;

/** Of bookkeeping, what taxes on an order need. */
export const accounting: readonly DocType[] = [
  {
    name: 'Account',
    permissions: { 'Sales User': 'r' },
    fields: [
      data('account_name', { reqd: true }),
      link('company', 'Company', { reqd: true }),
      check('is_group'),
      select('root_type', ['', 'Asset', 'Liability', 'Income', 'Expense', 'Equity']),
      link('account_currency', 'Currency', { default: site.currency }),
      link('parent_account', 'Account'),
      data('account_type'),
      float('tax_rate'),
    ],
  },
  {
    name: 'Item Tax Template',
    permissions: { 'Sales User': 'r' },
    fields: [
      data('title', { reqd: true }),
      link('company', 'Company', { reqd: true }),
      check('disabled'),
      table('taxes', 'Item Tax Template Detail'),
    ],
  },
  {
    name: 'Warehouse',
    permissions: { 'Sales User': 'r' },
    fields: [data('warehouse_name', { reqd: true }), link('company', 'Company'), check('is_group')],
  },
];

export const accountRules: Rules = {
  autoname: (document) => abbreviated(textOf(document, 'account_name')),
  validate(document, { tx }) {
    const parent = tx.get('Account', textOf(document, 'parent_account'));
    if (parent) document['root_type'] = parent['root_type'] ?? null;
  },
};

export const itemTaxTemplateRules: Rules = { autoname: (document) => abbreviated(textOf(document, 'title')) };
export const warehouseRules: Rules = {
  autoname: (document) => abbreviated(textOf(document, 'warehouse_name')),
};

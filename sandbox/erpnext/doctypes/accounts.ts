import { check, data, field, link, select, float, table, type DocType } from '../engine/doctype.js';
import { textOf, type Document } from '../engine/document.js';
import type { Rules, Transaction } from '../engine/transaction.js';
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
    name: 'Currency Exchange',
    permissions: { 'Sales User': 'r' },
    fields: [
      field('Date', 'date', { reqd: true }),
      link('from_currency', 'Currency', { reqd: true, search_index: true }),
      link('to_currency', 'Currency', { reqd: true }),
      float('exchange_rate', { reqd: true }),
      check('for_buying', { default: 1 }),
      check('for_selling', { default: 1 }),
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

export const currencyExchangeRules: Rules = {
  beforeInsert(document, { tx }) {
    document['date'] ??= tx.site.clock.today();
  },
  autoname: (document) =>
    ['date', 'from_currency', 'to_currency'].map((fieldname) => textOf(document, fieldname)).join('-'),
};

/** What one unit of a currency is worth in the company's on that day, for a sale; 0 when nobody has said. */
export function exchangeRateOf(currency: string, date: string, tx: Transaction): number {
  const known = tx
    .where('Currency Exchange', 'from_currency', currency)
    .filter((each) => each['to_currency'] === site.currency && Number(each['for_selling']) === 1)
    .filter((each) => textOf(each, 'date') <= date);
  const newest = known.reduce<Document | undefined>(
    (latest, each) => (latest && textOf(latest, 'date') >= textOf(each, 'date') ? latest : each),
    undefined,
  );
  return Number(newest?.['exchange_rate'] ?? 0);
}

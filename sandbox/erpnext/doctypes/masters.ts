import {
  check,
  data,
  field,
  link,
  select,
  table,
  text,
  type DocType,
  type Field,
} from '../engine/doctype.js';

/** DocTypes that are little more than a list of names. */
const master = (
  name: string,
  nameField: Field,
  permissions: DocType['permissions'],
  ...more: Field[]
): DocType => ({
  name,
  naming: { by: 'field', field: nameField.fieldname },
  permissions,
  fields: [nameField, ...more],
});

const tree = (name: string, nameField: string, parent: string, ...more: Field[]): DocType =>
  master(
    name,
    data(nameField, { reqd: true }),
    { 'Sales User': 'r', 'Sales Manager': 'r' },
    link(parent, name),
    check('is_group'),
    link('old_parent', name),
    ...more,
  );

const emptyChild = (name: string): DocType => ({ name, kind: 'child', permissions: {}, fields: [] });

export const masters: readonly DocType[] = [
  master(
    'Lead Source',
    data('source_name', { reqd: true }),
    { 'Sales User': 'rwc', 'Sales Manager': 'rwcd' },
    text('details'),
  ),
  tree(
    'Customer Group',
    'customer_group_name',
    'parent_customer_group',
    table('accounts', 'Party Account'),
    table('credit_limits', 'Customer Credit Limit'),
  ),
  tree(
    'Sales Person',
    'sales_person_name',
    'parent_sales_person',
    check('enabled', { default: 1 }),
    table('targets', 'Target Detail'),
  ),
  tree('Territory', 'territory_name', 'parent_territory', table('targets', 'Target Detail')),
  tree('Item Group', 'item_group_name', 'parent_item_group'),
  master('Quotation Lost Reason', data('order_lost_reason', { reqd: true }), {
    'Sales User': 'r',
    'Sales Manager': 'r',
  }),
  master('Country', data('country_name', { reqd: true }), { All: 'r' }, data('code')),
  master('Language', data('language_code', { reqd: true }), { All: 'r' }, data('language_name')),
  master('Currency', data('currency_name', { reqd: true }), { All: 'r' }, check('enabled')),
  master(
    'UOM',
    data('uom_name', { reqd: true }),
    { 'Sales User': 'r', 'Sales Manager': 'r' },
    check('must_be_whole_number'),
  ),
  master(
    'Price List',
    data('price_list_name', { reqd: true }),
    { 'Sales User': 'r', 'Sales Manager': 'r' },
    link('currency', 'Currency'),
    check('enabled'),
    check('selling'),
    check('buying'),
  ),
  master(
    'Company',
    data('company_name', { reqd: true }),
    { 'Sales User': 'r', 'Sales Manager': 'r' },
    data('abbr'),
    link('default_currency', 'Currency'),
    link('country', 'Country'),
  ),
  master(
    'User',
    data('email', { reqd: true }),
    {},
    data('first_name'),
    data('full_name'),
    check('enabled', { default: 1 }),
    table('roles', 'Has Role'),
  ),
  {
    name: 'Client Script',
    naming: { by: 'prompt' },
    permissions: {},
    fields: [
      link('dt', 'DocType', { label: 'DocType', reqd: true }),
      select('view', ['Form', 'List']),
      data('module'),
      check('enabled'),
      field('Code', 'script'),
    ],
  },
  {
    name: 'Comment',
    permissions: {},
    fields: [
      data('comment_type'),
      data('comment_email'),
      data('comment_by'),
      data('subject'),
      link('reference_doctype', 'DocType'),
      data('reference_name', { search_index: true }),
      field('HTML Editor', 'content'),
    ],
  },
  {
    name: 'ToDo',
    permissions: { All: 'rwcd' },
    fields: [
      select('status', ['Open', 'Closed', 'Cancelled']),
      select('priority', ['Medium', 'High', 'Low']),
      data('color'),
      field('Date', 'date'),
      link('allocated_to', 'User'),
      text('description', { reqd: true }),
      link('reference_type', 'DocType'),
      data('reference_name'),
    ],
  },
  { name: 'Has Role', kind: 'child', permissions: {}, fields: [link('role', 'Role')] },
  {
    name: 'CRM Note',
    kind: 'child',
    permissions: {},
    fields: [text('note'), link('added_by', 'User'), field('Datetime', 'added_on')],
  },
  ...[
    'Party Account',
    'Customer Credit Limit',
    'Target Detail',
    'Allowed To Transact With',
    'Portal User',
    'Payment Schedule',
    'Packed Item',
    'Pricing Rule Detail',
  ].map(emptyChild),
];

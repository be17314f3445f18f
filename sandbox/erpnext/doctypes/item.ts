import { newRow } from '../engine/assign.js';
import { check, data, field, float, link, select, table, text, type DocType } from '../engine/doctype.js';
import { rowsOf, textOf } from '../engine/document.js';
import type { Rules } from '../engine/transaction.js';
import { site } from './site-defaults.js';

export const itemDefault: DocType = {
  name: 'Item Default',
  kind: 'child',
  permissions: {},
  fields: [link('company', 'Company'), data('default_warehouse'), link('default_price_list', 'Price List')],
};

export const uomConversion: DocType = {
  name: 'UOM Conversion Detail',
  kind: 'child',
  permissions: {},
  fields: [link('uom', 'UOM'), float('conversion_factor')],
};

/** Of an Item's many fields those that a sale looks at. */
export const item: DocType = {
  name: 'Item',
  naming: { by: 'field', field: 'item_code' },
  permissions: { 'Sales User': 'r', 'Sales Manager': 'r' },
  titleField: 'item_name',
  fields: [
    select('naming_series', ['STO-ITEM-.YYYY.-']),
    data('item_code', { reqd: true }),
    data('item_name'),
    link('item_group', 'Item Group', { reqd: true }),
    link('stock_uom', 'UOM', { label: 'Default Unit of Measure', reqd: true }),
    check('disabled'),
    check('is_stock_item', { default: 1 }),
    check('has_variants'),
    float('standard_rate'),
    text('description'),
    field('Date', 'end_of_life', { default: '2099-12-31' }),
    check('is_purchase_item', { default: 1 }),
    check('grant_commission', { default: 1 }),
    check('is_sales_item', { default: 1 }),
    float('max_discount'),
    table('item_defaults', 'Item Default'),
    table('uoms', 'UOM Conversion Detail'),
  ],
};

export const itemRules: Rules = {
  validate(document, { tx }) {
    document['item_name'] ??= document['item_code'] ?? null;
    document['description'] ??= document['item_name'] ?? null;
    if (rowsOf(document, 'item_defaults').length === 0) {
      const defaults = { company: site.company, default_warehouse: `Stores - ${site.abbreviation}` };
      document['item_defaults'] = [newRow(tx.site, 'Item Default', defaults, document)];
    }
    if (rowsOf(document, 'uoms').length === 0) {
      const uom = { uom: textOf(document, 'stock_uom'), conversion_factor: 1 };
      document['uoms'] = [newRow(tx.site, 'UOM Conversion Detail', uom, document)];
    }
  },
};

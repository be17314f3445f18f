import { check, data, link, type DocType } from '../engine/doctype.js';
import { site } from './site-defaults.js';

/** Single DocTypes: one document each, named like its DocType. The values are those of a finished setup wizard. */
export const settings: readonly DocType[] = [
  {
    name: 'Global Defaults',
    kind: 'single',
    permissions: {},
    fields: [
      link('default_company', 'Company', { default: site.company }),
      link('default_currency', 'Currency', { default: site.currency }),
      link('country', 'Country', { default: site.country }),
    ],
  },
  {
    name: 'Selling Settings',
    kind: 'single',
    permissions: { 'Sales User': 'r', 'Sales Manager': 'r' },
    fields: [
      data('cust_master_name', { default: 'Customer Name' }),
      link('customer_group', 'Customer Group'),
      link('territory', 'Territory'),
      link('selling_price_list', 'Price List', { default: site.priceList }),
      check('validate_selling_price'),
      check('allow_multiple_items', { default: 1 }),
      check('allow_against_multiple_purchase_orders'),
      check('allow_sales_order_creation_for_expired_quotation'),
    ],
  },
  {
    name: 'CRM Settings',
    kind: 'single',
    permissions: {},
    fields: [
      check('allow_lead_duplication_based_on_emails'),
      check('auto_creation_of_contact', { default: 1 }),
    ],
  },
  {
    name: 'System Settings',
    kind: 'single',
    permissions: {},
    fields: [
      link('country', 'Country', { default: site.country }),
      link('language', 'Language', { default: site.language }),
      data('time_zone', { default: site.timeZone }),
      check('allow_error_traceback', {
        label: 'Show Full Error and Allow Reporting of Issues to the Developer',
        default: 1,
      }),
    ],
  },
];

import type { DocType } from '../engine/doctype.js';
import { insert, newDocument } from '../engine/save.js';
import { Site, type App } from '../engine/site.js';
import type { SiteClock } from '../engine/site-clock.js';
import { Transaction, type Rules, type RulesByDoctype } from '../engine/transaction.js';
import { administrator, usersByKey } from '../engine/users.js';
import {
  accounting,
  accountRules,
  currencyExchangeRules,
  itemTaxTemplateRules,
  warehouseRules,
} from './accounts.js';
import { address, addressRules } from './address.js';
import { contact, contactEmail, contactPhone, contactRules } from './contact.js';
import { countries } from './countries.js';
import { customField, customFieldRules } from './custom-field.js';
import { customisation, propertySetterRules } from './customisation.js';
import { customer, customerRules, salesTeam } from './customer.js';
import { dynamicLink } from './dynamic-link.js';
import { item, itemDefault, itemRules, uomConversion } from './item.js';
import { lead, leadRules } from './lead.js';
import { masters } from './masters.js';
import { quotation, quotationRules } from './quotation.js';
import { salesOrder, salesOrderRules } from './sales-order.js';
import { sellingRows } from './selling-rows.js';
import { settings } from './settings.js';
import { site as defaults } from './site-defaults.js';

/** Child DocTypes first: a parent's table indexes their fields. */
const doctypes: readonly DocType[] = [
  dynamicLink,
  contactEmail,
  contactPhone,
  salesTeam,
  itemDefault,
  uomConversion,
  ...sellingRows,
  ...accounting,
  ...masters,
  ...settings,
  ...customisation,
  item,
  lead,
  contact,
  address,
  customer,
  customField,
  quotation,
  salesOrder,
];

export const rules: RulesByDoctype = new Map<string, Rules>([
  ['Item', itemRules],
  ['Lead', leadRules],
  ['Contact', contactRules],
  ['Address', addressRules],
  ['Customer', customerRules],
  ['Custom Field', customFieldRules],
  ['Property Setter', propertySetterRules],
  ['Account', accountRules],
  ['Item Tax Template', itemTaxTemplateRules],
  ['Currency Exchange', currencyExchangeRules],
  ['Warehouse', warehouseRules],
  ['Quotation', quotationRules],
  ['Sales Order', salesOrderRules],
]);

const leadSources =
  "Existing Customer,Reference,Advertisement,Cold Calling,Exhibition,Supplier Reference,Mass Mailing,Customer's Vendor,Campaign,Walk In";

const apps: Readonly<Record<string, App>> = {
  frappe: {
    title: 'Frappe Framework',
    description: 'Full stack web framework with Python, Javascript, MariaDB, Redis, Node',
    branch: '',
    version: '15.101.1',
  },
  erpnext: { title: 'ERPNext', description: 'ERP made simple', branch: '', version: '15.99.1' },
};

const accounts = [
  { account_name: 'Duties and Taxes', root_type: 'Liability', account_type: 'Tax', is_group: 1 },
  { account_name: 'Freight and Forwarding Charges', root_type: 'Expense', account_type: 'Chargeable' },
  { account_name: 'Sales', root_type: 'Income' },
];

/** An empty ERPNext site that has just finished its setup wizard. */
export function finishedSite(clock: SiteClock): Site {
  const site = new Site(doctypes, clock);
  const tx = new Transaction(site, rules, administrator);
  const put = (doctype: string, values: Record<string, unknown>) => insert(tx, doctype, values);

  for (const [name, app] of Object.entries(apps)) site.apps.set(name, app);
  for (const doctype of settings) {
    const single = newDocument(tx, doctype);
    site.settings.set(doctype.name, { ...single, name: doctype.name });
  }
  for (const { code, name } of countries) put('Country', { country_name: name, code });
  for (const code of ['en', 'de', 'fr', 'es', 'it', 'nl', 'pl']) put('Language', { language_code: code });
  for (const name of ['USD', 'EUR', 'GBP', 'CHF']) put('Currency', { currency_name: name, enabled: 1 });
  for (const name of ['Nos', 'Unit', 'Box', 'Pair', 'Set'])
    put('UOM', { uom_name: name, must_be_whole_number: 1 });
  for (const name of ['Kg', 'Meter', 'Litre', 'Hour']) put('UOM', { uom_name: name });
  for (const { name, roles, enabled } of usersByKey.values())
    put('User', { email: name, enabled: enabled ? 1 : 0, roles: roles.map((role) => ({ role })) });
  for (const name of leadSources.split(',')) put('Lead Source', { source_name: name });
  put('Company', {
    company_name: defaults.company,
    abbr: defaults.abbreviation,
    default_currency: defaults.currency,
    country: defaults.country,
  });
  for (const account of accounts) put('Account', { ...account, company: defaults.company });
  for (const name of ['Stores', 'Finished Goods', 'Work In Progress', 'Goods In Transit'])
    put('Warehouse', { warehouse_name: name, company: defaults.company });
  put('Price List', {
    price_list_name: defaults.priceList,
    currency: defaults.currency,
    enabled: 1,
    selling: 1,
  });
  plant(put, 'Customer Group', 'customer_group', 'All Customer Groups', [
    'Individual',
    'Commercial',
    'Non Profit',
    'Government',
  ]);
  plant(put, 'Territory', 'territory', 'All Territories', [defaults.country, 'Rest Of The World']);
  plant(put, 'Sales Person', 'sales_person', 'Sales Team', []);
  plant(put, 'Item Group', 'item_group', 'All Item Groups', [
    'Products',
    'Raw Material',
    'Services',
    'Sub Assemblies',
    'Consumable',
  ]);
  return site;
}

function plant(
  put: (doctype: string, values: Record<string, unknown>) => unknown,
  doctype: string,
  field: string,
  root: string,
  leaves: readonly string[],
): void {
  put(doctype, { [`${field}_name`]: root, is_group: 1 });
  for (const leaf of leaves) put(doctype, { [`${field}_name`]: leaf, [`parent_${field}`]: root });
}

import {
  check,
  data,
  email,
  float,
  link,
  phone,
  select,
  table,
  text,
  type DocType,
} from '../engine/doctype.js';
import { rowsOf, textOf, type Document } from '../engine/document.js';
import { crashed, invalid, refused } from '../engine/errors.js';
import { fromSeries, numbered } from '../engine/naming.js';
import type { Rules } from '../engine/transaction.js';
import { insert } from '../engine/save.js';
import type { Transaction } from '../engine/transaction.js';
import { addressText, makeCustomerAddress } from './address.js';
import { deletePartyContacts, shareContacts } from './party.js';
import { site } from './site-defaults.js';

export const salesTeam: DocType = {
  name: 'Sales Team',
  kind: 'child',
  permissions: {},
  fields: [
    link('sales_person', 'Sales Person', { reqd: true, unchecked: true }),
    data('contact_no'),
    float('allocated_percentage'),
    float('allocated_amount'),
    data('commission_rate'),
    float('incentives'),
  ],
};

export const customer: DocType = {
  name: 'Customer',
  naming: { by: 'series', series: 'CUST-.YYYY.-' },
  permissions: { 'Sales User': 'rwc', 'Sales Manager': 'r' },
  titleField: 'customer_name',
  fields: [
    select('naming_series', ['CUST-.YYYY.-']),
    link('salutation', 'Salutation'),
    data('customer_name', { reqd: true, search_index: true }),
    select('customer_type', ['Company', 'Individual', 'Partnership'], { reqd: true }),
    link('customer_group', 'Customer Group'),
    link('territory', 'Territory'),
    link('gender', 'Gender'),
    link('lead_name', 'Lead', { label: 'From Lead', search_index: true }),
    data('opportunity_name'),
    data('prospect_name'),
    link('account_manager', 'User'),
    text('image'),
    link('default_currency', 'Currency', { label: 'Billing Currency' }),
    data('default_bank_account'),
    link('default_price_list', 'Price List'),
    check('is_internal_customer'),
    data('represents_company', { unique: true }),
    link('market_segment', 'Market Segment'),
    link('industry', 'Industry Type'),
    data('customer_pos_id'),
    data('website'),
    link('language', 'Language', { default: site.language }),
    text('customer_details'),
    link('customer_primary_address', 'Address', { unchecked: true, search_index: true }),
    text('primary_address'),
    link('customer_primary_contact', 'Contact', { unchecked: true, search_index: true }),
    phone('mobile_no', { fetch_from: 'customer_primary_contact.mobile_no' }),
    email('email_id', { fetch_from: 'customer_primary_contact.email_id' }),
    data('first_name', { fetch_from: 'customer_primary_contact.first_name' }),
    data('last_name', { fetch_from: 'customer_primary_contact.last_name' }),
    data('tax_id'),
    data('tax_category'),
    data('payment_terms'),
    data('default_sales_partner'),
    float('default_commission_rate'),
    check('so_required'),
    check('dn_required'),
    check('exempt_from_sales_tax'),
    check('is_frozen'),
    check('disabled'),
    table('companies', 'Allowed To Transact With'),
    table('sales_team', 'Sales Team'),
    table('accounts', 'Party Account'),
    table('credit_limits', 'Customer Credit Limit'),
    table('portal_users', 'Portal User'),
  ],
};

export const customerRules: Rules = {
  autoname(document, { tx }) {
    const name = document['customer_name'];
    if (name == null) throw crashed('AttributeError', "'NoneType' object has no attribute 'strip'");
    document['customer_name'] = textOf(document, 'customer_name').trim();
    if (document['customer_name'] === '' || !namedByName(tx)) return fromSeries('CUST-.YYYY.-', tx);
    return suffixed(document['customer_name'], tx);
  },

  validate(document, { before }) {
    checkSalesTeam(document);
    if (before && document['customer_primary_contact'] === '') document['customer_primary_contact'] = null;
  },

  afterInsert(document, { tx, sent }) {
    if (tx.exists('Customer Group', document.name) && namedByName(tx))
      throw refused(
        'NameError',
        'A Customer Group exists with same name please change the Customer name or rename the Customer Group',
        409,
      );
    if (textOf(document, 'lead_name')) convertLead(document, tx);
    else makePrimaryContact(document, tx);
    const address = makeCustomerAddress(document, sent, tx);
    if (address)
      reflect(document, tx, {
        customer_primary_address: address.name,
        primary_address: addressText(address),
      });
  },

  onDelete(document, tx) {
    deletePartyContacts(document, tx);
  },
};

const namedByName = (tx: Transaction) =>
  tx.site.settings.get('Selling Settings')?.['cust_master_name'] === 'Customer Name';

function suffixed(name: string, tx: Transaction): string {
  const free = numbered('Customer', name, ' - ', tx);
  if (free !== name)
    tx.messages.push({
      message: `Changed customer name to '${free}' as '${name}' already exists.`,
      title: 'Note',
      indicator: 'yellow',
    });
  return free;
}

export function checkSalesTeam(document: Document): void {
  const rows = rowsOf(document, 'sales_team');
  if (rows.some((row) => typeof row['allocated_percentage'] === 'string'))
    throw crashed('TypeError', "unsupported operand type(s) for +: 'int' and 'str'");
  const sum = rows.reduce((total, row) => total + Number(row['allocated_percentage'] ?? 0), 0);
  if (rows.length > 0 && sum !== 100) throw invalid('Total contribution percentage should be equal to 100');
}

function convertLead(document: Document, tx: Transaction): void {
  const lead = tx.get('Lead', textOf(document, 'lead_name'));
  if (!lead) return;
  tx.set('Lead', lead.name, { status: 'Converted' });
  shareContacts(lead, document, tx);
}

function makePrimaryContact(document: Document, tx: Transaction): void {
  const [address, number] = [textOf(document, 'email_id'), textOf(document, 'mobile_no')];
  const known = [address, number, textOf(document, 'first_name'), textOf(document, 'last_name')].some(
    Boolean,
  );
  if (!known || textOf(document, 'customer_primary_contact')) return;

  const words = textOf(document, 'customer_name').split(' ');
  const person =
    document['customer_type'] === 'Individual'
      ? { first_name: words[0], middle_name: words.slice(1, -1).join(' '), last_name: words.slice(1).at(-1) }
      : { company_name: document['customer_name'] };
  const contact = {
    ...person,
    is_primary_contact: 1,
    links: [{ link_doctype: 'Customer', link_name: document.name }],
    email_ids: address ? [{ email_id: address, is_primary: 1 }] : [],
    phone_nos: number ? [{ phone: number, is_primary_mobile_no: 1 }] : [],
  };
  const made = insert(tx, 'Contact', contact, { ignorePermissions: true });
  reflect(document, tx, { customer_primary_contact: made.name });
}

/** A change past the save that the answer shows too. */
function reflect(document: Document, tx: Transaction, values: Record<string, string | null>): void {
  tx.set('Customer', document.name, values);
  Object.assign(document, values, { modified: tx.get('Customer', document.name)?.['modified'] ?? null });
}

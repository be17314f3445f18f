import { check, data, email, link, phone, select, table, type DocType } from '../engine/doctype.js';
import { rowsOf, textOf, type Document } from '../engine/document.js';
import { ErpNextError, invalid } from '../engine/errors.js';
import { fromSeries } from '../engine/naming.js';
import type { Rules, Saving } from '../engine/transaction.js';
import { insert } from '../engine/save.js';
import type { Transaction } from '../engine/transaction.js';
import { linkedTo, settleLinks } from './dynamic-link.js';
import { site } from './site-defaults.js';

const types = [
  'Billing',
  'Shipping',
  'Office',
  'Personal',
  'Plant',
  'Postal',
  'Shop',
  'Subsidiary',
  'Warehouse',
  'Current',
  'Permanent',
  'Other',
];

export const address: DocType = {
  name: 'Address',
  permissions: { 'Sales User': 'rwc', All: 'c' },
  fields: [
    data('address_title'),
    select('address_type', types, { reqd: true }),
    data('address_line1', { label: 'Address Line 1', reqd: true, length: 240 }),
    data('address_line2', { label: 'Address Line 2', length: 240 }),
    data('city', { label: 'City/Town', reqd: true }),
    data('county'),
    data('state', { label: 'State/Province' }),
    link('country', 'Country', { reqd: true, default: site.country }),
    data('pincode', { label: 'Postal Code' }),
    email('email_id', { label: 'Email Address' }),
    phone('phone'),
    data('fax'),
    data('tax_category'),
    check('is_primary_address', { label: 'Preferred Billing Address' }),
    check('is_shipping_address', { label: 'Preferred Shipping Address' }),
    check('disabled'),
    check('is_your_company_address'),
    table('links', 'Dynamic Link'),
  ],
};

export const addressRules: Rules = {
  autoname(document, { tx }) {
    const [party] = rowsOf(document, 'links');
    if (!textOf(document, 'address_title'))
      document['address_title'] = party ? textOf(party, 'link_name') : null;
    const title = textOf(document, 'address_title').trim();
    if (!title) throw invalid('Address Title is mandatory.');
    const name = `${title}-${textOf(document, 'address_type').trim()}`;
    // The numbered form reads the title as a naming series: dots vanish, YYYY and # are interpreted.
    return tx.exists('Address', name) ? fromSeries(`${name}-.#`, tx) : name;
  },

  validate(document, { tx }) {
    settleLinks(document, tx);
    for (const flag of ['is_primary_address', 'is_shipping_address']) {
      if (Number(document[flag]) === 1) takeFlag(document, flag, tx);
    }
  },

  onUpdate(document, { tx }) {
    for (const customer of tx.where('Customer', 'customer_primary_address', document.name)) {
      tx.set('Customer', customer.name, { primary_address: addressText(document) });
    }
  },
};

/** One Address of a party is its preferred one: another loses the flag. */
function takeFlag(document: Document, flag: string, tx: Transaction): void {
  for (const row of rowsOf(document, 'links')) {
    const party = tx.get(textOf(row, 'link_doctype'), textOf(row, 'link_name'));
    const holder = party && linkedTo(tx, 'Address', party).find((a) => a[flag] === 1 && a['disabled'] === 0);
    if (holder && holder.name !== document.name) tx.set('Address', holder.name, { [flag]: 0 });
  }
}

/** The Address as a printed text, by its country's template; those of other countries are not imitated. */
export function addressText(document: Document): string | null {
  const [line1, line2, city, state, pincode, country] = [
    'address_line1',
    'address_line2',
    'city',
    'state',
    'pincode',
    'country',
  ].map((f) => textOf(document, f));
  const street = `${line1}<br>\n${line2 ? `${line2}<br>` : ''}`;
  switch (country) {
    case 'United States':
      return `${street}${line2 ? '\n' : ''}${city}, ${state}${pincode ? ` ${pincode}` : ''}<br>\n`;
    case 'Germany':
      return `${street}${pincode} ${city?.toUpperCase()}<br>\n${country.toUpperCase()}`;
    default:
      return null;
  }
}

/** A Customer sent with address fields gets its Address in the same request. */
export function makeCustomerAddress(
  customer: Document,
  sent: Saving['sent'],
  tx: Transaction,
): Document | undefined {
  if (!sent['address_line1']) return undefined;
  const missing = [
    ...(sent['city'] ? [] : ['<li>City</li>']),
    ...(sent['country'] ? [] : ['<li>Country</li>']),
  ];
  if (missing.length > 0) {
    const message = `Following fields are mandatory to create address: <br><br> <ul>${missing.join('\n')}</ul>`;
    throw new ErpNextError(417, 'ValidationError', message, {
      messages: [{ message, title: 'Missing Values Required', indicator: 'red', raise_exception: 1 }],
    });
  }
  const lines = Object.fromEntries(
    ['address_line1', 'address_line2', 'city', 'state', 'pincode', 'country'].map((f) => [
      f,
      sent[f] ?? null,
    ]),
  );
  const values = {
    ...lines,
    address_title: textOf(customer, 'customer_name'),
    address_type: 'Billing',
    is_primary_address: 1,
    is_shipping_address: 1,
    links: [{ link_doctype: 'Customer', link_name: customer.name }],
  };
  return insert(tx, 'Address', values, { ignorePermissions: true });
}

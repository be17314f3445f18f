import { check, data, email, link, phone, select, table, text, type DocType } from '../engine/doctype.js';
import { rowsOf, textOf, type Document } from '../engine/document.js';
import { invalid } from '../engine/errors.js';
import { numbered } from '../engine/naming.js';
import type { Rules } from '../engine/transaction.js';
import type { Transaction } from '../engine/transaction.js';
import { settleLinks } from './dynamic-link.js';

export const contactEmail: DocType = {
  name: 'Contact Email',
  kind: 'child',
  permissions: {},
  fields: [email('email_id', { reqd: true, search_index: true }), check('is_primary')],
};

export const contactPhone: DocType = {
  name: 'Contact Phone',
  kind: 'child',
  permissions: {},
  fields: [phone('phone', { reqd: true }), check('is_primary_phone'), check('is_primary_mobile_no')],
};

export const contact: DocType = {
  name: 'Contact',
  permissions: { 'Sales User': 'rwcd', 'Sales Manager': 'rwcd', All: 'c' },
  fields: [
    data('first_name'),
    data('middle_name'),
    data('last_name'),
    data('full_name'),
    email('email_id', { label: 'Email Address', search_index: true }),
    link('user', 'User'),
    link('address', 'Address'),
    check('sync_with_google_contacts'),
    select('status', ['Passive', 'Open', 'Replied']),
    link('salutation', 'Salutation'),
    data('designation'),
    link('gender', 'Gender'),
    phone('phone'),
    phone('mobile_no'),
    data('company_name'),
    text('image'),
    check('pulled_from_google_contacts'),
    check('is_primary_contact'),
    check('is_billing_contact'),
    data('department'),
    check('unsubscribed'),
    table('email_ids', 'Contact Email'),
    table('phone_nos', 'Contact Phone'),
    table('links', 'Dynamic Link'),
  ],
};

export const contactRules: Rules = {
  autoname(document, { tx }) {
    const [party] = rowsOf(document, 'links');
    const name = fullName(document) + (party ? `-${textOf(party, 'link_name').trim()}` : '');
    return numbered('Contact', name, '-', tx);
  },

  validate(document, { tx }) {
    document['full_name'] = fullName(document);
    settlePrimaryEmail(document);
    settlePrimaryPhone(document, 'phone');
    settlePrimaryPhone(document, 'mobile_no');
    settleLinks(document, tx);
    if (textOf(document, 'email_id')) document['image'] ??= '';
    tellTheLead(document, tx);
  },
};

function fullName(document: Document): string {
  const names = ['first_name', 'middle_name', 'last_name'].map((f) => textOf(document, f)).filter(Boolean);
  return names.join(' ') || textOf(document, 'company_name');
}

function settlePrimaryEmail(document: Document): void {
  const rows = rowsOf(document, 'email_ids');
  if (rows.length === 1 && rows[0]) rows[0]['is_primary'] = 1;
  const primary = rows.filter((row) => Number(row['is_primary']) === 1);
  if (primary.length > 1) throw invalid('Only one <strong>Email ID</strong> can be set as primary.');
  document['email_id'] = primary[0] ? textOf(primary[0], 'email_id').trim() : '';
}

function settlePrimaryPhone(document: Document, fieldname: 'phone' | 'mobile_no'): void {
  const primary = rowsOf(document, 'phone_nos').filter((row) => Number(row[`is_primary_${fieldname}`]) === 1);
  if (primary.length > 1) throw invalid(`Only one <strong>${fieldname}</strong> can be set as primary.`);
  document[fieldname] = primary[0] ? textOf(primary[0], 'phone') : '';
}

/** Each save of a Contact writes its numbers over those of its Lead, both with the only number if there is one. */
function tellTheLead(document: Document, tx: Transaction): void {
  const numbers = rowsOf(document, 'phone_nos');
  const lead = rowsOf(document, 'links').find((row) => row['link_doctype'] === 'Lead');
  const [first] = numbers;
  if (!first || !lead) return;

  const marked = (flag: string) =>
    numbers.length > 1 ? numbers.find((row) => Number(row[flag]) === 1) : undefined;
  tx.set('Lead', textOf(lead, 'link_name'), {
    phone: textOf(marked('is_primary_phone') ?? first, 'phone'),
    mobile_no: textOf(marked('is_primary_mobile_no') ?? first, 'phone'),
  });
}

import {
  check,
  data,
  email,
  field,
  float,
  link,
  phone,
  select,
  table,
  text,
  type DocType,
} from '../engine/doctype.js';
import { textOf, type Document } from '../engine/document.js';
import { invalid, refused } from '../engine/errors.js';
import type { Rules, Saving } from '../engine/transaction.js';
import { insert, update } from '../engine/save.js';
import type { Transaction } from '../engine/transaction.js';
import { fold } from '../engine/collation.js';
import { linksWith } from './dynamic-link.js';
import { deletePartyContacts } from './party.js';
import { site } from './site-defaults.js';

export const lead: DocType = {
  name: 'Lead',
  naming: { by: 'series', series: 'CRM-LEAD-.YYYY.-' },
  permissions: { 'Sales User': 'rwc', 'Sales Manager': 'rwcd' },
  titleField: 'title',
  fields: [
    select('naming_series', ['CRM-LEAD-.YYYY.-']),
    link('salutation', 'Salutation'),
    data('first_name'),
    data('middle_name'),
    data('last_name'),
    data('lead_name', { label: 'Full Name' }),
    data('job_title'),
    link('gender', 'Gender'),
    link('source', 'Lead Source'),
    link('lead_owner', 'User'),
    select('status', [
      'Lead',
      'Open',
      'Replied',
      'Opportunity',
      'Quotation',
      'Lost Quotation',
      'Interested',
      'Converted',
      'Do Not Contact',
    ]),
    link('customer', 'Customer', { label: 'From Customer' }),
    select('type', ['', 'Client', 'Channel Partner', 'Consultant'], { label: 'Lead Type' }),
    select('request_type', ['', 'Product Enquiry', 'Request for Information', 'Suggestions', 'Other']),
    email('email_id', { label: 'Email', search_index: true }),
    data('website'),
    phone('mobile_no', { label: 'Mobile No' }),
    phone('whatsapp_no', { label: 'WhatsApp' }),
    phone('phone'),
    data('phone_ext', { label: 'Phone Ext.' }),
    data('company_name', { label: 'Organization Name' }),
    select('no_of_employees', ['1-10', '11-50', '51-200', '201-500', '501-1000', '1000+']),
    float('annual_revenue'),
    link('industry', 'Industry Type'),
    link('market_segment', 'Market Segment'),
    link('territory', 'Territory'),
    data('fax'),
    data('city'),
    data('state', { label: 'State/Province' }),
    link('country', 'Country', { default: site.country }),
    select('qualification_status', ['Unqualified', 'In Process', 'Qualified']),
    link('qualified_by', 'User'),
    field('Date', 'qualified_on'),
    link('campaign_name', 'Campaign'),
    link('company', 'Company', { default: site.company }),
    link('language', 'Language', { label: 'Print Language', default: site.language }),
    text('image'),
    data('title'),
    check('disabled'),
    check('unsubscribed'),
    check('blog_subscriber'),
    table('notes', 'CRM Note'),
  ],
};

export const leadRules: Rules = {
  beforeInsert(document, { tx }) {
    document['lead_owner'] ??= tx.user.name;
    nameThePerson(document);
    if (contactsAreMade(tx)) contactOf.set(document, makeContact(document, tx));
  },

  validate(document, saving) {
    nameThePerson(document);
    document['title'] = textOf(document, 'company_name') || textOf(document, 'lead_name');
    if (saving.before) document['status'] = leadStatus(document, saving.tx);
    checkEmail(document, saving);
  },

  afterInsert(document, { tx }) {
    const contact = contactOf.get(document);
    if (!contact) return;
    // This second save of the Contact writes its numbers back to the Lead: the Lead's own answer is stale.
    update(tx, 'Contact', contact.name, { links: linksWith(contact, document) }, { ignorePermissions: true });
  },

  onDelete(document, tx) {
    deletePartyContacts(document, tx);
  },
};

/** The Contact made before its Lead, until the Lead has a name to link. */
const contactOf = new WeakMap<Document, Document>();

function contactsAreMade(tx: Transaction): boolean {
  return tx.site.settings.get('CRM Settings')?.['auto_creation_of_contact'] === 1;
}

function nameThePerson(document: Document): void {
  const names = ['salutation', 'first_name', 'middle_name', 'last_name'].map((f) => textOf(document, f));
  if (names[1]) {
    document['lead_name'] = names.filter(Boolean).join(' ');
    return;
  }
  const [company, address] = [textOf(document, 'company_name'), textOf(document, 'email_id')];
  if (!textOf(document, 'lead_name')) {
    if (!company && !address)
      throw invalid("A Lead requires either a person's name or an organization's name");
    document['lead_name'] = company || address.split('@')[0] || '';
  }
  const words = textOf(document, 'lead_name').split(' ').filter(Boolean);
  document['first_name'] = words[0] ?? null;
  if (words.length > 1) document['last_name'] = words.at(-1) ?? null;
  if (words.length > 2) document['middle_name'] = words.slice(1, -1).join(' ');
}

function makeContact(document: Document, tx: Transaction): Document {
  const [address, phoneNo, mobileNo] = ['email_id', 'phone', 'mobile_no'].map((f) => textOf(document, f));
  const phones = [
    ...(phoneNo ? [{ phone: phoneNo, is_primary_phone: 1 }] : []),
    ...(mobileNo ? [{ phone: mobileNo, is_primary_mobile_no: 1 }] : []),
  ];
  const contact = {
    first_name: document['first_name'] ?? document['lead_name'],
    last_name: document['last_name'],
    salutation: document['salutation'],
    gender: document['gender'],
    designation: document['job_title'],
    company_name: document['company_name'],
    email_ids: address ? [{ email_id: address, is_primary: 1 }] : [],
    phone_nos: phones,
  };
  return insert(tx, 'Contact', contact, { ignorePermissions: true });
}

/** The status that a Lead's Customer and Quotations give it; without them it keeps its own. */
export function leadStatus(document: Document, tx: Transaction): string {
  if (tx.where('Customer', 'lead_name', document.name).length > 0) return 'Converted';
  const quotations = tx.where('Quotation', 'party_name', document.name);
  const submitted = quotations.filter((q) => q['docstatus'] === 1 && q['quotation_to'] === 'Lead');
  if (submitted.some((quotation) => quotation['status'] !== 'Lost')) return 'Quotation';
  return submitted.length > 0 ? 'Lost Quotation' : textOf(document, 'status');
}

function checkEmail(document: Document, { tx }: Saving): void {
  const address = textOf(document, 'email_id');
  if (!address) return;
  if (fold(address) === fold(textOf(document, 'lead_owner')))
    throw invalid('Lead Owner cannot be same as the Lead Email Address');
  const allowed = tx.site.settings.get('CRM Settings')?.['allow_lead_duplication_based_on_emails'] === 1;
  const others = allowed ? [] : tx.where('Lead', 'email_id', address);
  const other = others.find((found) => found.name !== document.name);
  if (other)
    throw refused(
      'DuplicateEntryError',
      `Email Address must be unique, it is already used in <strong><a href="/app/lead/${other.name}">${other.name}</a></strong>`,
      409,
    );
  document['image'] ??= '';
}

import type { ErpNextClient, Filter } from '#libs/erpnext/erpnext-client.js';
import { wordOf } from '#libs/erpnext/kept-state.js';
import type { CustomerWord } from './customer-word.js';
import { companyWords, phoneEnd, sameCompany, sameEmail, taxIdPattern, taxIdSigns } from './likeness.js';
import type { LeadDocument } from './party.js';
import { containing, type UnlinkedCustomer } from './unlinked-customers.js';

/** A Lead of the shop that looks like a Customer, and what makes it look so. */
export interface Suggestion {
  readonly customer: string;
  readonly medusaId: string;
  readonly lead: string;
  readonly leadName: string;
  readonly evidence: readonly Evidence[];
}

export interface Evidence {
  readonly kind: 'tax id' | 'e-mail' | 'phone' | 'company';
  readonly value: string;
}

interface ContactRow {
  readonly link_name: string;
  readonly email_id?: string | null;
  readonly mobile_no?: string | null;
  readonly phone?: string | null;
}

interface Known extends UnlinkedCustomer {
  readonly emails: readonly string[];
  readonly phones: readonly string[];
}

const mostLeads = 200;

/** The strongest evidence first, the way a person would check. */
const strength: readonly Evidence['kind'][] = ['tax id', 'e-mail', 'phone', 'company'];

/** Asks ERPNext once for each kind of evidence, whatever the number of Customers and Leads. */
export const suggestLinks = async (
  erpnext: ErpNextClient,
  customers: readonly UnlinkedCustomer[],
): Promise<Suggestion[]> => {
  if (customers.length === 0) return [];
  const known = await withContacts(erpnext, customers);
  const leads = new Map<string, LeadDocument>();
  for (const alternatives of alternativesOf(known)) {
    for (const lead of await leadsWith(erpnext, alternatives)) leads.set(lead.name, lead);
  }
  return known.flatMap((customer) =>
    [...leads.values()]
      .map((lead) => suggestionOf(customer, lead))
      .filter(({ evidence }) => evidence.length > 0)
      .sort((one, other) => rank(one) - rank(other)),
  );
};

const withContacts = async (
  erpnext: ErpNextClient,
  customers: readonly UnlinkedCustomer[],
): Promise<Known[]> => {
  const contacts = await erpnext.list<ContactRow>('Contact', {
    fields: ['email_id', 'mobile_no', 'phone', 'links.link_name'],
    filters: [
      ['Dynamic Link', 'link_doctype', '=', 'Customer'],
      ['Dynamic Link', 'link_name', 'in', customers.map(({ name }) => name)],
    ],
    orderBy: '`tabContact`.creation asc',
  });
  return customers.map((customer) => {
    const own = contacts.filter(({ link_name }) => link_name === customer.name);
    return {
      ...customer,
      emails: said(own.map(({ email_id }) => email_id)),
      phones: said(own.flatMap(({ mobile_no, phone }) => [mobile_no, phone])),
    };
  });
};

/** Wider than the evidence: a database compares text, what counts as the same is decided here. */
const alternativesOf = (customers: readonly Known[]): Filter[][] => {
  const emails = said(customers.flatMap((customer) => customer.emails));
  const phones = said(customers.flatMap((customer) => customer.phones.map(phoneEnd)));
  const companies = said(customers.map((customer) => longest(companyWords(customer.customer_name))));
  const taxIds = said(customers.map((customer) => customer.tax_id));
  const kinds: Filter[][] = [
    emails.length === 0
      ? []
      : [
          ['medusa_email', 'in', emails],
          ['email_id', 'in', emails],
        ],
    phones.flatMap((end): Filter[] => {
      const pattern = `%${[...end].join('%')}%`;
      return [
        ['mobile_no', 'like', pattern],
        ['phone', 'like', pattern],
      ];
    }),
    companies.map((word): Filter => ['company_name', 'like', containing(word)]),
    // ERPNext has no field for a Lead's tax id: it stands in what Medusa said last.
    taxIds.map((taxId): Filter => ['medusa_snapshot', 'like', `%"taxId":"%${taxIdPattern(taxId)}%`]),
  ];
  return kinds.filter((filters) => filters.length > 0);
};

const leadsWith = (erpnext: ErpNextClient, orFilters: readonly Filter[]): Promise<LeadDocument[]> =>
  erpnext.list<LeadDocument>('Lead', {
    fields: [
      ...['name', 'modified', 'medusa_id', 'medusa_email', 'medusa_snapshot'],
      ...['lead_name', 'email_id', 'mobile_no', 'phone', 'company_name'],
    ],
    filters: [
      ['medusa_id', 'is', 'set'],
      ['status', '!=', 'Converted'],
      ['medusa_deleted', '=', 0],
    ],
    orFilters,
    limit: mostLeads,
  });

const suggestionOf = (customer: Known, lead: LeadDocument): Suggestion => {
  const text = (field: string) => (typeof lead[field] === 'string' ? lead[field] : '');
  const taxId = wordOf<CustomerWord>(lead)?.taxId ?? '';
  const email = customer.emails.find(
    (held) => sameEmail(held, lead.medusa_email) || sameEmail(held, lead.email_id),
  );
  const phone = customer.phones.find((held) => {
    const end = phoneEnd(held);
    return end !== undefined && [phoneEnd(text('mobile_no')), phoneEnd(text('phone'))].includes(end);
  });
  const isSameTaxId = taxIdSigns(taxId) !== '' && taxIdSigns(taxId) === taxIdSigns(customer.tax_id);
  const evidence: Evidence[] = [
    ...(isSameTaxId ? [{ kind: 'tax id' as const, value: taxId }] : []),
    ...(email === undefined ? [] : [{ kind: 'e-mail' as const, value: email }]),
    ...(phone === undefined ? [] : [{ kind: 'phone' as const, value: phone }]),
    ...(sameCompany(text('company_name'), customer.customer_name)
      ? [{ kind: 'company' as const, value: text('company_name') }]
      : []),
  ];
  return {
    customer: customer.name,
    medusaId: lead.medusa_id ?? '',
    lead: lead.name,
    leadName: text('lead_name'),
    evidence,
  };
};

const rank = ({ evidence }: Suggestion) =>
  Math.min(...evidence.map(({ kind }) => strength.indexOf(kind))) - evidence.length / 10;

const said = (values: readonly (string | null | undefined)[]): string[] => [
  ...new Set(values.filter((value): value is string => typeof value === 'string' && value.trim() !== '')),
];

const longest = (words: readonly string[]) => [...words].sort((a, b) => b.length - a.length)[0];

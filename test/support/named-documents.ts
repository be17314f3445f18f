import type { ErpNextSandbox } from '../../sandbox/erpnext/erpnext-sandbox.js';

type Document = Readonly<Record<string, unknown>>;

const doctypes = ['Lead', 'Customer', 'Contact', 'Address', 'Quotation', 'Sales Order'];

/** What each site gives anew, and what is made of it. */
const ofTheSite = new Set([
  ...['name', 'creation', 'modified', 'idx', 'parent', 'naming_series', 'amended_from'],
  ...['__last_sync_on', '__onload', 'quotation_item', 'medusa_content_key'],
]);

/** Fields that hold the name of a document of one DocType. */
const links: Readonly<Record<string, string>> = {
  ...{ customer: 'Customer', medusa_lead: 'Lead', prevdoc_docname: 'Quotation' },
  ...{ customer_primary_contact: 'Contact', contact_person: 'Contact' },
  ...{ customer_primary_address: 'Address', customer_address: 'Address', shipping_address_name: 'Address' },
};

/** Which document a field names; elsewhere a person may be called like one, and a Customer like their Contact. */
const linkedBy = (field: string, row: Document): string | undefined => {
  if (field === 'link_name') return String(row['link_doctype']);
  if (field === 'party_name') return String(row['quotation_to']);
  if (field === 'lead_name' && row['doctype'] === 'Customer') return 'Lead';
  return links[field];
};

/**
 * Who was a Lead when the address came is linked as a Lead too; an address that came after the first order is not. Which
 * of two topics was faster is no difference.
 */
const withoutLead = (rows: readonly Document[]): readonly Document[] =>
  rows.some((row) => row['link_doctype'] === 'Customer')
    ? rows.filter((row) => row['link_doctype'] !== 'Lead')
    : rows;

/** What the shop says goes to the Customer once there is one; how much the Lead heard before is a matter of moments. */
const asHeard = (lead: Document): Document =>
  lead['status'] === 'Converted' ? { ...lead, medusa_snapshot: null, medusa_updated_at: null } : lead;

/** A Contact keeps the word that it was written for, if it was; which one that was depends on what else waited then. */
const asWritten = (contact: Document): Document =>
  contact['medusa_id'] ? contact : { ...contact, medusa_snapshot: null, medusa_updated_at: null };

/** The title ends with a piece of the id, or of the key when an order brought the address first: that is a name, too. */
const asPlace = (address: Document): Document => ({
  ...address,
  links: withoutLead(address['links'] as readonly Document[]),
  address_title: String(address['address_title']).replace(/ \w{6}$/, ''),
});

const alike: Readonly<Record<string, (document: Document) => Document>> = {
  Lead: asHeard,
  Contact: asWritten,
  Address: asPlace,
};

/**
 * The documents of a site with every name replaced by what it stands for in Medusa, so that two sites can be compared.
 */
export const namedForMedusa = (sandbox: ErpNextSandbox): Record<string, unknown[]> => {
  const all = new Map(doctypes.map((doctype) => [doctype, sandbox.documents(doctype) as Document[]]));
  const names = new Map<string, string>();
  for (const [doctype, documents] of all)
    for (const document of documents)
      names.set(`${doctype} ${String(document['name'])}`, `${doctype} ${identityOf(document)}`);

  const held = (field: string, value: unknown, row: Document): unknown => {
    if (typeof value === 'string') return names.get(`${linkedBy(field, row)} ${value}`) ?? value;
    return Array.isArray(value) ? value.map((each) => plain(each as Document)) : value;
  };
  const plain = (row: Document): Document =>
    Object.fromEntries(
      Object.entries(row)
        .filter(([field, value]) => !ofTheSite.has(field) && value !== null && value !== '')
        .map(([field, value]): [string, unknown] => [field, held(field, value, row)])
        .sort(([one], [other]) => one.localeCompare(other)),
    );
  return Object.fromEntries(
    [...all].map(([doctype, documents]) => [
      doctype,
      documents
        .map((document) => plain((alike[doctype] ?? ((as) => as))(document)))
        .sort((one, other) => JSON.stringify(one).localeCompare(JSON.stringify(other))),
    ]),
  );
};

const identityOf = (document: Document): string =>
  String(
    document['medusa_key'] ??
      document['medusa_id'] ??
      (document['address_line1'] &&
        `at ${String(document['address_line1'])} ${String(document['pincode'])}`) ??
      document['email_id'] ??
      document['first_name'],
  );

/** A field of ours on a DocType of ERPNext: read-only, not copied, not printed. `isthmus setup` makes it. */
export interface CustomField {
  readonly doctype: string;
  readonly fieldname: string;
  readonly label: string;
  readonly fieldtype: 'Data' | 'Check' | 'Long Text';
  /** Two documents never hold the same value; a blank one is no value. */
  readonly unique?: true;
  readonly indexed?: true;
  readonly hidden?: true;
  /** People may look for it in the list of documents. */
  readonly filter?: true;
  /** Written again after the document is submitted. */
  readonly afterSubmit?: true;
}

type Column = Omit<CustomField, 'doctype'>;

const column = (fieldname: string, label: string, more: Partial<Column> = {}): Column => ({
  fieldname,
  label,
  fieldtype: 'Data',
  ...more,
});

const id = column('medusa_id', 'Medusa ID', { unique: true });
const guestId = column('medusa_guest_id', 'Medusa Guest ID', { unique: true });
/** ERPNext's own check of a Lead's e-mail is a SELECT, which lets two parallel inserts through. */
const email = column('medusa_email', 'Medusa E-mail', { unique: true });
/** `lead_name` alone is not unique: two Customers could be made of one Lead. */
const lead = column('medusa_lead', 'Made of Lead', { unique: true });
const contentKey = column('medusa_content_key', 'Medusa Content Key', { unique: true, hidden: true });
const updatedAt = column('medusa_updated_at', 'Medusa Updated At');
const snapshot = column('medusa_snapshot', 'Medusa Snapshot', { fieldtype: 'Long Text', hidden: true });
const deleted = column('medusa_deleted', 'Deleted in Medusa', { fieldtype: 'Check' });
const acceptsTerms = column('medusa_accepts_terms', 'Accepts Terms', { fieldtype: 'Check' });
const recipient = column('medusa_recipient', 'Recipient');

/** An amended document keeps the id of its order, so on orders the id is not unique: the key with a revision is. */
const orderFields = [
  column('medusa_id', 'Medusa Order ID', { indexed: true, afterSubmit: true }),
  column('medusa_key', 'Medusa Key', { unique: true }),
  column('medusa_order_no', 'Medusa Order No.', { indexed: true, filter: true, afterSubmit: true }),
  column('medusa_updated_at', 'Medusa Updated At', { afterSubmit: true }),
];
const quoteUpdatedAt = column('medusa_quote_updated_at', 'Medusa Quote Updated At', { afterSubmit: true });
const lineId = column('medusa_line_id', 'Medusa Line ID', { afterSubmit: true });

const fields: Readonly<Record<string, readonly Column[]>> = {
  Lead: [id, guestId, email, updatedAt, deleted, acceptsTerms, snapshot],
  Customer: [id, guestId, lead, updatedAt, deleted, acceptsTerms, snapshot],
  Contact: [id, updatedAt, deleted, snapshot],
  Address: [id, contentKey, recipient, updatedAt, deleted, snapshot],
  Quotation: [...orderFields, quoteUpdatedAt],
  'Quotation Item': [lineId],
  'Sales Order': orderFields,
  'Sales Order Item': [lineId],
};

/** Every field of ours, in the order in which a form shows them. */
export const customFields: readonly CustomField[] = Object.entries(fields).flatMap(([doctype, columns]) =>
  columns.map((each) => ({ doctype, ...each })),
);

/** What a service must find on a DocType before it starts. */
export const fieldNamesOf = (doctype: string): readonly string[] =>
  (fields[doctype] ?? []).map(({ fieldname }) => fieldname);

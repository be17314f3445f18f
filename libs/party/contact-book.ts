import type { ChildRow, ErpNextClient, ErpNextDocument, Fields } from '#libs/erpnext/erpnext-client.js';
import { keptFields, type KeptState } from '#libs/erpnext/kept-state.js';
import type { ContactFields } from './party-fields.js';

/** What Medusa changed of a person, and what is noted with it. */
export interface ContactChange {
  readonly before: ContactFields;
  readonly after: ContactFields;
  readonly also?: Fields;
}

/** The Contacts of parties: ERPNext makes one for a Lead and never again looks whether the two still agree. */
export class ContactBook {
  constructor(private readonly erpnext: ErpNextClient) {}

  /** The Contact that ERPNext made for a document, undefined when the site makes none or somebody removed it. */
  async contactOf(doctype: 'Lead' | 'Customer', name: string): Promise<KeptState | undefined> {
    const [contact] = await this.erpnext.list<KeptState>('Contact', {
      fields: [...keptFields],
      filters: [
        ['Dynamic Link', 'link_doctype', '=', doctype],
        ['Dynamic Link', 'link_name', '=', name],
      ],
      orderBy: '`tabContact`.creation asc',
      limit: 1,
    });
    return contact;
  }

  /**
   * Writes what Medusa changed and leaves the rest, also further addresses and numbers that a person added.
   * @param changeOf decides by the Contact as it is when it is written; undefined leaves it alone
   */
  async follow(
    name: string,
    changeOf: (contact: KeptState) => Promise<ContactChange | undefined>,
  ): Promise<void> {
    const contact = await this.erpnext.get('Contact', name);
    const change = await changeOf(contact);
    if (change === undefined) return;
    const { before, after, also = {} } = change;
    const emails = rowsOf(contact['email_ids'], ['email_id', 'is_primary']);
    const phones = rowsOf(contact['phone_nos'], ['phone', 'is_primary_phone', 'is_primary_mobile_no']);

    const changes: Record<string, string | null | ChildRow[]> = {};
    if (before.first_name !== after.first_name) changes['first_name'] = after.first_name;
    if (before.last_name !== after.last_name) changes['last_name'] = after.last_name;
    if (before.company_name !== after.company_name) changes['company_name'] = after.company_name;
    if (before.email !== after.email) {
      changes['email_ids'] = withPrimary(emails, 'email_id', 'is_primary', before.email, after.email);
    }
    if (before.mobile !== after.mobile) {
      changes['phone_nos'] = withPrimary(
        phones,
        'phone',
        'is_primary_mobile_no',
        before.mobile,
        after.mobile,
      );
    }
    const written = { ...changes, ...also };
    const isThere = Object.entries(written).every(([field, value]) => saysTheSame(contact[field], value));
    if (!isThere) await this.erpnext.update('Contact', name, { ...written, modified: contact.modified });
  }

  /** Gives a person's name to a Contact that nobody has named yet. */
  async name(
    name: string,
    person: Pick<ContactFields, 'first_name' | 'last_name'>,
    isUnnamed: (contact: ErpNextDocument) => boolean,
  ): Promise<void> {
    const contact = await this.erpnext.get('Contact', name);
    if (isUnnamed(contact))
      await this.erpnext.update('Contact', name, { ...person, modified: contact.modified });
  }
}

/** The old value's row becomes the new one's, and the primary one; ERPNext allows one primary. */
const withPrimary = (
  rows: readonly ChildRow[],
  field: string,
  primary: string,
  before: string | null,
  after: string | null,
): ChildRow[] => {
  const others = rows.filter((row) => row[field] !== before && row[field] !== after);
  if (after === null) return others.map((row) => ({ ...row }));
  return [{ [field]: after, [primary]: 1 }, ...others.map((row) => ({ ...row, [primary]: 0 }))];
};

/** Child rows as they may be sent back: a row without its name is written anew, with just these columns. */
const rowsOf = (table: unknown, columns: readonly string[]): ChildRow[] =>
  (Array.isArray(table) ? (table as Record<string, unknown>[]) : []).map((row) =>
    Object.fromEntries(columns.map((column) => [column, (row[column] ?? null) as string | number | null])),
  );

const saysTheSame = (stands: unknown, wanted: unknown): boolean => {
  if (!Array.isArray(wanted)) return (stands ?? null) === wanted;
  const rows = wanted as ChildRow[];
  const columns = [...new Set(rows.flatMap((row) => Object.keys(row)))];
  const normal = (table: readonly ChildRow[]) =>
    JSON.stringify(table.map((row) => columns.map((column) => row[column] || null)));
  return normal(rowsOf(stands, columns)) === normal(rows);
};

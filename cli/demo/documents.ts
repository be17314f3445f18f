import type { ErpNextClient, ErpNextDocument, Filter } from '#libs/erpnext/erpnext-client.js';

export type ShownDocument = { readonly doctype: string; readonly name: string } & Readonly<
  Record<string, unknown>
>;

type Reader = Pick<ErpNextClient, 'list' | 'get'>;

/** By which field a document says which thing of Medusa it stands for. */
const idFields: Readonly<Record<string, readonly string[]>> = {
  Lead: ['medusa_id', 'medusa_guest_id'],
  Customer: ['medusa_id', 'medusa_guest_id'],
  Contact: ['medusa_id'],
  Address: ['medusa_id'],
  Quotation: ['medusa_id'],
  'Sales Order': ['medusa_id'],
};

/** What ERPNext itself keeps on each document. */
const systemFields = new Set([
  ...['doctype', 'name', 'owner', 'creation', 'modified', 'modified_by', 'idx', 'docstatus', 'naming_series'],
  ...['parent', 'parentfield', 'parenttype'],
]);

const idsAtOnce = 200;

/** Documents that stand for nothing in Medusa by themselves, but belong to a party that does. */
const ofParties: Readonly<Record<string, readonly Filter[]>> = {
  Contact: [],
  // That came with an order: an address of a person's own is none of the story.
  Address: [['medusa_content_key', '!=', '']],
};

/** The documents that stand for these things of Medusa, and the Contacts and Addresses of their parties, with all that they say. */
export const documentsOf = async (
  erpnext: Reader,
  ids: ReadonlySet<string>,
  doctypes: readonly string[],
): Promise<ShownDocument[]> => {
  const found = new Map<string, Set<string>>();
  const note = (doctype: string, names: readonly string[]) =>
    found.set(doctype, new Set([...(found.get(doctype) ?? []), ...names]));

  for (const doctype of doctypes) {
    for (const field of idFields[doctype] ?? []) {
      for (const some of chunks([...ids])) {
        const rows = await erpnext.list<{ name: string }>(doctype, {
          fields: ['name'],
          filters: [[field, 'in', some]],
        });
        note(
          doctype,
          rows.map(({ name }) => name),
        );
      }
    }
  }
  const parties = ['Lead', 'Customer'].flatMap((doctype) => [...(found.get(doctype) ?? [])]);
  for (const doctype of doctypes) {
    const more = ofParties[doctype];
    if (more === undefined) continue;
    for (const some of chunks(parties)) {
      const rows = await erpnext.list<{ name: string }>(doctype, {
        fields: ['name'],
        filters: [['Dynamic Link', 'link_name', 'in', some], ...more],
        orderBy: `\`tab${doctype}\`.creation asc`,
      });
      note(
        doctype,
        rows.map(({ name }) => name),
      );
    }
  }

  const documents: ShownDocument[] = [];
  for (const [doctype, names] of found) {
    for (const name of [...names].sort()) {
      documents.push({ doctype, name, ...shownFields(await erpnext.get(doctype, name)) });
    }
  }
  return documents;
};

const chunks = (items: readonly string[]): string[][] =>
  Array.from({ length: Math.ceil(items.length / idsAtOnce) }, (_, index) =>
    items.slice(index * idsAtOnce, (index + 1) * idsAtOnce),
  );

const shownFields = (
  document: ErpNextDocument | Readonly<Record<string, unknown>>,
): Record<string, unknown> =>
  Object.fromEntries(
    Object.entries(document)
      .filter(([field, value]) => !systemFields.has(field) && value !== null && value !== '')
      .map(([field, value]): [string, unknown] => [
        field,
        Array.isArray(value)
          ? value.map((row: Readonly<Record<string, unknown>>) => shownFields(row))
          : value,
      ])
      .filter(([, value]) => !Array.isArray(value) || value.length > 0),
  );

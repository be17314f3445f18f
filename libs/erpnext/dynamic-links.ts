import type { ChildRow, ErpNextClient, Fields } from './erpnext-client.js';

/** The row by which a Contact or an Address belongs to a party; it may belong to several. */
export interface DynamicLink {
  readonly link_doctype: string;
  readonly link_name: string;
}

export type Linkable = 'Contact' | 'Address';

export interface LinkChange {
  readonly add?: DynamicLink;
  readonly remove?: DynamicLink;
  /** Written in the same save, if they say something new or the links change. */
  readonly fields?: Fields;
}

/** The Contacts or Addresses that belong to a party, oldest first. */
export const linkedTo = <Row extends { readonly name: string }>(
  erpnext: ErpNextClient,
  doctype: Linkable,
  { link_doctype, link_name }: DynamicLink,
  fields: readonly string[] = ['name'],
): Promise<Row[]> =>
  erpnext.list<Row>(doctype, {
    fields,
    filters: [
      ['Dynamic Link', 'link_doctype', '=', link_doctype],
      ['Dynamic Link', 'link_name', '=', link_name],
    ],
    orderBy: `\`tab${doctype}\`.creation asc`,
  });

/** Makes a Contact or an Address belong to a party as well, or no longer. Whomever else it belongs to keeps it. */
export const changeLinks = async (
  erpnext: ErpNextClient,
  doctype: Linkable,
  name: string,
  { add, remove, fields = {} }: LinkChange,
): Promise<void> => {
  const document = await erpnext.get(doctype, name);
  const held = linksOf(document);
  const kept = held.filter((link) => remove === undefined || !isSame(link, remove));
  const isThere = add === undefined || kept.some((link) => isSame(link, add));
  const links = isThere ? kept : [...kept, { ...add }];

  const linksChange = !isThere || kept.length < held.length;
  const fieldsChange = Object.entries(fields).some(
    ([field, value]) => (document[field] || null) !== (value || null),
  );
  if (!linksChange && !fieldsChange) return;
  await erpnext.update(doctype, name, {
    ...fields,
    ...(linksChange ? { links } : {}),
    modified: document.modified,
  });
};

/** The links as they may be sent back: a row without its name is written anew. */
export const linksOf = (document: { readonly [field: string]: unknown }): ChildRow[] =>
  (Array.isArray(document['links']) ? (document['links'] as ChildRow[]) : []).map((row) => ({
    link_doctype: row['link_doctype'] ?? null,
    link_name: row['link_name'] ?? null,
  }));

const isSame = (held: ChildRow, { link_doctype, link_name }: DynamicLink) =>
  held['link_doctype'] === link_doctype && held['link_name'] === link_name;

import { data, field, link, type DocType } from '../engine/doctype.js';
import { rowsOf, textOf, type Document, type Row } from '../engine/document.js';
import { invalid, notFound } from '../engine/errors.js';
import type { Transaction } from '../engine/transaction.js';

/** The row by which a Contact or an Address belongs to a party. */
export const dynamicLink: DocType = {
  name: 'Dynamic Link',
  kind: 'child',
  permissions: {},
  fields: [
    link('link_doctype', 'DocType', { label: 'Link Document Type', reqd: true }),
    field('Dynamic Link', 'link_name', { options: 'link_doctype', reqd: true, search_index: true }),
    data('link_title'),
  ],
};

/** A document's links with one more party among them. */
export const linksWith = (document: Document, party: Document): object[] => [
  ...rowsOf(document, 'links'),
  { link_doctype: party.doctype, link_name: party.name },
];

export const isLinkedTo = (document: Document, party: { doctype: string; name: string }) =>
  rowsOf(document, 'links').some(
    (row) => row['link_doctype'] === party.doctype && row['link_name'] === party.name,
  );

/** The Contacts or Addresses of a party. */
export const linkedTo = (tx: Transaction, doctype: 'Contact' | 'Address', party: Document): Document[] =>
  tx.where(doctype, 'links.link_name', party.name).filter((document) => isLinkedTo(document, party));

/** Drops repeated links and writes each party's title beside its name. */
export function settleLinks(document: Document, tx: Transaction): void {
  const rows = rowsOf(document, 'links');
  for (const row of rows) row['link_title'] = titleOf(row, tx);

  const seen = new Set<string>();
  const unique = rows.filter((row) => {
    const key = `${textOf(row, 'link_doctype')}\n${textOf(row, 'link_name')}`;
    return !seen.has(key) && seen.add(key);
  });
  if (unique.length < rows.length) for (const row of unique) delete row['__unsaved'];
  document['links'] = unique;
}

function titleOf(row: Row, tx: Transaction): string {
  const doctype = tx.site.doctype(textOf(row, 'link_doctype'));
  if (!doctype || !tx.site.tables.has(doctype.name)) throw invalid('Link Document Type must be set first');
  const party = tx.site.table(doctype.name).get(textOf(row, 'link_name'));
  if (!party) throw notFound(doctype.name, textOf(row, 'link_name') || 'None');
  return (doctype.titleField && textOf(party, doctype.titleField)) || party.name;
}

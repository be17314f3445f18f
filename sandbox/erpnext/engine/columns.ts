import { childFields, isTable, standardFields, type DocType, type Field } from './doctype.js';
import { ErpNextError, refused } from './errors.js';
import type { Site } from './site.js';
import type { User } from './users.js';

/** A column a list may speak of: of the listed DocType, or of the child table that is joined for it. */
export interface Column {
  field: Field;
  /** The table field of the join; undefined for the DocType's own column. */
  table?: string;
  as: string;
}

const unknownField = (fieldname: string) =>
  refused('DataError', `Field not permitted in query: ${fieldname}`);

/** Finds the column behind `name`, `links.link_name`, `` `tabLead`.name `` or any of these `as alias`. */
export function columnOf(expression: string, doctype: DocType, site: Site): Column {
  const [, source = '', alias] = /^(.*?)(?:\s+as\s+`?(\w+)`?)?$/is.exec(expression.trim()) ?? [];
  const parts = source.replaceAll('`', '').split('.');
  const fieldname = parts.at(-1) ?? '';
  const owner = parts.length > 1 ? parts[0] : undefined;
  const as = alias ?? fieldname;

  if (owner === undefined || owner === `tab${doctype.name}`)
    return { field: ownField(fieldname, doctype), as };
  const table = doctype.fields.find(
    (f) => isTable(f) && (f.fieldname === owner || `tab${f.options ?? ''}` === owner),
  );
  if (!table) throw unknownField(source);
  return { field: childField(fieldname, table, site), table: table.fieldname, as };
}

/** The column of a filter that names a DocType; a child DocType is meant by its own name, not by its field. */
export function filterColumn(
  named: string | undefined,
  fieldname: string,
  doctype: DocType,
  site: Site,
  user: User,
): Column {
  if (named === undefined) return columnOf(fieldname, doctype, site);
  if (named === doctype.name) return { field: ownField(fieldname, doctype), as: fieldname };
  const table = doctype.fields.find((f) => isTable(f) && f.options === named);
  if (table) return { field: childField(fieldname, table, site), table: table.fieldname, as: fieldname };

  const message = `User <strong>${user.name}</strong> does not have doctype access via role permission for document <strong>DocType</strong>`;
  throw new ErpNextError(403, 'PermissionError', '', {
    messages: [{ message, title: 'Message' }],
    withoutTrace: true,
    more: { _error_message: 'No permission for DocType' },
  });
}

export const ownColumns = (doctype: DocType): Column[] =>
  [...standardFields, ...doctype.fields.filter((f) => !isTable(f))].map((field) => ({
    field,
    as: field.fieldname,
  }));

export const isShared = (fieldname: string) => standardFields.some((f) => f.fieldname === fieldname);

/** A column that only a list shows: the start of each comment on the document, as JSON. */
export const commentsColumn: Field = { fieldname: '_comments', fieldtype: 'Text', label: 'Comments' };

export function ownField(fieldname: string, doctype: DocType): Field {
  const found = [...standardFields, commentsColumn, ...doctype.fields].find(
    (f) => f.fieldname === fieldname && !isTable(f),
  );
  if (!found) throw unknownField(fieldname);
  return found;
}

function childField(fieldname: string, table: Field, site: Site): Field {
  const child = site.knownDoctype(table.options ?? '');
  const found = [...standardFields, ...childFields, ...child.fields].find((f) => f.fieldname === fieldname);
  if (!found) throw unknownField(fieldname);
  return found;
}

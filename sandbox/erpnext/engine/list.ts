import { compareValues } from './collation.js';
import { columnOf, commentsColumn, filterColumn, isShared, ownColumns, type Column } from './columns.js';
import { isNumeric, type DocType } from './doctype.js';
import { rowsOf, scalarOf, textOf, type Document, type Row, type Scalar } from './document.js';
import { crashed, invalid, NotImitated } from './errors.js';
import { fromJson, indexable, parseFilters, testOf, type Filter, type Test } from './filters.js';
import { requireRight } from './permissions.js';
import type { Site } from './site.js';
import type { Table } from './table.js';
import type { Transaction } from './transaction.js';

export type Listed = Record<string, Scalar>;

/** The parameters of a list as they came: JSON text in a query, values in a body. */
export type ListArguments = Readonly<Record<string, unknown>>;

/** A line of the joined result: the document with one row of each joined child table. */
interface Line {
  document: Document;
  rows: Readonly<Record<string, Row | undefined>>;
}

interface Condition {
  column: Column;
  filter: Filter;
  test: Test;
}

/** Lists documents as `frappe.get_list` does. */
export function list(tx: Transaction, doctype: DocType, args: ListArguments): Listed[] {
  requireRight(tx.user, 'read', doctype);
  if (args['group_by']) throw new NotImitated('group_by');

  const filters = parseFilters(args['filters']).map((f) => conditionOf(f, doctype, tx));
  const orFilters = parseFilters(args['or_filters']).map((f) => conditionOf(f, doctype, tx));
  const counted = countOf(args['fields']);
  const columns = counted ? [] : columnsOf(args['fields'], doctype, tx.site);
  const joined = [
    ...new Set(
      [...columns, ...[...filters, ...orFilters].map((c) => c.column)].flatMap((c) => c.table ?? []),
    ),
  ];
  const order = orderOf(args['order_by'], doctype, joined.length > 0, tx.site);

  const lines = candidates(doctype, filters, orFilters, tx.site)
    .flatMap((document) => linesOf(document, joined))
    .filter((line) => filters.every((c) => c.test(valueOf(line, c.column))))
    .filter((line) => orFilters.length === 0 || orFilters.some((c) => c.test(valueOf(line, c.column))));
  if (counted) return [{ [counted]: lines.length }];

  lines.sort(order);
  const start = Number(args['limit_start'] ?? args['start'] ?? 0) || 0;
  const limit = Number(args['limit_page_length'] ?? args['limit'] ?? 20) || 0;
  return lines
    .slice(start, limit === 0 ? undefined : start + limit)
    .map((line) =>
      Object.fromEntries(
        columns.map((column) => [
          column.as,
          column.field === commentsColumn ? commentsOn(line.document, tx) : valueOf(line, column),
        ]),
      ),
    );
}

const shortened = (text: string) => (text.length > 100 ? `${text.slice(0, 97)}...` : text);

function commentsOn({ doctype, name }: Document, tx: Transaction): Scalar {
  const comments = tx
    .where('Comment', 'reference_name', name)
    .filter((comment) => comment['reference_doctype'] === doctype)
    .map((comment) => ({
      comment: shortened(textOf(comment, 'content')),
      by: comment['owner'],
      name: comment.name,
    }));
  return comments.length === 0 ? null : JSON.stringify(comments);
}

function conditionOf(filter: Filter, doctype: DocType, tx: Transaction): Condition {
  const column = filterColumn(filter.doctype, filter.fieldname, doctype, tx.site, tx.user);
  return { column, filter, test: testOf(filter, isNumeric(column.field)) };
}

function countOf(fields: unknown): string | undefined {
  const text = typeof fields === 'string' ? fields : JSON.stringify(fields ?? '');
  return /^\["count\((?:name|\*)\) as (\w+)"\]$/i.exec(text.trim())?.[1];
}

function columnsOf(given: unknown, doctype: DocType, site: Site): Column[] {
  const parsed = typeof given === 'string' && !given.startsWith('[') ? given.split(',') : fromJson(given);
  const expressions = Array.isArray(parsed) && parsed.length > 0 ? parsed.map(String) : ['name'];
  return expressions.flatMap((expression) => {
    if (expression.trim() === '*') return ownColumns(doctype);
    if (/\bsleep\(/i.test(expression)) throw crashed('IndexError', 'list index out of range');
    if (expression.includes('(')) throw new NotImitated('functions in fields');
    return [columnOf(expression, doctype, site)];
  });
}

/** The documents that may match: from an index where one of the conditions, or all alternatives together, allow it. */
function candidates(
  doctype: DocType,
  filters: readonly Condition[],
  orFilters: readonly Condition[],
  site: Site,
): Document[] {
  const table = site.table(doctype.name);
  for (const condition of filters) {
    const found = indexed(condition, table);
    if (found) return [...new Set(found)];
  }
  const alternatives = orFilters.map((condition) => indexed(condition, table));
  const known = alternatives.filter((found) => found !== undefined);
  if (known.length > 0 && known.length === alternatives.length) return [...new Set(known.flat())];
  return [...table.all()];
}

function indexed({ column, filter }: Condition, table: Table): Document[] | undefined {
  const values = isNumeric(column.field) ? undefined : indexable(filter);
  const name = column.table ? `${column.table}.${column.field.fieldname}` : column.field.fieldname;
  return values && table.indexed(name, values);
}

function linesOf(document: Document, joined: readonly string[]): Line[] {
  let lines: Line[] = [{ document, rows: {} }];
  for (const table of joined) {
    const rows = rowsOf(document, table);
    const choices = rows.length > 0 ? rows : [undefined];
    lines = lines.flatMap((line) =>
      choices.map((row) => ({ document, rows: { ...line.rows, [table]: row } })),
    );
  }
  return lines;
}

function valueOf({ document, rows }: Line, { field, table }: Column): Scalar {
  const missing = isNumeric(field) ? 0 : null;
  if (table === undefined) return scalarOf(document, field.fieldname) ?? missing;
  const row = rows[table];
  if (!row) return null;
  const shared: Record<string, Scalar> = {
    parent: document.name,
    parenttype: document.doctype,
    parentfield: table,
  };
  return shared[field.fieldname] ?? row[field.fieldname] ?? missing;
}

type Order = (a: Line, b: Line) => number;

// Without order_by the real database answers in the order of an index on `modified`, which nobody may rely on.
function orderOf(given: unknown, doctype: DocType, joined: boolean, site: Site): Order {
  const text = String(given ?? '').trim();
  if (text === '' || text === '(select 1)') return byColumn(columnOf('modified', doctype, site));
  if (text.includes(';')) throw invalid('Illegal SQL Query');
  if (/\w\(/.test(text)) throw invalid(`Cannot use ${text} in order/group by`);

  const orders = text.split(',').map((part) => {
    const [, expression = '', direction = 'asc'] = /^(.*?)(?:\s+(asc|desc))?$/i.exec(part.trim()) ?? [];
    const unqualified = !expression.includes('.');
    if (unqualified && joined && isShared(expression.replaceAll('`', '')))
      throw crashed(
        'OperationalError',
        `(1052, "Column '${expression}' in ORDER BY is ambiguous")`,
        'pymysql.err',
      );
    const order = byColumn(orderColumn(expression, doctype, site));
    return direction.toLowerCase() === 'desc' ? (a: Line, b: Line) => order(b, a) : order;
  });
  return (a, b) => orders.reduce((sign, order) => sign || order(a, b), 0);
}

function orderColumn(expression: string, doctype: DocType, site: Site): Column {
  try {
    return columnOf(expression, doctype, site);
  } catch {
    throw crashed(
      'OperationalError',
      `(1054, "Unknown column '${expression}' in 'ORDER BY'")`,
      'pymysql.err',
    );
  }
}

const byColumn =
  (column: Column): Order =>
  (a, b) =>
    compareValues(valueOf(a, column), valueOf(b, column));

import { collated } from '#libs/erpnext/collated.js';
import type { ErpNextDocument, Filter, ListQuery } from '#libs/erpnext/erpnext-client.js';

type Row = Readonly<Record<string, unknown>>;

/** Fields of a document that hold the rows of a child DocType. */
const tables: Readonly<Record<string, string>> = {
  'Dynamic Link': 'links',
  'Contact Email': 'email_ids',
  'Quotation Item': 'items',
  'Sales Order Item': 'items',
};

/** Documents as they would stand after writes that were never sent, and lists of them as ERPNext would give them. */
export class Overlay {
  private readonly documents = new Map<string, Map<string, ErpNextDocument>>();

  find(doctype: string, name: string): ErpNextDocument | undefined {
    return this.documents.get(doctype)?.get(name);
  }

  put(doctype: string, document: ErpNextDocument): void {
    const all = this.documents.get(doctype) ?? new Map<string, ErpNextDocument>();
    this.documents.set(doctype, all.set(document.name, document));
  }

  count(doctype: string): number {
    return this.documents.get(doctype)?.size ?? 0;
  }

  /** Rows of ERPNext's answer, with the documents of the overlay in place of what ERPNext says of them, or after it. */
  over(doctype: string, rows: readonly Row[], query: ListQuery): Row[] {
    const own = [...(this.documents.get(doctype)?.values() ?? [])];
    if (own.length === 0) return [...rows];
    const mine = new Map(own.map((document) => [document.name, rowsOf(document, query)]));
    const seen = new Set<string>();
    const replaced = rows.flatMap((row) => {
      const name = String(row['name']);
      const instead = mine.get(name);
      if (instead === undefined) return [row];
      if (seen.has(name)) return [];
      seen.add(name);
      return instead;
    });
    const more = [...mine].flatMap(([name, list]) => (seen.has(name) ? [] : list));
    return [...replaced, ...more].slice(0, query.limit ?? Infinity);
  }
}

/** A document as a list shows it: not at all, once, or once for each matching row of a child table. */
const rowsOf = (document: ErpNextDocument, { fields, filters = [], orFilters }: ListQuery): Row[] => {
  const own = filters.filter((filter) => filter.length === 3);
  const ofChildren = filters.filter((filter) => filter.length === 4);
  const holds = own.every((filter) => matches(document, filter));
  if (!holds || !(orFilters?.some((filter) => matches(document, filter)) ?? true)) return [];

  const shown = fields.find((field) => field.includes('.'))?.split('.')[0];
  const asked = ofChildren.map(([childDoctype]) => tables[childDoctype] ?? childDoctype);
  // A join: of each table that is asked for at least one row must hold all that is asked of it.
  const matching = new Map(
    [...asked, ...(shown === undefined ? [] : [shown])].map((table) => [
      table,
      rowsIn(document, table).filter((row) =>
        ofChildren.every(
          ([childDoctype, field, operator, value]) =>
            (tables[childDoctype] ?? childDoctype) !== table ||
            matches(row, [field, operator, value] as Filter),
        ),
      ),
    ]),
  );
  if ([...matching.values()].some((rows) => rows.length === 0)) return [];
  if (shown === undefined) return [columnsOf(document, fields, {})];
  return (matching.get(shown) ?? []).map((row) => columnsOf(document, fields, row));
};

const rowsIn = (document: ErpNextDocument, table: string): readonly Row[] =>
  Array.isArray(document[table]) ? (document[table] as Row[]) : [];

const columnsOf = (document: ErpNextDocument, fields: readonly string[], row: Row): Row => ({
  name: document.name,
  ...Object.fromEntries(
    fields.map((field) => {
      const column = field.split('.')[1];
      return [column ?? field, (column === undefined ? document[field] : row[column]) ?? null];
    }),
  ),
});

const matches = (row: Row, filter: Filter): boolean => {
  const [field, operator, wanted] = filter as readonly [string, string, unknown];
  const held = comparable(row[field]);
  switch (operator) {
    case '=':
      return held === comparable(wanted);
    case '!=':
      return held !== comparable(wanted);
    case 'in':
      return (wanted as unknown[]).map(comparable).includes(held);
    case 'not in':
      return !(wanted as unknown[]).map(comparable).includes(held);
    case '<':
      return Number(row[field] ?? 0) < Number(wanted);
    case '>':
      return Number(row[field] ?? 0) > Number(wanted);
    case 'like':
      return pattern(String(wanted)).test(held);
    case 'is':
      return (held === '') === (wanted === 'not set');
    default:
      throw new TypeError(`A rehearsal does not know the operator ${operator}.`);
  }
};

/** `%` stands for anything, `_` for one character. */
const pattern = (like: string): RegExp =>
  new RegExp(
    `^${[...collated(like)]
      .map((character) =>
        character === '%' ? '.*' : character === '_' ? '.' : character.replace(/[\\^$.*+?()[\]{}|/]/, '\\$&'),
      )
      .join('')}$`,
    'su',
  );

/** A blank equals every other blank, 0 included: ERPNext wraps columns in ifnull. */
const comparable = (value: unknown): string =>
  value === null || value === undefined || value === 0
    ? ''
    : collated(typeof value === 'string' ? value : JSON.stringify(value));

export const placeholder = (doctype: string, number: number): string => `(new ${doctype} ${number})`;

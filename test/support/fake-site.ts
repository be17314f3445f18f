import type { ErpNextDocument, Fields, Filter, ListQuery } from '#libs/erpnext/erpnext-client.js';
import type { SetupClient } from '../../cli/setup/setup-client.js';

/** An ERPNext of a few lines for what setup asks: documents by name, filters with `=`, `!=` and `in`. */
export class FakeSite implements SetupClient {
  readonly writes: string[] = [];
  private readonly documents = new Map<string, Record<string, unknown>[]>();
  private clock = 0;

  constructor(private readonly nameOf: (doctype: string, fields: Fields) => string) {}

  has(doctype: string, ...documents: Record<string, unknown>[]): this {
    this.documents.set(doctype, [...this.all(doctype), ...documents]);
    return this;
  }

  all(doctype: string): Record<string, unknown>[] {
    return this.documents.get(doctype) ?? [];
  }

  async list<Row>(doctype: string, { filters = [], limit }: ListQuery): Promise<Row[]> {
    const rows = this.all(doctype).filter((row) => filters.every((filter) => matches(row, filter)));
    return rows.slice(0, limit) as Row[];
  }

  async insert(doctype: string, fields: Fields): Promise<ErpNextDocument> {
    const name = this.nameOf(doctype, fields);
    const at = String((this.clock += 1));
    this.writes.push(`insert ${doctype} ${name}`);
    const document = { ...fields, name, creation: at, modified: at };
    this.has(doctype, document);
    return document;
  }

  async update(doctype: string, name: string, fields: Fields): Promise<ErpNextDocument> {
    const document = this.all(doctype).find((each) => each['name'] === name);
    if (!document) throw new Error(`no ${doctype} ${name}`);
    this.writes.push(`update ${doctype} ${name} ${Object.keys(fields).join(' ')}`);
    return Object.assign(document, fields, {
      modified: String((this.clock += 1)),
    }) as unknown as ErpNextDocument;
  }
}

const matches = (row: Record<string, unknown>, filter: Filter): boolean => {
  const [field, operator, value] = filter as [string, string, unknown];
  const held = row[field] ?? '';
  if (operator === 'in') return (value as unknown[]).includes(held);
  return (held === value) === (operator === '=');
};

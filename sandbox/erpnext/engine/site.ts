import type { DocType, Field } from './doctype.js';
import { blankOf, shown, type Document } from './document.js';
import { fold } from './collation.js';
import type { SiteClock } from './site-clock.js';
import { Table } from './table.js';

export interface App {
  readonly title: string;
  readonly description: string;
  readonly branch: string;
  readonly version: string;
}

/** One ERPNext site: its DocTypes, their documents, the settings and the naming counters. */
export class Site {
  readonly tables = new Map<string, Table>();
  readonly settings = new Map<string, Document>();
  readonly series = new Map<string, number>();
  /** What is installed, by name, as the site tells it. */
  readonly apps = new Map<string, App>();
  private readonly doctypes = new Map<string, DocType>();
  private readonly blanks = new Map<string, Document>();
  private rowCount = 0;

  constructor(
    doctypes: readonly DocType[],
    readonly clock: SiteClock,
  ) {
    for (const doctype of doctypes) this.define(doctype);
  }

  doctype(name: string): DocType | undefined {
    return this.doctypes.get(name);
  }

  knownDoctype(name: string): DocType {
    const doctype = this.doctypes.get(name);
    if (!doctype) throw new Error(`the sandbox has no description of ${name}`);
    return doctype;
  }

  /** A document with every column at its default, to be copied. */
  blank(doctype: string): Document {
    const blank = this.blanks.get(doctype) ?? blankOf(this.knownDoctype(doctype));
    this.blanks.set(doctype, blank);
    return blank;
  }

  /** A DocType whose name differs from this one only by case. */
  misspelt(name: string): boolean {
    return [...this.doctypes.keys()].some((known) => fold(known) === fold(name));
  }

  allDoctypes(): IterableIterator<DocType> {
    return this.doctypes.values();
  }

  table(doctype: string): Table {
    const table = this.tables.get(doctype);
    if (!table) throw new Error(`${doctype} has no documents of its own`);
    return table;
  }

  define(doctype: DocType): void {
    this.doctypes.set(doctype.name, doctype);
    // Made anew when it is wanted: a site that is set up gets its fields one by one.
    this.blanks.delete(doctype.name);
    if (doctype.kind === 'child' || doctype.kind === 'single') return;

    const table = this.tables.get(doctype.name) ?? new Table();
    this.tables.set(doctype.name, table);
    for (const field of doctype.fields) {
      if (field.unique || field.search_index) table.addIndex(field.fieldname);
      for (const column of this.indexedColumns(field)) table.addIndex(`${field.fieldname}.${column}`);
    }
  }

  /** The document as an answer carries it. */
  shown(document: Document, nulls: 'with-nulls' | 'no-nulls'): Record<string, unknown> {
    return shown(document, this.knownDoctype(document.doctype), nulls, (name) => this.knownDoctype(name));
  }

  /** A name for a row of a child table: ten characters, as ERPNext's hashes. */
  rowName(): string {
    this.rowCount += 1;
    return `${Math.random().toString(32).slice(2, 8).padEnd(6, '0')}${this.rowCount.toString(32).padStart(4, '0')}`;
  }

  private indexedColumns(field: Field): string[] {
    if (field.fieldtype !== 'Table') return [];
    const child = this.doctypes.get(field.options ?? '');
    return (child?.fields ?? []).filter((f) => f.search_index).map((f) => f.fieldname);
  }
}

import { fold } from './collation.js';
import type { Document, Row, Scalar } from './document.js';

/** Folded value to the keys of its documents: nearly always one, and a Set for one would cost more than the document. */
type Index = Map<string, string | Set<string>>;

/** The documents of one DocType, with the indexes that keep `=` and `in` from scanning. */
export class Table {
  private readonly documents = new Map<string, Document>();
  private readonly indexes = new Map<string, Index>();

  get size(): number {
    return this.documents.size;
  }

  get(name: string): Document | undefined {
    return this.documents.get(fold(name));
  }

  all(): Iterable<Document> {
    return this.documents.values();
  }

  put(document: Document): void {
    const key = fold(document.name);
    const before = this.documents.get(key);
    if (before) this.unindex(key, before);
    this.documents.set(key, document);
    for (const [column, index] of this.indexes) {
      for (const value of valuesOf(document, column)) addTo(index, value, key);
    }
  }

  delete(name: string): void {
    const key = fold(name);
    const before = this.documents.get(key);
    if (before) this.unindex(key, before);
    this.documents.delete(key);
  }

  /** `column` is a field name, or `table.field` for a field of a child table. */
  addIndex(column: string): void {
    if (this.indexes.has(column)) return;
    const index: Index = new Map();
    for (const [key, document] of this.documents) {
      for (const value of valuesOf(document, column)) addTo(index, value, key);
    }
    this.indexes.set(column, index);
  }

  /** The documents with one of these values in that column, or undefined when the column has no index. */
  indexed(column: string, values: readonly (string | number)[]): Document[] | undefined {
    if (column === 'name') return values.flatMap((value) => this.get(String(value)) ?? []);
    const index = this.indexes.get(column);
    if (!index) return undefined;

    const keys = new Set(values.flatMap((value) => keysOf(index, value)));
    return [...keys].flatMap((key) => this.documents.get(key) ?? []);
  }

  where(column: string, value: string | number): Document[] {
    const wanted = fold(value);
    return (
      this.indexed(column, [value]) ??
      [...this.documents.values()].filter((document) =>
        valuesOf(document, column).some((v) => fold(v) === wanted),
      )
    );
  }

  private unindex(key: string, document: Document): void {
    for (const [column, index] of this.indexes) {
      for (const value of valuesOf(document, column)) removeFrom(index, value, key);
    }
  }
}

function keysOf(index: Index, value: string | number): string[] {
  const keys = index.get(fold(value));
  return typeof keys === 'object' ? [...keys] : keys === undefined ? [] : [keys];
}

function addTo(index: Index, value: string | number, key: string): void {
  const folded = fold(value);
  const keys = index.get(folded);
  if (keys === undefined || keys === key) index.set(folded, key);
  else if (typeof keys === 'object') keys.add(key);
  else index.set(folded, new Set([keys, key]));
}

function removeFrom(index: Index, value: string | number, key: string): void {
  const folded = fold(value);
  const keys = index.get(folded);
  if (keys === key) index.delete(folded);
  else if (typeof keys === 'object') keys.delete(key);
}

function valuesOf(document: Document, column: string): (string | number)[] {
  const [own = '', ofChild] = column.split('.');
  const value = document[own];
  const values: Scalar[] = Array.isArray(value)
    ? value.map((row: Row) => row[ofChild ?? 'name'] ?? null)
    : [value ?? null];
  return values.filter((v): v is string | number => v !== null && v !== '');
}

import type { ErpNextDocument, Fields } from '#libs/erpnext/erpnext-client.js';

/** What a run makes of one document, or would make of it. */
export interface DocumentChange {
  readonly doctype: string;
  readonly name: string;
  readonly made: boolean;
  /** By field; of a document that is made, what it is made with. */
  readonly fields: ReadonlyMap<string, FieldChange>;
}

export interface FieldChange {
  readonly before: unknown;
  readonly after: unknown;
}

/** What Isthmus remembers on a document; that it moves is no change for a reader. */
const memory = new Set(['medusa_snapshot', 'medusa_updated_at', 'medusa_quote_updated_at']);

const notShown = new Set(['medusa_snapshot', 'modified']);

interface Entry {
  made: boolean;
  readonly fields: Map<string, FieldChange>;
}

/** Field by field, what a run writes: several writes to a document are one change, from what stood before the first. */
export class Journal {
  private readonly entries = new Map<string, Entry>();
  private readonly alongside = new Set<string>();

  inserted(doctype: string, name: string, fields: Fields): void {
    const entry = this.entryOf(doctype, name);
    entry.made = true;
    note(entry, {}, fields);
  }

  /** @param before the document as it stood before this write. */
  updated(doctype: string, before: ErpNextDocument, fields: Fields): void {
    note(this.entryOf(doctype, before.name), before, fields);
  }

  /** A document that a fact is about, whether it was written or not. */
  concerned(doctype: string, name: string): void {
    this.entryOf(doctype, name);
  }

  /** A document that ERPNext made along with one of ours, the Contact of a new Lead: nobody counts it. */
  madeAlong(doctype: string, name: string): void {
    this.alongside.add(keyOf(doctype, name));
  }

  all(): DocumentChange[] {
    return [...this.entries]
      .filter(([key]) => !this.alongside.has(key))
      .map(([key, { made, fields }]) => {
        const [doctype = '', name = ''] = key.split('\n');
        return { doctype, name, made, fields: new Map([...fields].filter(([, change]) => isChange(change))) };
      });
  }

  private entryOf(doctype: string, name: string): Entry {
    const key = keyOf(doctype, name);
    const entry = this.entries.get(key) ?? { made: false, fields: new Map<string, FieldChange>() };
    this.entries.set(key, entry);
    return entry;
  }
}

const note = (
  { fields: changes }: Entry,
  before: Readonly<Record<string, unknown>>,
  fields: Fields,
): void => {
  for (const [field, after] of Object.entries(fields)) {
    if (notShown.has(field)) continue;
    const known = changes.get(field);
    changes.set(field, { before: known === undefined ? shown(before[field], after) : known.before, after });
  }
};

export const isMemory = (field: string): boolean => memory.has(field);

const keyOf = (doctype: string, name: string) => `${doctype}\n${name}`;

/** ERPNext leaves blanks out; 0, null and '' are blank alike. */
const isChange = ({ before, after }: FieldChange) =>
  JSON.stringify(before || null) !== JSON.stringify(after || null);

/** Of a child table only the columns that are written: ERPNext's own differ with every save. */
const shown = (value: unknown, written: unknown): unknown => {
  if (!Array.isArray(value) || !Array.isArray(written)) return value ?? null;
  const columns = new Set(written.flatMap((row: object) => Object.keys(row)));
  return value.map((row: Readonly<Record<string, unknown>>) =>
    Object.fromEntries([...columns].map((column) => [column, row[column] ?? null])),
  );
};

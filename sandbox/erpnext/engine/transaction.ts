import { columnsOf, copyOf, type Document, type Scalar } from './document.js';
import type { ServerMessage } from './errors.js';
import type { Site } from './site.js';
import type { User } from './users.js';

/** What a save knows beside the document itself. */
export interface Saving {
  tx: Transaction;
  /** The document before the save; undefined on insert. */
  before?: Document | undefined;
  /** The body as it was sent: ERPNext keeps unknown keys on the document object, and some rules read them. */
  sent: Readonly<Record<string, unknown>>;
}

/** The small rules of one DocType, in the order in which ERPNext runs them. */
export interface Rules {
  beforeInsert?(document: Document, saving: Saving): void;
  autoname?(document: Document, saving: Saving): string | undefined;
  validate?(document: Document, saving: Saving): void;
  afterInsert?(document: Document, saving: Saving): void;
  onUpdate?(document: Document, saving: Saving): void;
  onDelete?(document: Document, tx: Transaction): void;
  onSubmit?(document: Document, tx: Transaction): void;
  beforeCancel?(document: Document, tx: Transaction): void;
  onCancel?(document: Document, tx: Transaction): void;
  /** What `run_method` may call, beside submit and cancel. */
  methods?: Readonly<Record<string, DocumentMethod>>;
}

export type DocumentMethod = (
  document: Document,
  args: Readonly<Record<string, unknown>>,
  tx: Transaction,
) => void;

export type RulesByDoctype = ReadonlyMap<string, Rules>;

/** The work of one request: who does it, what it tells the user, and how to take it back. */
export class Transaction {
  private readonly undo: (() => void)[] = [];

  constructor(
    readonly site: Site,
    readonly rules: RulesByDoctype,
    readonly user: User,
    readonly messages: ServerMessage[] = [],
  ) {}

  get(doctype: string, name: string): Document | undefined {
    const document = this.site.table(doctype).get(name);
    return document && copyOf(document);
  }

  exists(doctype: string, name: string): boolean {
    return this.site.table(doctype).get(name) !== undefined;
  }

  where(doctype: string, column: string, value: string | number): Document[] {
    return this.site.table(doctype).where(column, value).map(copyOf);
  }

  store(document: Document): void {
    const table = this.site.table(document.doctype);
    const before = table.get(document.name);
    const doctype = this.site.knownDoctype(document.doctype);
    table.put(columnsOf(document, doctype, (name) => this.site.blank(name)));
    this.undo.push(() => (before ? table.put(before) : table.delete(document.name)));
  }

  remove(doctype: string, name: string): void {
    const table = this.site.table(doctype);
    const before = table.get(name);
    table.delete(name);
    this.undo.push(() => before && table.put(before));
  }

  /** `db_set`: past all rules, but the change is seen in `modified`. */
  set(doctype: string, name: string, values: Record<string, Scalar>): void {
    const document = this.get(doctype, name);
    if (document)
      this.store({ ...document, ...values, modified: this.site.clock.now(), modified_by: this.user.name });
  }

  nextInSeries(prefix: string): number {
    const current = this.site.series.get(prefix) ?? 0;
    this.setSeries(prefix, current + 1);
    return current + 1;
  }

  setSeries(prefix: string, value: number): void {
    const before = this.site.series.get(prefix);
    this.site.series.set(prefix, value);
    this.undo.push(() => {
      if (before === undefined) this.site.series.delete(prefix);
      else this.site.series.set(prefix, before);
    });
  }

  onRollback(undo: () => void): void {
    this.undo.push(undo);
  }

  rollback(): void {
    for (const undo of this.undo.reverse()) undo();
    this.undo.length = 0;
  }

  /** As DDL does in MariaDB: it commits all that came before. */
  keepWhatIsDone(): void {
    this.undo.length = 0;
  }

  get changed(): boolean {
    return this.undo.length > 0;
  }
}

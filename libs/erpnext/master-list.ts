import type { ErpNextClient } from './erpnext-client.js';

export interface MasterListOptions {
  readonly erpnext: ErpNextClient;
  /** Country, Language, …: a DocType of a few hundred documents that rarely change. */
  readonly doctype: string;
  /** Fields beside the name by which a document may be called, `code` of a Country. */
  readonly aliases?: readonly string[];
  /** How long a missing document is believed to be missing, in ms. */
  readonly rereadAfterMs?: number;
  readonly now?: () => number;
}

/** A small DocType read whole and kept, because its documents are asked for by names that others chose. */
export class MasterList {
  private names: Promise<ReadonlyMap<string, string>> | undefined;
  private readAt = Number.NEGATIVE_INFINITY;

  constructor(private readonly options: MasterListOptions) {}

  /** The name of the document that is called so, without regard to case and blanks; undefined when there is none. */
  async find(called: string): Promise<string | undefined> {
    const wanted = called.trim().toLowerCase();
    if (wanted === '') return undefined;

    const known = (await this.read()).get(wanted);
    const { rereadAfterMs = 60_000, now = Date.now } = this.options;
    if (known !== undefined || now() - this.readAt < rereadAfterMs) return known;
    this.names = undefined;
    return (await this.read()).get(wanted);
  }

  private read(): Promise<ReadonlyMap<string, string>> {
    this.names ??= this.list().catch((error: unknown) => {
      this.names = undefined;
      throw error;
    });
    return this.names;
  }

  private async list(): Promise<ReadonlyMap<string, string>> {
    const { erpnext, doctype, aliases = [], now = Date.now } = this.options;
    const fields = ['name', ...aliases];
    const rows = await erpnext.list<Record<string, unknown>>(doctype, { fields, orderBy: 'name asc' });
    this.readAt = now();
    return new Map(
      rows.flatMap((row) =>
        fields.flatMap((field) => {
          const value = row[field];
          return typeof value === 'string' && value !== ''
            ? [[value.toLowerCase(), String(row['name'])] as const]
            : [];
        }),
      ),
    );
  }
}

import type { CustomField } from '#libs/erpnext/custom-fields.js';
import type { SetupClient } from './setup-client.js';

interface Row {
  readonly name: string;
  readonly [field: string]: string | null;
}

/**
 * What stands in the way when a column is to become unique. ERPNext checks real duplicates first, but empty texts pass
 * that check and break the index afterwards, when the field already says "unique" for good.
 */
export class UniqueColumn {
  constructor(
    private readonly erpnext: SetupClient,
    private readonly field: CustomField,
  ) {}

  /** Names the documents that share a value; undefined when none do. */
  async conflict(): Promise<string | undefined> {
    const names = new Map<string, string[]>();
    for (const row of await this.rows('!=')) {
      const value = fold(String(row[this.field.fieldname]));
      names.set(value, [...(names.get(value) ?? []), row.name]);
    }
    const shared = [...names.values()].filter((group) => group.length > 1);
    if (shared.length === 0) return undefined;

    const { doctype, fieldname } = this.field;
    const groups = shared.map((group) => group.join(' and ')).join('; ');
    return `these ${doctype} documents share a value, so it cannot be unique: ${groups}. Empty ${fieldname} in all but one of each and run setup again`;
  }

  /** Documents that hold an empty text: no value to a person, but a value to an index. */
  async blanks(): Promise<readonly string[]> {
    const rows = await this.rows('=');
    return rows.filter((row) => row[this.field.fieldname] === '').map(({ name }) => name);
  }

  async clear(names: readonly string[]): Promise<void> {
    for (const name of names) {
      await this.erpnext.update(this.field.doctype, name, { [this.field.fieldname]: null });
    }
  }

  private rows(operator: '=' | '!='): Promise<Row[]> {
    const { doctype, fieldname } = this.field;
    return this.erpnext.list<Row>(doctype, {
      fields: ['name', fieldname],
      filters: [[fieldname, operator, '']],
    });
  }
}

/** As MariaDB compares: without case, accents and trailing blanks. */
const fold = (value: string) => value.normalize('NFD').replace(/\p{M}/gu, '').toLowerCase().trimEnd();

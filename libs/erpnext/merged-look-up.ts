import { collated } from './collated.js';
import type { ErpNextClient, Filter } from './erpnext-client.js';

export interface MergedLookUpOptions {
  readonly erpnext: ErpNextClient;
  readonly doctype: string;
  /** A document is found when one of these fields has one of the values asked for. */
  readonly keys: readonly string[];
  readonly fields: readonly string[];
  /** Must hold as well. */
  readonly filters?: readonly Filter[];
  readonly orderBy?: string;
}

/** Values asked for in one call at most; ERPNext answers a hundred as fast as one. */
const mostValues = 100;

interface Asked<Row> {
  readonly values: readonly string[];
  readonly resolve: (rows: Row[]) => void;
  readonly reject: (error: unknown) => void;
}

/**
 * Finds documents of one DocType by key. Look-ups that are due while another is under way go together in the next
 * call: the busier the service, the fewer calls each costs.
 */
export class MergedLookUp<Row extends object> {
  private waiting: Asked<Row>[] = [];
  private running = false;

  constructor(private readonly options: MergedLookUpOptions) {}

  /** All documents of which a key equals one of the values, compared as ERPNext does: without regard to case. */
  find(...values: string[]): Promise<Row[]> {
    // ERPNext matches a blank value with every document that has none.
    const asked = values.filter((value) => value.trim() !== '');
    if (asked.length === 0) return Promise.resolve([]);

    return new Promise<Row[]>((resolve, reject) => {
      this.waiting.push({ values: asked, resolve, reject });
      if (!this.running) void this.run();
    });
  }

  private async run(): Promise<void> {
    this.running = true;
    // What is asked for in this turn of the event loop goes along.
    await Promise.resolve();
    while (this.waiting.length > 0) {
      const together = this.takeTogether();
      try {
        const rows = await this.list([...new Set(together.flatMap(({ values }) => values))]);
        for (const { values, resolve } of together) resolve(rows.filter((row) => this.has(row, values)));
      } catch (error) {
        for (const { reject } of together) reject(error);
      }
    }
    this.running = false;
  }

  private takeTogether(): Asked<Row>[] {
    let values = 0;
    const fitting = this.waiting.findIndex((asked) => (values += asked.values.length) > mostValues);
    return this.waiting.splice(0, fitting === -1 ? this.waiting.length : Math.max(1, fitting));
  }

  private list(values: string[]): Promise<Row[]> {
    const { erpnext, doctype, keys, fields, filters, orderBy } = this.options;
    return erpnext.list<Row>(doctype, {
      fields,
      ...(filters === undefined ? {} : { filters }),
      orFilters: keys.map((key) => [key, 'in', values]),
      ...(orderBy === undefined ? {} : { orderBy }),
    });
  }

  private has(row: Row, values: readonly string[]): boolean {
    const wanted = values.map(collated);
    return this.options.keys.some((key) => {
      const value = (row as Record<string, unknown>)[key];
      return typeof value === 'string' && wanted.includes(collated(value));
    });
  }
}

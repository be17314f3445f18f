import type { ChildRow } from '#libs/erpnext/erpnext-client.js';
import type { OrderDocument } from '../steps/order-document.js';
import type { OrderContent } from './order-content.js';

/** A line that a document has to get, and its row there if it has one. */
export interface ChangedLine {
  readonly wanted: ChildRow;
  readonly row: ChildRow | undefined;
}

export interface Difference {
  readonly lines: readonly ChangedLine[];
  /** Every line of the order with its row. */
  readonly pairs: readonly ChangedLine[];
  /** Rows for which the order has no line any more. */
  readonly surplus: readonly ChildRow[];
  /** Currency, discount, freight or taxes. */
  readonly otherwise: boolean;
}

/** What a document says otherwise than the shop; what people wrote beside that is theirs. */
export const differenceOf = (content: OrderContent, document: OrderDocument): Difference => {
  const rows = [...(document.items ?? [])];
  const take = (matches: (row: ChildRow) => boolean): ChildRow | undefined => {
    const index = rows.findIndex(matches);
    return index === -1 ? undefined : rows.splice(index, 1)[0];
  };
  const pairs = content.items.map((wanted) => ({
    wanted,
    row:
      take((row) => row['medusa_line_id'] === wanted['medusa_line_id']) ??
      // A line that was added after submission has no room for the id.
      take((row) => !row['medusa_line_id'] && row['item_code'] === wanted['item_code']),
  }));
  return {
    pairs,
    lines: pairs.filter(({ wanted, row }) => row === undefined || !isSameLine(wanted, row)),
    surplus: rows,
    otherwise:
      document.currency !== content.frame['currency'] ||
      !isSameNumber(document['discount_amount'], content.discount['discount_amount']) ||
      !isSameTaxes(content.taxes, document.taxes ?? []),
  };
};

export const isNone = ({ lines, surplus, otherwise }: Difference): boolean =>
  lines.length === 0 && surplus.length === 0 && !otherwise;

/** Whether ERPNext can change it on a submitted order: quantity and rate of lines, and new ones. */
export const isOfLinesOnly = ({ lines, surplus, otherwise }: Difference): boolean =>
  surplus.length === 0 &&
  !otherwise &&
  lines.every(({ wanted, row }) => row === undefined || row['item_code'] === wanted['item_code']);

const isSameLine = (wanted: ChildRow, row: ChildRow): boolean =>
  row['item_code'] === wanted['item_code'] &&
  isSameNumber(row['qty'], wanted['qty']) &&
  isSameNumber(row['rate'], wanted['rate']) &&
  (row['item_tax_template'] || '') === (wanted['item_tax_template'] || '');

const isSameTaxes = (wanted: readonly ChildRow[], rows: readonly ChildRow[]): boolean =>
  wanted.length === rows.length &&
  wanted.every((tax, index) => {
    const row = rows[index] ?? {};
    return (
      row['charge_type'] === tax['charge_type'] &&
      row['account_head'] === tax['account_head'] &&
      (tax['charge_type'] === 'Actual'
        ? isSameNumber(row['tax_amount'], tax['tax_amount'])
        : isSameNumber(row['rate'], tax['rate']))
    );
  });

const isSameNumber = (one: unknown, other: unknown): boolean =>
  Math.abs(Number(one ?? 0) - Number(other ?? 0)) < 1e-6;

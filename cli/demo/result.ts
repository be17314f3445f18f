import { columns } from '../terminal/columns.js';
import type { ShownDocument } from './documents.js';

export interface ShownDeadLetter {
  readonly topic: string;
  readonly cause: string;
  readonly key: string | null;
  readonly message: string;
}

/** What a demo says of itself, for people and for machines. */
export interface Result {
  /** Webhooks. */
  readonly sent: number;
  /** By status of the bridge's last answer to each. */
  readonly answers: Readonly<Record<string, number>>;
  /** New in each topic. */
  readonly records: Readonly<Record<string, number>>;
  /** Announced, by type. */
  readonly outcomes: Readonly<Record<string, number>>;
  readonly deadLetters: readonly ShownDeadLetter[];
  readonly documents: readonly ShownDocument[];
  /** Records that are neither handled nor parked. */
  readonly waiting: number;
  /** From the first webhook until nothing waited. */
  readonly ms: number;
}

export const showResult = (result: Result): string => {
  const { sent, answers, records, outcomes, deadLetters, documents, waiting, ms } = result;
  return [
    '',
    `${sent} webhooks played in ${(ms / 1000).toFixed(1)} s. Answers: ${counts(answers)}.`,
    '',
    ...section(
      'Records',
      Object.entries(records).map(([topic, count]) => [topic, String(count)]),
    ),
    ...section(
      'Outcomes',
      Object.entries(outcomes).map(([type, count]) => [type, String(count)]),
    ),
    ...section(
      'Dead letters',
      deadLetters.map(({ topic, cause, key, message }) => [topic, cause, key ?? '', message]),
    ),
    ...section('Documents', documents.map(documentRow)),
    waiting > 0 ? `${waiting} records still wait.` : 'Nothing waits.',
  ].join('\n');
};

const counts = (by: Readonly<Record<string, number>>) =>
  Object.entries(by)
    .map(([what, count]) => `${count} × ${what}`)
    .join(', ') || 'none';

const section = (title: string, rows: readonly (readonly string[])[]): string[] => [
  `${title}${rows.length === 0 ? ': none' : ''}`,
  ...columns(rows),
  '',
];

/** The name that says most, of each DocType: a Customer's `lead_name` is a Lead's id. */
const titles: Readonly<Record<string, string>> = {
  Lead: 'lead_name',
  Customer: 'customer_name',
  Contact: 'full_name',
  Address: 'address_title',
  Quotation: 'customer_name',
  'Sales Order': 'customer_name',
};
const ids = ['medusa_id', 'medusa_guest_id', 'medusa_content_key'];

const documentRow = (document: ShownDocument): string[] => [
  document.doctype,
  document.name,
  String(document[titles[document.doctype] ?? 'title'] ?? ''),
  stateOf(document),
  amountOf(document),
  ids
    .map((field) => document[field])
    .filter((id) => id !== undefined)
    .join(' '),
];

const stateOf = ({ doctype, status, disabled, address_type }: ShownDocument): string => {
  if (doctype === 'Contact') return '';
  return String(disabled === 1 ? 'Disabled' : (status ?? address_type ?? ''));
};

const amountOf = ({ grand_total, currency }: ShownDocument): string =>
  typeof grand_total === 'number' ? `${grand_total.toFixed(2)} ${String(currency)}` : '';

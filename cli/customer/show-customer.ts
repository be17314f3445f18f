import { columns } from '../terminal/columns.js';
import { showTime } from '../terminal/time.js';
import { wordsOf } from '../terminal/words-of.js';
import type { CustomerDocument } from './documents.js';
import type { WhereOrder } from './orders.js';
import type { Fate, Told } from './story.js';

export interface CustomerStory {
  readonly medusaIds: readonly string[];
  readonly sinceMs: number;
  /** Undefined while ERPNext does not answer. */
  readonly documents: readonly CustomerDocument[] | undefined;
  readonly orders: readonly WhereOrder[];
  readonly told: readonly Told[];
}

export const showCustomer = ({ medusaIds, sinceMs, documents, orders, told }: CustomerStory): string =>
  [
    medusaIds.join(', formerly '),
    ...section('Orders', orders.flatMap(whereLines), 'none known'),
    ...(documents === undefined
      ? ['', 'ERPNext does not answer: its documents are not shown.']
      : section('Documents in ERPNext', columns(documents.map(documentRow), { indent: 0 }), 'none')),
    ...section(`Since ${showTime(sinceMs)}`, columns(told.map(toldRow), { indent: 0 }), 'nothing'),
  ].join('\n');

const section = (title: string, lines: readonly string[], none: string): string[] => [
  '',
  title,
  ...(lines.length === 0 ? [none] : lines).map((line) => `  ${line}`),
];

const whereLines = ({ orderId, last, documents, needsAttention }: WhereOrder): string[] => [
  `${orderId}: ${documents.map(({ doctype, name, status }) => `${doctype} ${name}, ${status}`).join('; ') || 'not in ERPNext'}`,
  ...(last === undefined || last.fate.state === 'done'
    ? []
    : [`  ${last.says}: ${fateLine(last.fate, last.service)}`]),
  ...(needsAttention === null ? [] : [`  needs attention: ${needsAttention}`]),
];

const fateLine = (fate: Fate, service: string): string => {
  if (fate.state === 'done') return 'done';
  if (fate.state === 'waits') return `waits for ${service}; isthmus status says why`;
  return fate.state === 'parked'
    ? `parked, ${fate.cause}: ${fate.message} Mend: ${wordsOf(fate.cause).mend}`
    : `${fate.state} after ${fate.cause}`;
};

const documentRow = ({ doctype, name, status, total, link }: CustomerDocument): string[] => [
  ...[doctype, name, status, total ?? '', link],
];

const toldRow = (told: Told): string[] => {
  if (told.kind === 'outcome') {
    const { type, document, reason, warnings } = told;
    const what = document === null ? told.medusaId : `${document.doctype} ${document.name}`;
    return [showTime(told.atMs), 'became', `${type} ${what}`, [reason ?? '', ...warnings].join(' ').trim()];
  }
  const { state } = told.fate;
  const fate = state === 'parked' ? `parked ${told.fate.cause} (${told.id})` : state;
  return [showTime(told.atMs), 'shop says', `${told.says} (${told.event})`, fate];
};

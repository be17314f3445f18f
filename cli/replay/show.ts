import type { Figures } from './figures.js';
import type { DocumentChange } from './journal.js';

const counted = (count: number, one: string, many = `${one}s`) => `${count} ${count === 1 ? one : many}`;

/** "12 documents to make, 40 fields on 31 to change, 957 as they are". */
export const showFigures = (figures: Figures, tense: 'predicted' | 'done'): string[] => {
  const { events, made, changed, fields, asTheyAre, remembered, refused } = figures;
  const [make, change] = tense === 'predicted' ? ['to make', 'to change'] : ['made', 'changed'];
  const codes = Object.entries(refused);
  return [
    `${counted(made, 'document')} ${make}, ${counted(fields, 'field')} on ${changed} ${change}, ` +
      `${asTheyAre} as they are (${counted(events, 'event')}).`,
    ...(remembered > 0
      ? [`Of those as they are, ${remembered} only move the version that Isthmus remembers.`]
      : []),
    ...(codes.length > 0
      ? [
          `${tense === 'predicted' ? 'Not to come through' : 'Parked'}: ` +
            `${codes.map(([code, count]) => `${count} ${code}`).join(', ')}.`,
        ]
      : []),
  ];
};

/** Field by field; shows what the documents say. */
export const showDetails = (changes: readonly DocumentChange[]): string[] =>
  changes
    .filter(({ made, fields }) => made || fields.size > 0)
    .flatMap(({ doctype, name, made, fields }) => [
      made ? `+ ${doctype} ${name}` : `~ ${doctype} ${name}`,
      ...[...fields].map(([field, { before, after }]) =>
        made ? `    ${field}: ${shown(after)}` : `    ${field}: ${shown(before)} -> ${shown(after)}`,
      ),
    ]);

const shown = (value: unknown): string =>
  value === null || value === undefined || value === '' ? 'blank' : JSON.stringify(value);

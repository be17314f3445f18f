import type { ErrorCode } from '#libs/errors/catalogue.js';
import { isMemory, type DocumentChange } from './journal.js';
import type { Run } from './run.js';

export interface Figures {
  readonly events: number;
  /** Documents made. */
  readonly made: number;
  /** Documents of which a field changes, and how many fields in all. */
  readonly changed: number;
  readonly fields: number;
  readonly asTheyAre: number;
  /** Of those as they are: only the version that Isthmus remembers moves. */
  readonly remembered: number;
  /** Events that do not come through, by cause. */
  readonly refused: Readonly<Partial<Record<ErrorCode, number>>>;
}

export const figuresOf = ({ events, changes, refusals }: Run): Figures => {
  const changed = changes.filter((change) => !change.made && fieldsOf(change).length > 0);
  const unchanged = changes.filter((change) => !change.made && fieldsOf(change).length === 0);
  const refused: Partial<Record<ErrorCode, number>> = {};
  for (const { code } of refusals) refused[code] = (refused[code] ?? 0) + 1;
  return {
    events,
    made: changes.filter(({ made }) => made).length,
    changed: changed.length,
    fields: changed.reduce((sum, change) => sum + fieldsOf(change).length, 0),
    asTheyAre: unchanged.length,
    remembered: unchanged.filter(({ fields }) => fields.size > 0).length,
    refused,
  };
};

/** The fields of a change that a reader of the document would see. */
export const fieldsOf = ({ fields }: DocumentChange): string[] =>
  [...fields.keys()].filter((field) => !isMemory(field));

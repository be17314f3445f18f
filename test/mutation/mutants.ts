/** A change of the code, and whether a test has noticed it. */
export interface Mutant {
  readonly file: string;
  readonly mutatorName: string;
  readonly replacement?: string;
  readonly location: { readonly start: Place; readonly end: Place };
  readonly status: string;
}

interface Place {
  /** Both count from one. */
  readonly line: number;
  readonly column: number;
}

/** Of mutation-testing-report-schema, what is needed of it. */
export interface Report {
  readonly files: Readonly<Record<string, { readonly mutants: readonly Omit<Mutant, 'file'>[] }>>;
}

export const mutantsOf = ({ files }: Report): Mutant[] =>
  Object.entries(files).flatMap(([file, { mutants }]) => mutants.map((mutant) => ({ ...mutant, file })));

export const isNoticed = ({ status }: Mutant): boolean => status === 'Killed' || status === 'Timeout';

export const isUnnoticed = ({ status }: Mutant): boolean => status === 'Survived' || status === 'NoCoverage';

/** The mutants of `before`, with what tests of another kind have noticed of them since. */
export const seenAgain = (before: readonly Mutant[], since: readonly Mutant[]): Mutant[] => {
  const noticed = new Set(since.filter(isNoticed).map(identityOf));
  const survived = new Set(since.filter(({ status }) => status === 'Survived').map(identityOf));
  return before.map((mutant) => {
    if (!isUnnoticed(mutant)) return mutant;
    if (noticed.has(identityOf(mutant))) return { ...mutant, status: 'Killed' };
    return survived.has(identityOf(mutant)) ? { ...mutant, status: 'Survived' } : mutant;
  });
};

const identityOf = ({ file, mutatorName, replacement = '', location: { start, end } }: Mutant): string =>
  [file, start.line, start.column, end.line, end.column, mutatorName, replacement].join('\t');

/** The place of a mutant as Stryker takes it: lines count from one, columns from nought. */
export const rangeOf = ({ file, location: { start, end } }: Mutant): string =>
  `${file}:${start.line}:${start.column - 1}-${end.line}:${end.column - 1}`;

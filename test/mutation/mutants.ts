/** A change of the code, and whether a test has noticed it. */
export interface Mutant {
  readonly file: string;
  readonly mutatorName: string;
  readonly replacement?: string;
  readonly location: { readonly start: Place; readonly end: Place };
  readonly status: string;
  /** The contract tests were asked as well. */
  readonly askedAgain?: true;
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

/** The mutants of `before`, with what tests of another kind, asked about some of them, have noticed since. */
export const seenAgain = (before: readonly Mutant[], since: readonly Mutant[]): Mutant[] => {
  const answers = new Map(since.map((mutant) => [identityOf(mutant), mutant]));
  return before.map((mutant) => {
    const answer = isUnnoticed(mutant) ? answers.get(identityOf(mutant)) : undefined;
    if (answer === undefined) return mutant;
    const status = isNoticed(answer) || answer.status === 'Survived' ? answer.status : mutant.status;
    return { ...mutant, status, askedAgain: true };
  });
};

/** So many of them, from one end to the other. A mutant of several lines brings along all that lie in it: none of those. */
export const sampleOf = (mutants: readonly Mutant[], count: number): readonly Mutant[] => {
  if (mutants.length <= count) return mutants;
  const small = mutants.filter(({ location: { start, end } }) => start.line === end.line);
  const every = Math.max(1, small.length / count);
  return small.filter((_, place) => Math.floor(place / every) !== Math.floor((place - 1) / every));
};

const identityOf = ({ file, mutatorName, replacement = '', location: { start, end } }: Mutant): string =>
  [file, start.line, start.column, end.line, end.column, mutatorName, replacement].join('\t');

/** The place of a mutant as Stryker takes it: lines count from one, columns from nought. */
export const rangeOf = ({ file, location: { start, end } }: Mutant): string =>
  `${file}:${start.line}:${start.column - 1}-${end.line}:${end.column - 1}`;

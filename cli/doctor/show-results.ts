import { countOf, type Checked } from './run-checks.js';

const signs = { wrong: 'WRONG  ', warning: 'warning', fine: 'fine   ' } as const;

/** What is wrong first, with what mends it below; what is fine only when asked for. */
export const showResults = (results: readonly Checked[], { all }: { all: boolean }): string => {
  const order = all ? (['wrong', 'warning', 'fine'] as const) : (['wrong', 'warning'] as const);
  const lines = order.flatMap((level) =>
    results.flatMap(({ check, findings }) =>
      findings
        .filter((finding) => finding.level === level)
        .flatMap(({ what, mend }) => [
          `${signs[level]}  ${check}: ${what}`,
          ...(mend === undefined ? [] : [`         mend: ${mend}`]),
        ]),
    ),
  );
  return [...lines, ...(lines.length > 0 ? [''] : []), summary(results)].join('\n');
};

const summary = (results: readonly Checked[]) => {
  const [bad, odd, good] = (['wrong', 'warning', 'fine'] as const).map((level) => countOf(results, level));
  if (bad === 0 && odd === 0) return `All is well: ${good} things were looked at.`;
  return `${bad} wrong, ${odd} to be looked at, ${good} fine.`;
};

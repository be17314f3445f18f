import { isWell, type Finding } from './finding.js';

/** One line a thing, and a last one that says whether all is well. */
export const showFindings = (findings: readonly Finding[], { dryRun }: { dryRun: boolean }): string => {
  const width = (of: (finding: Finding) => string) => Math.max(0, ...findings.map((f) => of(f).length));
  const states = width(({ state }) => state);
  const kinds = width(({ kind }) => kind);
  const lines = findings.map(({ kind, name, state, detail }) =>
    `${state.padEnd(states)}  ${kind.padEnd(kinds)}  ${name}${detail ? `: ${detail}` : ''}`.trimEnd(),
  );
  return [...lines, '', summary(findings, dryRun)].join('\n');
};

const summary = (findings: readonly Finding[], dryRun: boolean) => {
  const troubles = findings.filter((finding) => !isWell(finding)).length;
  if (troubles > 0) return `${troubles} of ${findings.length} need a hand.`;
  return dryRun ? 'Nothing was changed.' : 'All is set up.';
};

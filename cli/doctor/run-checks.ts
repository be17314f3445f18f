import type { ErrorCode } from '#libs/errors/catalogue.js';
import { entryOf, IntegrationError, verdictOf } from '#libs/errors/integration-error.js';
import { wrong, type Check, type Finding, type Level } from './finding.js';

export interface Checked {
  readonly check: string;
  readonly findings: readonly Finding[];
}

/** Runs all, whatever is wrong with a part: who mends one thing wants to know of the others. */
export const runChecks = async (checks: readonly Check[]): Promise<Checked[]> => {
  const results: Checked[] = [];
  /** Who did not answer: each further question would wait as long for the same. */
  const away = new Set<string>();
  const told = new Set<ErrorCode>();
  // One after the other: a site that is ill already must not be stormed.
  for (const { name, asks, run } of checks.map(bound)) {
    if (asks !== undefined && away.has(asks)) continue;
    const findings = await run().catch((error: unknown) => {
      if (asks !== undefined && verdictOf(error) === 'wait') away.add(asks);
      return asFindings(error, told);
    });
    if (findings.length > 0) results.push({ check: name, findings });
  }
  return results;
};

const bound = (check: Check) => ({ ...check, run: () => check.run() });

export const countOf = (results: readonly Checked[], level: Level): number =>
  results.flatMap(({ findings }) => findings).filter((finding) => finding.level === level).length;

const asFindings = (error: unknown, told: Set<ErrorCode>): Finding[] => {
  if (!(error instanceof IntegrationError)) {
    const text = error instanceof Error ? error.message : String(error);
    return [wrong(`it could not be looked at: ${text}`, 'Report it: the doctor did not foresee that.')];
  }
  const { verdict, mend } = entryOf(error);
  if (verdict === 'park') {
    // The catalogue speaks of a record; here it was a question.
    return [
      wrong(
        `it could not be looked at: ${error.message}`,
        'ERPNext › Error Log says why. If nothing is wrong there, report it.',
      ),
    ];
  }
  if (told.has(error.code)) return [];
  told.add(error.code);
  return [wrong(`${error.code}: ${error.message}`, mend)];
};

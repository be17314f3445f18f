import { wrongs, type Findings, type Wrong } from './judge/findings.js';

export interface Result extends Readonly<Record<Wrong, number>> {
  readonly seed: number;
  readonly events: number;
  readonly acknowledged: number;
  /** How often each really happened. */
  readonly faults: Readonly<Record<string, number>>;
  readonly notTested: readonly string[];
  readonly ms: number;
}

export const isClean = (result: Result): boolean => wrongs.every((wrong) => result[wrong] === 0);

const shown = 40;

/** What a person reads. */
export const reportOf = (result: Result, sent: number, findings: Findings): string => {
  const { seed, events, acknowledged, faults, notTested, ms } = result;
  const wrong = findings.sentences();
  return [
    `Seed ${seed}: ${events} webhooks, sent ${sent} times, ${acknowledged} acknowledged; ${Math.round(ms / 1000)} s.`,
    '',
    'What happened, and how often:',
    ...Object.entries(faults).map(([name, count]) => `  ${name.padEnd(26)}${count || 'not tested'}`),
    ...(notTested.length === 0 ? [] : ['', `Not tested: ${notTested.join(', ')}.`]),
    '',
    ...wrongs.map((name) => `  ${name.padEnd(26)}${result[name]}`),
    ...wrong.slice(0, shown).map((sentence) => `    ${sentence}`),
    ...(wrong.length > shown ? [`    and ${wrong.length - shown} more`] : []),
  ].join('\n');
};

import { isNoticed, isUnnoticed, type Mutant } from './mutants.js';

export interface Score {
  readonly name: string;
  readonly all: number;
  readonly byUnitTests: number;
  /** What the unit tests did not notice and the contract tests were asked about, and what these noticed of it. */
  readonly asked: number;
  readonly byContractTests: number;
  /** Of those that nobody was asked about again, as many count as noticed as of those that somebody was. */
  readonly noticed: number;
}

export const scoreOf = (name: string, mutants: readonly Mutant[]): Score => {
  const counted = mutants.filter((mutant) => isNoticed(mutant) || isUnnoticed(mutant));
  const noticed = counted.filter(isNoticed).length;
  const asked = counted.filter(({ askedAgain }) => askedAgain);
  const byContractTests = asked.filter(isNoticed).length;
  const byUnitTests = noticed - byContractTests;
  const share = asked.length === 0 ? 0 : byContractTests / asked.length;
  return {
    ...{ name, all: counted.length, byUnitTests, asked: asked.length, byContractTests },
    noticed: Math.round(byUnitTests + share * (counted.length - byUnitTests)),
  };
};

export const sumOf = (scores: readonly Score[]): Score => {
  const sum = (of: (score: Score) => number) => scores.reduce((so, score) => so + of(score), 0);
  return {
    name: 'all',
    all: sum(({ all }) => all),
    byUnitTests: sum(({ byUnitTests }) => byUnitTests),
    asked: sum(({ asked }) => asked),
    byContractTests: sum(({ byContractTests }) => byContractTests),
    noticed: sum(({ noticed }) => noticed),
  };
};

export const showScores = (scores: readonly Score[]): string =>
  [
    '| mutated | changes | noticed by unit tests | by contract tests, of those asked about | score |',
    '| --- | ---: | ---: | ---: | ---: |',
    ...scores.map(({ name, all, byUnitTests, asked, byContractTests, noticed }) => {
      const contract = asked === 0 ? '' : `${byContractTests} of ${asked}`;
      const percent = all === 0 ? 100 : (100 * noticed) / all;
      return `| \`${name}\` | ${all} | ${byUnitTests} | ${contract} | ${percent.toFixed(1)} % |`;
    }),
  ].join('\n');

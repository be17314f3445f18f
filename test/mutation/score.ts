import { isNoticed, type Mutant } from './mutants.js';

export const scoreOf = (name: string, mutants: readonly Mutant[]) => {
  const noticed = mutants.filter(isNoticed).length;
  const withStatus = (status: string) => mutants.filter((mutant) => mutant.status === status).length;
  const survived = withStatus('Survived');
  const unreached = withStatus('NoCoverage');
  const all = noticed + survived + unreached;
  return { name, all, noticed, survived, unreached, percent: all === 0 ? 100 : (100 * noticed) / all };
};

export const showScores = (scores: readonly ReturnType<typeof scoreOf>[]): string =>
  [
    '| mutated | changes | noticed | survived | reached by no test | score |',
    '| --- | ---: | ---: | ---: | ---: | ---: |',
    ...scores.map(
      ({ name, all, noticed, survived, unreached, percent }) =>
        `| ${name} | ${all} | ${noticed} | ${survived} | ${unreached} | ${percent.toFixed(1)} % |`,
    ),
  ].join('\n');

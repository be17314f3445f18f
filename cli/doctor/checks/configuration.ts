import { fine, wrong, type Check } from '../finding.js';

/** Each variable that is missing, unknown or wrong. */
export const configurationCheck = (problems: readonly string[]): Check => ({
  name: 'Configuration',
  run: () =>
    Promise.resolve(
      problems.length === 0
        ? [fine('every variable is known and can be read')]
        : problems.map((problem) =>
            wrong(
              problem,
              `Correct it in the environment (${variableOf(problem)}); .env.example says what it means.`,
            ),
          ),
    ),
});

const variableOf = (problem: string) => problem.split(' ')[0] ?? '';

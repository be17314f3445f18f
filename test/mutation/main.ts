import { existsSync, mkdirSync, readFileSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { Stryker } from '@stryker-mutator/core';
import { Command } from 'commander';
import { folders, leftOut, withoutLongTests, type Folder } from './folders.js';
import { isUnnoticed, mutantsOf, rangeOf, sampleOf, seenAgain, type Mutant, type Report } from './mutants.js';
import { scoreOf, showScores, sumOf } from './score.js';

const command = new Command('npm run mutation --')
  .description(
    'changes the code in one place after the other and asks whether a test notices; hours for all of it',
  )
  .argument('[folder...]', 'of libs and services; all of them unless told')
  .option('--sample <count>', 'ask the contract tests about so many of a folder only', Number, Infinity)
  .parse();
const asked = command.args;
const { sample } = command.opts<{ sample: number }>();

const root = fileURLToPath(new URL('../../../', import.meta.url));
const kept = join(root, '.run', 'mutants');
mkdirSync(kept, { recursive: true });
const fileOf = ({ path }: Folder, kind = '') => join(kept, `${path.replace('/', '-')}${kind}.json`);
const read = <Content>(file: string) => JSON.parse(readFileSync(file, 'utf8')) as Content;

const mutate = async (report: string, mutated: string[], mochaOptions: object): Promise<Mutant[]> => {
  await new Stryker({
    configFile: join(root, 'test', 'mutation', 'stryker.json'),
    mutate: [...mutated, ...leftOut],
    mochaOptions: { config: '.mocharc.json', ...mochaOptions },
    jsonReporter: { fileName: report },
  }).runMutationTest();
  return mutantsOf(read<Report>(report));
};

/** Unit tests are quick, so they are asked about everything, and the slow ones about what is left. */
const mutateFolder = async (folder: Folder): Promise<Mutant[]> => {
  const mutants = await mutate(fileOf(folder, '-unit'), [`${folder.path}/**/*.ts`], {
    spec: ['dist/test/unit/{libs,services}/**/*.test.js'],
  });
  const unnoticed = mutants.filter(isUnnoticed);
  if (unnoticed.length === 0 || folder.contract.length === 0) return mutants;

  const spec = folder.contract.map((name) => `dist/test/contract/${name}.test.js`);
  const ranges = [...new Set(sampleOf(unnoticed, sample).map(rangeOf))];
  return seenAgain(
    mutants,
    await mutate(fileOf(folder, '-contract'), ranges, { spec, grep: withoutLongTests }),
  );
};

for (const folder of folders.filter(({ path }) => asked.length === 0 || asked.includes(path)))
  writeFileSync(fileOf(folder), JSON.stringify(await mutateFolder(folder)));

// Folders may be measured one at a time: what was measured before counts as well.
const measured = folders.filter((folder) => existsSync(fileOf(folder)));
const results = measured.map((folder) => ({ folder, mutants: read<Mutant[]>(fileOf(folder)) }));
for (const { file, location, mutatorName, replacement } of results
  .flatMap(({ mutants }) => mutants)
  .filter(isUnnoticed))
  console.log(`${file}:${location.start.line}:${location.start.column} ${mutatorName}: ${replacement ?? ''}`);
const scores = results.map(({ folder, mutants }) => scoreOf(folder.path, mutants));
console.log(showScores([...scores, sumOf(scores)]));

import { expect } from 'chai';
import { ErpNextForbidden, ErpNextUnavailable } from '#libs/erpnext/errors.js';
import { fine, warning, wrong, type Check, type Finding } from '../../../../cli/doctor/finding.js';
import { countOf, runChecks } from '../../../../cli/doctor/run-checks.js';
import { showResults } from '../../../../cli/doctor/show-results.js';

const check = (name: string, run: () => Promise<readonly Finding[]>): Check => ({ name, run });
const failing = (name: string, error: Error) => check(name, () => Promise.reject(error));
const finding = (name: string, ...findings: Finding[]) => check(name, () => Promise.resolve(findings));

describe('The checks of the doctor', () => {
  it('are all run, whatever one of them throws', async () => {
    const results = await runChecks([
      failing('Site', new ErpNextForbidden('no right')),
      failing('Odd', new Error('nobody foresaw this')),
      finding('Topics', fine('eight topics')),
    ]);

    expect(results.map(({ check: name }) => name)).to.deep.equal(['Site', 'Odd', 'Topics']);
    expect(countOf(results, 'wrong')).to.equal(2);
    expect(countOf(results, 'fine')).to.equal(1);
  });

  it('tell a system that is down once, with the mend of the catalogue', async () => {
    const down = new ErpNextUnavailable('no answer');

    const results = await runChecks([failing('First', down), failing('Second', down)]);

    expect(results).to.deep.equal([
      {
        check: 'First',
        findings: [
          wrong('ERPNEXT_UNAVAILABLE: no answer', 'Bring ERPNext back; the service goes on by itself.'),
        ],
      },
    ]);
  });

  it('are shown with what is wrong first and its mend below', async () => {
    const results = await runChecks([
      finding('Topics', fine('eight topics'), warning('retention is short', 'kafka-configs.sh …')),
      finding('Site', wrong('a field is missing', 'npx isthmus setup')),
    ]);

    expect(showResults(results, { all: false }).split('\n')).to.deep.equal([
      'WRONG    Site: a field is missing',
      '         mend: npx isthmus setup',
      'warning  Topics: retention is short',
      '         mend: kafka-configs.sh …',
      '',
      '1 wrong, 1 to be looked at, 1 fine.',
    ]);
    expect(showResults(results, { all: true })).to.include('fine     Topics: eight topics');
  });

  it('say so when all is well', async () => {
    expect(showResults(await runChecks([finding('Topics', fine('eight'))]), { all: false })).to.equal(
      'All is well: 1 things were looked at.',
    );
  });
});

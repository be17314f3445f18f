import { readFileSync } from 'node:fs';
import { expect } from 'chai';
import { problems, Refusal } from '../../../../services/webhook-bridge/problem.js';

const page = new URL('../../../../../services/webhook-bridge/README.md', import.meta.url);

describe('Problems', () => {
  it('stand in the README as they stand in the code', () => {
    const text = readFileSync(page, 'utf8');
    const rows = [...text.matchAll(/^\| (\d{3}) +\| `([A-Z_]+)` +\| (.+?) +\|$/gm)];

    const shown = Object.fromEntries(
      rows.map(([, status, code, title]) => [code, { status: Number(status), title }]),
    );

    expect(shown).to.deep.equal(problems);
  });

  it('say what RFC 9457 and a machine want to know', () => {
    expect(new Refusal('NOT_STORED', 'KAFKA_UNAVAILABLE').toProblem()).to.deep.equal({
      status: 503,
      code: 'NOT_STORED',
      title: problems.NOT_STORED.title,
      detail: 'KAFKA_UNAVAILABLE',
    });
  });
});

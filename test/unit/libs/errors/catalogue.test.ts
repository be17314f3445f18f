import { readFileSync } from 'node:fs';
import { expect } from 'chai';
import { catalogue, type CatalogueEntry } from '#libs/errors/catalogue.js';

const page = new URL('../../../../../libs/errors/README.md', import.meta.url);
const row = ([code, { verdict, possiblyOurs, meaning, mend }]: [string, CatalogueEntry]) =>
  `| \`${code}\` | ${verdict}${possiblyOurs ? ', possibly ours' : ''} | ${meaning} | ${mend} |`;
const table = [
  '| code | verdict | what has happened | what mends it |',
  '| --- | --- | --- | --- |',
  ...Object.entries(catalogue).map(row),
].join('\n');

describe('The error catalogue', () => {
  it('stands in its README as it stands in the code', () => {
    const text = readFileSync(page, 'utf8');
    const shown = /<!-- catalogue -->\s*([\s\S]*?)\s*<!-- \/catalogue -->/.exec(text)?.[1] ?? '';

    expect(cells(shown)).to.deep.equal(cells(table));
  });
});

/** The formatter pads the columns of a table; only the words count. */
const cells = (markdown: string) =>
  markdown.split('\n').map((line) =>
    line
      .split('|')
      .map((cell) => cell.trim().replace(/^-+$/, '---'))
      .join('|'),
  );

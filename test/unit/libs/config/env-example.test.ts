import { readFileSync } from 'node:fs';
import { expect } from 'chai';
import { variables } from '#libs/config/variables.js';

const page = new URL('../../../../../.env.example', import.meta.url);

describe('.env.example', () => {
  it('shows each variable that Isthmus knows, once, and no other', () => {
    const shown = [...readFileSync(page, 'utf8').matchAll(/^([A-Z_]+)=/gm)].map(([, name]) => name);

    expect(shown.sort()).to.deep.equal([...variables].sort());
  });
});

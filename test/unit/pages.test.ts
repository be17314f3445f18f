import { expect } from 'chai';
import { existsSync, readdirSync, readFileSync } from 'node:fs';
import { variables } from '#libs/config/variables.js';

const root = new URL('../../../', import.meta.url);
const notOurs = new Set(['node_modules', 'dist', '.run', '.git', 'fixtures', 'reports']);

const pagesIn = (folder: URL): URL[] =>
  readdirSync(folder, { withFileTypes: true }).flatMap((entry) => {
    if (notOurs.has(entry.name)) return [];
    if (entry.isDirectory()) return pagesIn(new URL(`${entry.name}/`, folder));
    return entry.name.endsWith('.md') ? [new URL(entry.name, folder)] : [];
  });

const pages = pagesIn(root).map((url) => ({ url, text: readFileSync(url, 'utf8') }));
const nameOf = ({ url }: { url: URL }) => url.pathname.slice(root.pathname.length);

describe('The pages of the project', () => {
  it('point only to what is there', () => {
    const dead = pages.flatMap((page) =>
      [...page.text.matchAll(/\]\((?!https?:|mailto:|#)([^)\s#]+)/g)]
        .map(([, target = '']) => target)
        .filter((target) => !existsSync(new URL(target, page.url)))
        .map((target) => `${nameOf(page)}: ${target}`),
    );

    expect(dead).to.be.empty;
  });

  it('name only scripts that package.json has', () => {
    const manifest = (folder: URL) => {
      const file = new URL('package.json', folder);
      return existsSync(file) ? (JSON.parse(readFileSync(file, 'utf8')) as { scripts?: object }) : {};
    };
    const known = (page: { url: URL }) =>
      [root, new URL('.', page.url)].flatMap((folder) => Object.keys(manifest(folder).scripts ?? {}));
    const unknown = pages.flatMap((page) =>
      [...page.text.matchAll(/\bnpm run ([\w:-]+)/g)]
        .map(([, script = '']) => script)
        .filter((script) => !known(page).includes(script))
        .map((script) => `${nameOf(page)}: npm run ${script}`),
    );

    expect(unknown).to.be.empty;
  });

  it('name only commands that isthmus has', () => {
    const folder = new URL('cli/', root);
    const known = readdirSync(folder)
      .filter((file) => file.endsWith('.ts'))
      .map((file) => /new Command\('([\w-]+)'\)/.exec(readFileSync(new URL(file, folder), 'utf8'))?.[1]);
    const unknown = pages.flatMap((page) =>
      [...page.text.matchAll(/\bnpx isthmus ([\w-]+)/g)]
        .map(([, command = '']) => command)
        .filter((command) => command !== 'help' && !known.includes(command))
        .map((command) => `${nameOf(page)}: ${command}`),
    );

    expect(unknown).to.be.empty;
  });

  it('name on the first one only variables that somebody reads', () => {
    const first = readFileSync(new URL('README.md', root), 'utf8');
    const known: readonly string[] = variables;
    const named = [...first.matchAll(/`([A-Z]+(?:_[A-Z]+)+)`/g)].map(([, name = '']) => name);

    expect(named.filter((name) => !known.includes(name))).to.be.empty;
  });
});

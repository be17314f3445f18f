import type { ShownDocument } from './documents.js';
import type { Played } from './run-demo.js';

/** What a second playing changed, which should be nothing. */
export const differences = (
  before: Pick<Played, 'documents' | 'outcomeIds'>,
  after: Pick<Played, 'documents' | 'outcomeIds'>,
): string[] => [
  ...changes(byName(before.documents), byName(after.documents)),
  ...[...after.outcomeIds]
    .filter((id) => !before.outcomeIds.has(id))
    .map((id) => `Outcome ${id} was not announced the first time.`),
];

const byName = (documents: readonly ShownDocument[]) =>
  new Map(documents.map((document) => [`${document.doctype} ${document.name}`, JSON.stringify(document)]));

const changes = (before: ReadonlyMap<string, string>, after: ReadonlyMap<string, string>): string[] =>
  [...new Set([...before.keys(), ...after.keys()])].flatMap((name) => {
    if (before.get(name) === after.get(name)) return [];
    if (!before.has(name)) return [`${name} is new.`];
    return [after.has(name) ? `${name} has changed.` : `${name} is gone.`];
  });

import { createHash } from 'node:crypto';
import type { DocumentChange } from './journal.js';
import { fieldsOf } from './figures.js';
import type { Run } from './run.js';

/** Fields that say which thing of Medusa a document stands for. */
const identities = ['medusa_key', 'medusa_id', 'medusa_guest_id'];

/** An address of an order has none, and its key is a hash in which the name of its Lead takes part. */
const contents = ['address_line1', 'address_line2', 'city', 'pincode', 'country', 'medusa_recipient'];

/** What was done otherwise than predicted, document by document, without what the documents say. */
export const differences = (predicted: Run, done: Run): string[] => {
  const [expected, found] = [byIdentity(predicted.changes), byIdentity(done.changes)];
  const names = realNames(expected, found);
  const seen = new Map(done.refusals.map(({ place, code, key }) => [place, { code, key }]));
  const foreseen = new Map(predicted.refusals.map(({ place, code }) => [place, code]));
  return [
    ...[...seen].flatMap(([place, { code, key }]) =>
      foreseen.get(place) === code
        ? []
        : [`The record ${place} of ${key} was parked: ${code}${foreseenAs(foreseen.get(place))}.`],
    ),
    ...[...foreseen].flatMap(([place, code]) =>
      seen.has(place) ? [] : [`The record ${place} came through; ${code} was predicted.`],
    ),
    ...[...new Set([...expected.keys(), ...found.keys()])].flatMap((identity) =>
      differenceOf(identity, expected.get(identity), found.get(identity), names),
    ),
  ];
};

const foreseenAs = (code: string | undefined) =>
  code === undefined ? ', which was not predicted' : `, not ${code}`;

const comparedFields = (change: DocumentChange | undefined): string[] => {
  if (change === undefined) return [];
  const keyed = change.made && change.fields.has('medusa_content_key');
  return fieldsOf(change).filter(
    (field) => !(keyed && ['medusa_content_key', 'address_title'].includes(field)),
  );
};

const byIdentity = (changes: readonly DocumentChange[]): ReadonlyMap<string, DocumentChange> => {
  const ids = new Map(changes.map((change) => [change.name, idOf(change)]));
  return new Map(changes.map((change) => [idOf(change) ?? contentOf(change, ids), change]));
};

/** A document that is made has no name before, but it says for what it stands. */
const idOf = ({ doctype, name, made, fields }: DocumentChange): string | undefined => {
  if (!made) return `${doctype} ${name}`;
  const id = identities.map((field) => fields.get(field)?.after).find((value) => typeof value === 'string');
  return id === undefined ? undefined : `${doctype} of ${String(id)}`;
};

/** Two parties may live at one address: whose it is belongs to it. */
const contentOf = (
  { doctype, fields }: DocumentChange,
  ids: ReadonlyMap<string, string | undefined>,
): string => {
  const links = (fields.get('links')?.after ?? []) as readonly { readonly link_name?: string }[];
  const parties = links.map(({ link_name: name = '' }) => ids.get(name) ?? name);
  const content = JSON.stringify([contents.map((field) => fields.get(field)?.after ?? null), parties]);
  return `${doctype} ${createHash('sha256').update(content).digest('hex').slice(0, 8)}`;
};

const differenceOf = (
  document: string,
  predicted: DocumentChange | undefined,
  done: DocumentChange | undefined,
  names: ReadonlyMap<string, string>,
): string[] => {
  if (predicted?.made !== done?.made) {
    if (done?.made) return [`${document} was made, which was not predicted.`];
    if (predicted?.made) return [`${document} was to be made, and was not.`];
  }
  const [expected, found] = [comparedFields(predicted), comparedFields(done)];
  const missing = expected.filter((field) => !found.includes(field));
  // A document is made with what ERPNext gave to those before it, a language, a group: more than could be known.
  const surplus = done?.made ? [] : found.filter((field) => !expected.includes(field));
  const other = expected.filter(
    (field) =>
      found.includes(field) &&
      !sameValue(predicted?.fields.get(field)?.after, done?.fields.get(field)?.after, names),
  );
  return [
    ...(missing.length > 0 ? [`${document}: ${missing.join(', ')} did not change as predicted.`] : []),
    ...(surplus.length > 0 ? [`${document}: ${surplus.join(', ')} changed, which was not predicted.`] : []),
    ...(other.length > 0 ? [`${document}: ${other.join(', ')} got another value than predicted.`] : []),
  ];
};

/** What the placeholders of a rehearsal stand for. */
const realNames = (
  expected: ReadonlyMap<string, DocumentChange>,
  found: ReadonlyMap<string, DocumentChange>,
): ReadonlyMap<string, string> =>
  new Map(
    [...expected].flatMap(([identity, { name }]) => {
      const real = found.get(identity)?.name;
      return real === undefined || real === name ? [] : [[name, real] as const];
    }),
  );

const sameValue = (predicted: unknown, done: unknown, names: ReadonlyMap<string, string>): boolean => {
  const parts = JSON.stringify(predicted ?? null)
    .replace(somePlaceholder, (placeholder) => names.get(placeholder) ?? placeholder)
    // What ERPNext made along with ours has a name that nobody could know.
    .split(somePlaceholder);
  return new RegExp(`^${parts.map(escaped).join('.*')}$`, 'u').test(JSON.stringify(done ?? null));
};

const somePlaceholder = /\(new [^()]+ \d+\)/g;

const escaped = (text: string) => text.replace(/[\\^$.*+?()[\]{}|/]/g, String.raw`\$&`);

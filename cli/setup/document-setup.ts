import type { Fields, Filter } from '#libs/erpnext/erpnext-client.js';
import type { SetupOptions } from './custom-field-setup.js';
import { orFailed, type Finding } from './finding.js';
import type { SetupClient } from './setup-client.js';

/** A document that must stand in ERPNext. */
export interface WantedDocument {
  readonly doctype: string;
  readonly name: string;
  /** By what it is recognised, where ERPNext makes the name itself. */
  readonly foundBy?: readonly Filter[];
  /** What it must say to be of use. */
  readonly needs: Readonly<Record<string, string | number>>;
  /** How to mend one that says something else; else each field and its value are named. */
  readonly mend?: string;
  /** What it is made of. The client is for what only the site knows. */
  readonly definition: (erpnext: SetupClient) => Fields | Promise<Fields>;
}

/** Makes the documents that are missing. One that exists belongs to the people of the site and is left as it is. */
export const setUpDocuments = async (
  erpnext: SetupClient,
  documents: readonly WantedDocument[],
  { dryRun }: SetupOptions,
): Promise<Finding[]> => {
  const one = async (wanted: WantedDocument): Promise<Finding> => {
    const { doctype, name, needs, mend, definition } = wanted;
    const thing = { kind: doctype, name };
    const [there] = await erpnext.list<Record<string, unknown>>(doctype, {
      fields: ['name', ...Object.keys(needs)],
      filters: wanted.foundBy ?? [['name', '=', name]],
      limit: 1,
    });
    if (!there) {
      if (dryRun) return { ...thing, state: 'would be made' };
      await erpnext.insert(doctype, await definition(erpnext));
      return { ...thing, state: 'made' };
    }
    const wrong = Object.entries(needs).filter(([field, value]) => !says(there[field], value));
    if (wrong.length === 0) return { ...thing, state: 'already there' };
    const detail = mend ?? wrong.map(([field, value]) => `set ${field} to ${value} in ERPNext`).join(', ');
    return { ...thing, state: 'differs', detail };
  };

  const findings: Finding[] = [];
  // In their order: a later one may refer to an earlier one.
  for (const document of documents) {
    findings.push(await orFailed({ kind: document.doctype, name: document.name }, () => one(document)));
  }
  return findings;
};

const says = (held: unknown, wanted: string | number): boolean =>
  // A Check that was never touched is absent, and a browser's editor changes line ends.
  typeof wanted === 'number' ? Number(held ?? 0) === wanted : trimmed(String(held ?? '')) === trimmed(wanted);

const trimmed = (text: string) => text.replaceAll('\r\n', '\n').trim();

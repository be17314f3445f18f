import { readFileSync, renameSync, writeFileSync, existsSync } from 'node:fs';
import { columnOf } from './doctypes/custom-field.js';
import { applyPropertySetter } from './doctypes/customisation.js';
import type { Document } from './engine/document.js';
import type { Site } from './engine/site.js';

/** All that a site holds, to be put into an empty one. */
export interface Saved {
  series: [string, number][];
  settings: Document[];
  documents: Document[];
}

/** Keeps a site in a JSON file, written soon after a change and once more at the end. */
export class SiteFile {
  private timer: NodeJS.Timeout | undefined;
  private lastWriteMs = 0;
  private closed = false;

  constructor(
    private readonly path: string,
    private readonly site: () => Site,
    private readonly delayMs = 300,
  ) {}

  load(): void {
    if (!existsSync(this.path)) return;
    restore(this.site(), JSON.parse(readFileSync(this.path, 'utf8')) as Saved);
  }

  changed(): void {
    if (this.closed) return;
    this.timer ??= setTimeout(() => this.write(), Math.max(this.delayMs, 20 * this.lastWriteMs));
  }

  /** Writes once more, and never again. */
  close(): void {
    this.closed = true;
    this.write();
  }

  private write(): void {
    clearTimeout(this.timer);
    this.timer = undefined;
    const startedAt = performance.now();
    // Written beside and renamed: a kill in the middle leaves the old file whole.
    writeFileSync(`${this.path}.new`, JSON.stringify(snapshot(this.site())));
    renameSync(`${this.path}.new`, this.path);
    // A large site is written less often, so that writing never takes more than a few percent of the time.
    this.lastWriteMs = performance.now() - startedAt;
  }
}

export function snapshot(site: Site): Saved {
  return {
    series: [...site.series],
    settings: [...site.settings.values()],
    documents: [...site.tables.values()].flatMap((table) => [...table.all()]),
  };
}

export function restore(site: Site, saved: Saved): void {
  for (const document of saved.documents.filter((d) => d.doctype === 'Custom Field')) {
    const target = site.knownDoctype(String(document['dt']));
    site.define({ ...target, fields: [...target.fields, columnOf(document)] });
  }
  for (const document of saved.documents.filter((d) => d.doctype === 'Property Setter'))
    applyPropertySetter(document, site);
  for (const document of saved.documents) site.table(document.doctype).put(document);
  for (const single of saved.settings) site.settings.set(single.name, single);
  for (const [prefix, value] of saved.series) site.series.set(prefix, value);
}

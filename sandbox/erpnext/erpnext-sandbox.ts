import { Api, type Incoming } from './api/api.js';
import { finishedSite, rules } from './doctypes/finished-site.js';
import { site as defaults } from './doctypes/site-defaults.js';
import type { App, Site } from './engine/site.js';
import { SiteClock } from './engine/site-clock.js';
import { Faults } from './faults.js';
import { control } from './control.js';
import { HttpServer } from './http-server.js';
import { Requests } from './requests.js';
import { restore, SiteFile, snapshot, type Saved } from './site-file.js';

export interface SandboxOptions {
  port?: number;
  host?: string;
  /** A file that keeps the documents over a restart. */
  dataFile?: string;
  nowMs?: () => number;
}

/** An imitation of one ERPNext site, listening. */
export class ErpNextSandbox {
  readonly faults = new Faults();
  readonly requests = new Requests();
  site: Site;
  private api: Api;
  private readonly file: SiteFile | undefined;
  private readonly server: HttpServer;

  constructor(private readonly options: SandboxOptions) {
    this.site = this.emptySite();
    this.api = new Api(this.site, rules);
    this.file = options.dataFile === undefined ? undefined : new SiteFile(options.dataFile, () => this.site);
    this.file?.load();
    this.server = new HttpServer({
      faults: this.faults,
      requests: this.requests,
      api: (incoming) => this.answer(incoming),
      control: (incoming) => control(this, incoming),
      nowMs: options.nowMs ?? Date.now,
    });
  }

  get url(): string {
    return this.server.url;
  }

  /** All documents of a DocType, with all their fields. */
  documents(doctype: string): Record<string, unknown>[] {
    const documents = this.site.tables.get(doctype)?.all() ?? [];
    return [...documents].map((document) => this.site.shown(document, 'with-nulls'));
  }

  /** An app beside Frappe and ERPNext, until the site is reset or started anew. */
  install(name: string, app: App): void {
    this.site.apps.set(name, app);
  }

  state(): object {
    const filled = [...this.site.tables].filter(([, table]) => table.size > 0);
    return { documents: Object.fromEntries(filled.map(([doctype, table]) => [doctype, table.size])) };
  }

  /** What the site holds now, for a later `reset`. */
  snapshot(): Saved {
    return snapshot(this.site);
  }

  /** The site as it was then, else an empty one, as right after its setup wizard; faults are off and counters zero. */
  reset(to?: Saved): void {
    this.site = this.emptySite();
    if (to !== undefined) restore(this.site, to);
    this.api = new Api(this.site, rules);
    this.faults.clear();
    this.requests.reset();
    this.file?.changed();
  }

  async listen(): Promise<void> {
    await this.server.listen(this.options.port ?? 0, this.options.host ?? '127.0.0.1');
  }

  async stop(): Promise<void> {
    this.file?.close();
    await this.server.close();
  }

  private answer(incoming: Incoming) {
    const { answer, changed } = this.api.answer(incoming);
    if (changed) this.file?.changed();
    return answer;
  }

  private emptySite(): Site {
    return finishedSite(new SiteClock(defaults.timeZone, this.options.nowMs));
  }
}

export async function startErpNextSandbox(options: SandboxOptions = {}): Promise<ErpNextSandbox> {
  const sandbox = new ErpNextSandbox(options);
  await sandbox.listen();
  return sandbox;
}

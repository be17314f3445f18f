import type { ErpNextClient, ErpNextDocument, Fields, ListQuery } from '#libs/erpnext/erpnext-client.js';
import { effectOf } from './method-effects.js';
import type { Journal } from './journal.js';

/** Writes to ERPNext, and notes field by field what was written over what. One read more for each update. */
export class RecordingClient implements ErpNextClient {
  /** Time of the site at which the first document of this run was made. */
  private firstMade: string | undefined;
  private readonly made = new Set<string>();

  constructor(
    private readonly site: ErpNextClient,
    private readonly journal: Journal,
  ) {}

  list<Row>(doctype: string, query: ListQuery): Promise<Row[]> {
    return this.site.list<Row>(doctype, query);
  }

  get(doctype: string, name: string): Promise<ErpNextDocument> {
    return this.site.get(doctype, name);
  }

  async call(method: string, args: Readonly<Record<string, unknown>> = {}): Promise<unknown> {
    const effect = effectOf(method, args);
    const before = effect && (await this.site.get(effect.doctype, effect.name));
    const answer = await this.site.call(method, args);
    if (effect && before) this.journal.updated(effect.doctype, before, effect.fields);
    return answer;
  }

  async run(
    doctype: string,
    name: string,
    method: string,
    args: Readonly<Record<string, unknown>>,
  ): Promise<void> {
    const before = await this.site.get(doctype, name);
    await this.site.run(doctype, name, method, args);
    const { status } = await this.site.get(doctype, name);
    this.journal.updated(doctype, before, { status: String(status) });
  }

  async insert(doctype: string, fields: Fields): Promise<ErpNextDocument> {
    const document = await this.site.insert(doctype, fields);
    this.made.add(`${doctype} ${document.name}`);
    this.firstMade ??= createdAt(document);
    this.journal.inserted(doctype, document.name, fields);
    return document;
  }

  async update(doctype: string, name: string, fields: Fields): Promise<ErpNextDocument> {
    const before = await this.site.get(doctype, name);
    const document = await this.site.update(doctype, name, fields);
    if (this.isMadeAlong(doctype, before)) this.journal.madeAlong(doctype, name);
    this.journal.updated(doctype, before, fields);
    return document;
  }

  /** Made since the first of ours, but not by us. */
  private isMadeAlong(doctype: string, document: ErpNextDocument): boolean {
    const { firstMade } = this;
    return (
      doctype === 'Contact' &&
      firstMade !== undefined &&
      createdAt(document) >= firstMade &&
      !this.made.has(`${doctype} ${document.name}`)
    );
  }
}

const createdAt = (document: ErpNextDocument): string => String(document['creation'] ?? '');

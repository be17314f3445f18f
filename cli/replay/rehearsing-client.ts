import { customFields } from '#libs/erpnext/custom-fields.js';
import type { ErpNextClient, ErpNextDocument, Fields, ListQuery } from '#libs/erpnext/erpnext-client.js';
import { DuplicateDocument, ErpNextConflict } from '#libs/erpnext/errors.js';
import { effectOf } from './method-effects.js';
import type { Journal } from './journal.js';
import { Overlay, placeholder } from './overlay.js';
import { isOrder, workedOut } from './rehearsed-order.js';

type Row = Readonly<Record<string, unknown>>;

/** Beside our own unique fields: ERPNext refuses a second Lead of an e-mail unless its settings allow it. */
const uniqueOfItsOwn = [{ doctype: 'Lead', fieldname: 'email_id' }];

/**
 * ERPNext as it would stand if what was written had been written: reads go to the site, writes stay here and later reads
 * see them. So the handlers themselves say what they would do. Of what ERPNext does by itself only that is known which
 * the handlers look at: unique fields, the lock on `modified`, the Contact of a new Lead, links at a conversion, totals.
 */
export class RehearsingClient implements ErpNextClient {
  private readonly overlay = new Overlay();
  private readonly templates = new Map<string, Promise<ReadonlyMap<string, number>>>();
  private user: Promise<string> | undefined;
  private moment = 0;

  constructor(
    private readonly site: ErpNextClient,
    private readonly journal: Journal,
  ) {}

  async list<Item>(doctype: string, query: ListQuery): Promise<Item[]> {
    const { limit } = query;
    const rows = await this.site.list<Row>(doctype, {
      ...query,
      // By its name a row is known to be one that was written here.
      fields: query.fields.includes('name') ? query.fields : ['name', ...query.fields],
      ...(limit ? { limit: limit + this.overlay.count(doctype) } : {}),
    });
    return this.overlay.over(doctype, rows, query) as Item[];
  }

  async get(doctype: string, name: string): Promise<ErpNextDocument> {
    return this.overlay.find(doctype, name) ?? this.site.get(doctype, name);
  }

  async insert(doctype: string, fields: Fields): Promise<ErpNextDocument> {
    const user = await this.loggedUser();
    await this.refuseTaken(doctype, fields);
    const name = placeholder(doctype, this.overlay.count(doctype) + 1);
    this.journal.inserted(doctype, name, fields);
    const document = await this.put(doctype, { docstatus: 0, ...fields, name, owner: user, modified: '' });
    if (doctype === 'Lead') await this.makeContact(document);
    if (doctype === 'Customer') await this.convertLead(document);
    return document;
  }

  async update(doctype: string, name: string, fields: Fields): Promise<ErpNextDocument> {
    await this.refuseTaken(doctype, fields, name);
    const before = await this.standing(doctype, name);
    if (fields['modified'] !== undefined && fields['modified'] !== before.modified)
      throw new ErpNextConflict(`${doctype} ${name} was written by somebody else.`);
    this.journal.updated(doctype, before, fields);
    const document = await this.put(doctype, { ...before, ...fields });
    if (doctype === 'Sales Order' && fields['docstatus'] !== undefined) await this.tellQuotations(document);
    return document;
  }

  /** The only method of a document that the handlers run: a Quotation is declared lost. */
  async run(doctype: string, name: string): Promise<void> {
    const before = await this.standing(doctype, name);
    this.journal.updated(doctype, before, { status: 'Lost' });
    await this.put(doctype, { ...before, status: 'Lost' });
  }

  async call(method: string, args: Readonly<Record<string, unknown>> = {}): Promise<unknown> {
    if (method === 'frappe.auth.get_logged_user') return this.loggedUser();
    const effect = effectOf(method, args);
    if (effect === undefined) return this.site.call(method, args);
    const before = await this.standing(effect.doctype, effect.name);
    this.journal.updated(effect.doctype, before, effect.fields);
    await this.put(effect.doctype, { ...before, ...withRows(before, effect.fields) });
    return undefined;
  }

  private loggedUser(): Promise<string> {
    this.user ??= this.site.call('frappe.auth.get_logged_user').then(String);
    return this.user;
  }

  private async standing(doctype: string, name: string): Promise<ErpNextDocument> {
    const document = await this.get(doctype, name);
    // Somebody else may have been written here while the site was asked.
    return this.overlay.find(doctype, name) ?? document;
  }

  private async put(doctype: string, document: ErpNextDocument): Promise<ErpNextDocument> {
    const stamped = {
      ...document,
      modified: `rehearsed ${(this.moment += 1)}`,
      modified_by: await this.loggedUser(),
    };
    // Before anything is waited for: another lane must find it.
    this.overlay.put(doctype, stamped);
    if (!isOrder(doctype)) return stamped;
    const order = await workedOut(doctype, stamped, (template) => this.ratesOf(template));
    this.overlay.put(doctype, order);
    return order;
  }

  /** @throws DuplicateDocument where a unique field would refuse the write. */
  private async refuseTaken(doctype: string, fields: Fields, own?: string): Promise<void> {
    const unique = uniqueFieldsOf(doctype).flatMap((field) => {
      const value = fields[field];
      return typeof value === 'string' && value !== '' ? [[field, '=', value] as const] : [];
    });
    if (unique.length === 0) return;
    const query = { fields: ['name'], orFilters: unique };
    const rows = await this.site.list<Row>(doctype, query);
    // Looked at last and without a pause: another lane may have written here meanwhile.
    if (this.overlay.over(doctype, rows, query).some((row) => row['name'] !== own))
      throw new DuplicateDocument(`${doctype} with ${unique.map(([field]) => field).join(', ')} exists.`);
  }

  private async makeContact(lead: ErpNextDocument): Promise<void> {
    const name = placeholder('Contact', this.overlay.count('Contact') + 1);
    const { first_name = null, last_name = null, email_id, mobile_no } = lead;
    this.journal.madeAlong('Contact', name);
    await this.put('Contact', {
      ...{ first_name, last_name, name, modified: '' },
      email_ids: email_id ? [{ email_id, is_primary: 1 }] : [],
      phone_nos: mobile_no ? [{ phone: mobile_no, is_primary_mobile_no: 1 }] : [],
      links: [{ link_doctype: 'Lead', link_name: lead.name }],
    });
  }

  /** What belongs to the Lead belongs to the Customer that is made of it, too. */
  private async convertLead(customer: ErpNextDocument): Promise<void> {
    const lead = customer['lead_name'];
    if (typeof lead !== 'string' || lead === '') return;
    await this.put('Lead', { ...(await this.standing('Lead', lead)), status: 'Converted' });
    for (const doctype of ['Contact', 'Address']) {
      const linked = await this.list<{ name: string }>(doctype, {
        fields: ['name'],
        filters: [
          ['Dynamic Link', 'link_doctype', '=', 'Lead'],
          ['Dynamic Link', 'link_name', '=', lead],
        ],
        orderBy: `\`tab${doctype}\`.creation asc`,
      });
      for (const { name } of linked) {
        const document = await this.standing(doctype, name);
        const links = Array.isArray(document['links']) ? (document['links'] as Row[]) : [];
        const link = { link_doctype: 'Customer', link_name: customer.name };
        await this.put(doctype, { ...document, links: [...links, link] });
      }
    }
  }

  /** ERPNext notes on a Quotation whether it was ordered. */
  private async tellQuotations(order: ErpNextDocument): Promise<void> {
    const rows = Array.isArray(order['items']) ? (order['items'] as Row[]) : [];
    for (const name of new Set(rows.map((row) => row['prevdoc_docname']))) {
      if (typeof name !== 'string') continue;
      const status = order['docstatus'] === 1 ? 'Ordered' : 'Open';
      await this.put('Quotation', { ...(await this.standing('Quotation', name)), status });
    }
  }

  private ratesOf(template: string): Promise<ReadonlyMap<string, number>> {
    const rates =
      this.templates.get(template) ??
      this.site
        .get('Item Tax Template', template)
        .then(
          ({ taxes }) =>
            new Map(
              (taxes as Row[]).map((row) => [String(row['tax_type']), Number(row['tax_rate'])] as const),
            ),
        );
    this.templates.set(template, rates);
    return rates;
  }
}

/** Rows that a method names keep what it does not say. */
const withRows = (before: ErpNextDocument, fields: Fields): Fields => {
  const { items } = fields;
  if (!Array.isArray(items)) return fields;
  const known = new Map((before['items'] as Row[]).map((row) => [row['name'], row]));
  return { ...fields, items: items.map((row: Row) => ({ ...known.get(row['name']), ...row })) } as Fields;
};

const uniqueFieldsOf = (doctype: string): string[] =>
  [...customFields.filter((field) => field.unique), ...uniqueOfItsOwn]
    .filter((field) => field.doctype === doctype)
    .map(({ fieldname }) => fieldname);

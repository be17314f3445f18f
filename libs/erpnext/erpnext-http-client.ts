import { setMaxListeners } from 'node:events';
import { Agent as HttpAgent } from 'node:http';
import { Agent as HttpsAgent } from 'node:https';
import { bulkhead, type BulkheadPolicy } from 'cockatiel';
import fetch, { type RequestInit, type Response } from 'node-fetch';
import type { ErpNextClient, ErpNextDocument, Fields, ListQuery } from './erpnext-client.js';
import { ErpNextNotSetUp, ErpNextUnavailable, ErpNextUnrecognised } from './errors.js';
import { toError } from './to-error.js';

export interface ErpNextHttpClientOptions {
  /** Base address of the site, `https://erp.example.com`. */
  readonly url: string;
  readonly apiKey: string;
  readonly apiSecret: string;
  /** Requests in flight at most, of this process. */
  readonly maxInFlight: number;
  /** Until a request counts as lost, in ms. Longer than the 50 s after which MariaDB gives up a lock. */
  readonly timeoutMs: number;
  /** Aborts what is in flight: its answer counts as lost. */
  readonly shutdown?: AbortSignal;
  readonly onAnswer?: (answer: {
    doctype: string;
    method: string;
    status: number | 'none';
    ms: number;
  }) => void;
}

/**
 * Named by a series, whose row every insert locks: parallel inserts gain nothing and, on MariaDB 11.6 or newer, mostly
 * fail. So one at a time.
 */
const namedBySeries = ['Lead', 'Quotation', 'Sales Order'];

/** A request body with one of these keys is redirected by Frappe to another method or document. */
const hijackingKeys = {
  GET: [],
  // A name is thrown away there, but for the DocTypes that people name.
  POST: ['cmd', 'doctype'],
  PUT: ['cmd', 'doctype', 'name'],
} as const;

const unlimited = Number.MAX_SAFE_INTEGER;

export class ErpNextHttpClient implements ErpNextClient {
  private readonly agent: HttpAgent;
  private readonly slots: BulkheadPolicy;
  private readonly series: ReadonlyMap<string, BulkheadPolicy>;
  private readonly base: string;

  constructor(private readonly options: ErpNextHttpClientOptions) {
    // Every call in flight listens: dozens are no leak.
    if (options.shutdown) setMaxListeners(0, options.shutdown);
    this.base = options.url.replace(/\/+$/, '');
    const Agent = this.base.startsWith('https:') ? HttpsAgent : HttpAgent;
    this.agent = new Agent({ keepAlive: true, maxSockets: options.maxInFlight });
    this.slots = bulkhead(options.maxInFlight, unlimited);
    this.series = new Map(namedBySeries.map((doctype) => [doctype, bulkhead(1, unlimited)]));
  }

  async list<Row>(doctype: string, query: ListQuery): Promise<Row[]> {
    // By POST: the line of a GET may have 4,094 bytes, and a look-up of many ids has more.
    const rows = await this.call('frappe.client.get_list', {
      doctype,
      fields: query.fields,
      filters: query.filters ?? [],
      ...(query.orFilters === undefined ? {} : { or_filters: query.orFilters }),
      order_by: query.orderBy ?? 'creation asc',
      limit_page_length: query.limit ?? 0,
      ...(query.start === undefined ? {} : { limit_start: query.start }),
    });
    if (!Array.isArray(rows)) throw new ErpNextUnrecognised(`The list of ${doctype} is no list.`);
    return rows as Row[];
  }

  get(doctype: string, name: string): Promise<ErpNextDocument> {
    return this.document('GET', doctype, name);
  }

  async insert(doctype: string, fields: Fields): Promise<ErpNextDocument> {
    const insert = () => this.document('POST', doctype, undefined, fields);
    const document = await (this.series.get(doctype)?.execute(insert) ?? insert());

    // ERPNext drops a field that it does not know without a word; an id that is not kept would make a double later.
    const dropped = Object.keys(fields).filter(
      (field) => field.startsWith('medusa_') && isSet(fields[field]) && !(field in document),
    );
    if (dropped.length > 0)
      throw new ErpNextNotSetUp(`${doctype} misses the Custom Field ${dropped.join(', ')}.`);
    return document;
  }

  update(doctype: string, name: string, fields: Fields): Promise<ErpNextDocument> {
    return this.document('PUT', doctype, name, fields);
  }

  async run(
    doctype: string,
    name: string,
    method: string,
    args: Readonly<Record<string, unknown>>,
  ): Promise<void> {
    const path = ['/api/resource', doctype, name].map(encodePath).join('/');
    await this.request('POST', path, { doctype, writes: true, body: { run_method: method, ...args } });
  }

  async call(method: string, args: Readonly<Record<string, unknown>> = {}): Promise<unknown> {
    const doctype = typeof args['doctype'] === 'string' ? args['doctype'] : '';
    const writes = method !== 'frappe.client.get_list';
    const answer = await this.request('POST', `/api/method/${method}`, { doctype, writes, body: args });
    return answer['message'];
  }

  /** Closes idle connections. */
  close(): void {
    this.agent.destroy();
  }

  private async document(
    method: 'GET' | 'POST' | 'PUT',
    doctype: string,
    name?: string,
    fields?: Fields,
  ): Promise<ErpNextDocument> {
    const hijacking = hijackingKeys[method].find((key) => fields !== undefined && key in fields);
    if (hijacking !== undefined)
      throw new TypeError(`A document to be written must not have the field ${hijacking}.`);

    const path = ['/api/resource', doctype, ...(name === undefined ? [] : [name])].map(encodePath).join('/');
    const answer = await this.request(method, path, { doctype, writes: method !== 'GET', body: fields });
    const document = answer['data'] as ErpNextDocument | undefined;
    if (typeof document?.name !== 'string') {
      throw new ErpNextUnrecognised(`The answer to ${method} ${doctype} is no document.`);
    }
    return document;
  }

  private request(
    method: string,
    path: string,
    about: { doctype: string; writes: boolean; body?: object | undefined },
  ): Promise<Record<string, unknown>> {
    return this.slots.execute(async () => {
      const started = performance.now();
      const request = `${method} ${about.doctype || path}`;
      const note = (status: number | 'none') =>
        this.options.onAnswer?.({ doctype: about.doctype, method, status, ms: performance.now() - started });

      let response: Response;
      let text: string;
      const deadline = this.deadline();
      try {
        response = await fetch(this.base + path, this.requestInit(method, about.body, deadline.signal));
        text = await response.text();
      } catch (error) {
        note('none');
        throw new ErpNextUnavailable(
          `No answer from ERPNext to ${request}: ${reasonOf(error)}.`,
          { request, outcomeUnknown: about.writes && !neverSent(error) },
          { cause: error },
        );
      } finally {
        deadline.end();
      }
      note(response.status);

      const body = parse(text);
      if (!response.ok || body === undefined) {
        const retryAfter = response.headers.get('retry-after');
        throw toError({ status: response.status, body, retryAfter, writes: about.writes, request });
      }
      return body;
    });
  }

  /**
   * Aborted when the time is up or the service ends. Not by AbortSignal.any: in Node 20 a time-out that only such a signal
   * refers to is collected as garbage, and a call that hangs would hold its place for ever.
   */
  private deadline(): { readonly signal: AbortSignal; end(): void } {
    const { shutdown, timeoutMs } = this.options;
    const controller = new AbortController();
    const abort = () => controller.abort();
    const timer = setTimeout(abort, timeoutMs);
    shutdown?.addEventListener('abort', abort);
    if (shutdown?.aborted) abort();
    return {
      signal: controller.signal,
      end: () => {
        clearTimeout(timer);
        shutdown?.removeEventListener('abort', abort);
      },
    };
  }

  private requestInit(method: string, body: object | undefined, signal: AbortSignal): RequestInit {
    const { apiKey, apiSecret } = this.options;
    return {
      method,
      headers: {
        // An Accept that begins with text makes errors HTML; the language decides messages *and* names of Addresses.
        accept: 'application/json',
        'accept-language': 'en',
        authorization: `token ${apiKey}:${apiSecret}`,
        ...(body === undefined ? {} : { 'content-type': 'application/json' }),
      },
      agent: this.agent,
      redirect: 'manual',
      signal,
      ...(body === undefined ? {} : { body: JSON.stringify(body) }),
    };
  }
}

const isSet = (value: unknown) => value !== null && value !== undefined && value !== '';

const encodePath = (part: string) => (part.startsWith('/') ? part : encodeURIComponent(part));

const parse = (text: string): Record<string, unknown> | undefined => {
  try {
    const value: unknown = JSON.parse(text);
    return typeof value === 'object' && value !== null ? (value as Record<string, unknown>) : undefined;
  } catch {
    return undefined;
  }
};

/** Nothing reached ERPNext: nobody listens there, or the name does not resolve. */
const neverSent = (error: unknown) =>
  ['ECONNREFUSED', 'ENOTFOUND', 'EAI_AGAIN'].includes(systemCode(error) ?? '');

const reasonOf = (error: unknown) => systemCode(error) ?? (error instanceof Error ? error.name : 'unknown');

const systemCode = (error: unknown): string | undefined => {
  const code = error instanceof Error && 'code' in error ? error.code : undefined;
  return typeof code === 'string' ? code : undefined;
};

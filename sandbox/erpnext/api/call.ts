import type { Transaction } from '../engine/transaction.js';

/** One HTTP request as the API sees it: who asks, and what was sent, wherever it was sent. */
export interface Call {
  method: string;
  path: string;
  /** The JSON body, or the query string when there is no body: never both, as in Frappe. */
  args: Readonly<Record<string, unknown>>;
  tx: Transaction;
}

export interface Answer {
  status: number;
  contentType: string;
  body: string;
  headers?: Readonly<Record<string, string>>;
}

export const json = (status: number, body: object): Answer => ({
  status,
  contentType: 'application/json',
  body: JSON.stringify(body),
});

export const html = (status: number, title: string, text: string): Answer => ({
  status,
  contentType: 'text/html; charset=utf-8',
  body: `<!doctype html>\n<html lang=en>\n<title>${status} ${title}</title>\n<h1>${title}</h1>\n<p>${text}</p>\n`,
});

import { isRecord } from '../engine/assign.js';
import { crashed, invalid } from '../engine/errors.js';

type Arguments = Record<string, unknown>;

/** What a request sends: a body that is JSON makes Frappe forget the query string. */
export function argumentsOf(query: URLSearchParams, contentType: string, body: Buffer): Arguments {
  if (body.length === 0) return Object.fromEntries(query);
  const text = readText(body);
  if (contentType.includes('application/x-www-form-urlencoded'))
    return { ...Object.fromEntries(query), ...Object.fromEntries(new URLSearchParams(text)) };

  return unwrapped(parsed(text));
}

function readText(body: Buffer): string {
  try {
    return new TextDecoder('utf-8', { fatal: true }).decode(body);
  } catch {
    throw crashed('AttributeError', "'bytes' object has no attribute 'pop'");
  }
}

function parsed(text: string): unknown {
  try {
    return JSON.parse(text);
  } catch {
    throw crashed('JSONDecodeError', 'Expecting value: line 1 column 1 (char 0)', 'json.decoder');
  }
}

function unwrapped(value: unknown): Arguments {
  if (Array.isArray(value)) throw crashed('TypeError', 'pop expected at most 1 argument, got 2');
  if (!isRecord(value)) throw invalid('Invalid request arguments');
  return value;
}

/** The document of an insert or update, which may be wrapped in `data`. */
export function documentOf(args: Readonly<Arguments>): Arguments {
  const { data } = args;
  if (isRecord(data)) return data;
  return typeof data === 'string' ? unwrapped(parsed(data)) : { ...args };
}

import { fold } from './collation.js';
import type { Scalar } from './document.js';
import { crashed, invalid, NotImitated } from './errors.js';
import { isRecord } from './assign.js';

/** One condition of a list: a column of the DocType itself or of one of its child DocTypes. */
export interface Filter {
  /** The DocType that the caller named; undefined means the listed one. */
  doctype?: string;
  fieldname: string;
  operator: string;
  value: unknown;
}

const operators =
  'between,not ancestors of,>=,ancestors of,previous,=,descendants of (inclusive),descendants of,>,!=,is,fiscal year,not in,<=,like,not like,not descendants of,timespan,in,<,next'.split(
    ',',
  );

/** Reads filters in each shape ERPNext takes: `{field: value}`, `{field: [operator, value]}`, or a list of lists. */
export function parseFilters(given: unknown): Filter[] {
  const filters = fromJson(given);
  if (filters == null || filters === '') return [];
  if (isRecord(filters)) return Object.entries(filters).map(([fieldname, value]) => pair(fieldname, value));
  if (Array.isArray(filters)) return filters.map((entry: unknown) => listed(entry));
  throw new NotImitated('filters of this shape');
}

export function fromJson(given: unknown): unknown {
  if (typeof given !== 'string' || given === '') return given;
  try {
    return JSON.parse(given);
  } catch {
    throw crashed('JSONDecodeError', 'Expecting value: line 1 column 1 (char 0)', 'json.decoder');
  }
}

function listed(entry: unknown): Filter {
  if (isRecord(entry)) throw new NotImitated('an object inside a list of filters');
  if (!Array.isArray(entry)) throw new NotImitated('filters of this shape');
  const parts: unknown[] = entry;
  if (parts.length < 2) throw crashed('IndexError', 'list index out of range');
  if (parts.length === 2) return checked({ fieldname: String(parts[0]), operator: '=', value: parts[1] });
  if (parts.length === 3)
    return checked({ fieldname: String(parts[0]), operator: String(parts[1]), value: parts[2] });
  return checked({
    doctype: String(parts[0]),
    fieldname: String(parts[1]),
    operator: String(parts[2]),
    value: parts[3],
  });
}

function pair(fieldname: string, value: unknown): Filter {
  if (Array.isArray(value))
    return checked({ fieldname, operator: String(value[0]), value: value[1] as unknown });
  return checked({ fieldname, operator: '=', value });
}

function checked(filter: Filter): Filter {
  const operator = filter.operator.toLowerCase();
  if (!operators.includes(operator)) throw invalid(`Operator must be one of ${operators.join(', ')}`);
  return { ...filter, operator };
}

export type Test = (value: Scalar) => boolean;

/** The condition as a test of one column's value; blanks and nulls as in Frappe's SQL. */
export function testOf({ operator, value }: Filter, numeric: boolean): Test {
  const orBlank = (found: Scalar): string | number => found ?? (numeric ? 0 : '');
  switch (operator) {
    case '=':
      return equalTo([value], numeric);
    case '!=': {
      const test = equalTo([value], numeric);
      return (found) => !test(orBlank(found));
    }
    case 'in':
      return equalTo(listOf(value), numeric);
    case 'not in': {
      const test = equalTo(listOf(value), numeric);
      return (found) => !test(orBlank(found));
    }
    case 'like':
      return likeTest(String(value));
    case 'not like': {
      const test = likeTest(String(value));
      return (found) => !test(found);
    }
    case 'is':
      return value === 'set' ? (found) => orBlank(found) !== '' : (found) => orBlank(found) === '';
    case '>':
    case '>=':
    case '<':
    case '<=':
      return comparison(operator, value, numeric);
    case 'between': {
      const [from, to] = listOf(value);
      const [low, high] = [comparison('>=', from, numeric), comparison('<=', to, numeric)];
      return (found) => low(found) && high(found);
    }
    default:
      throw new NotImitated(`the filter operator "${operator}"`);
  }
}

/** The values an `=` or `in` asks for, if an index may answer it: blanks also match nulls, which no index holds. */
export function indexable({ operator, value }: Filter): string[] | undefined {
  if (operator !== '=' && operator !== 'in') return undefined;
  const values = operator === 'in' ? listOf(value) : [value];
  const texts = values.map((v) => (v == null ? '' : String(v)));
  return texts.length > 0 && texts.every((v) => v !== '') ? texts : undefined;
}

function listOf(value: unknown): unknown[] {
  if (Array.isArray(value)) return value as unknown[];
  return String(value ?? '')
    .split(',')
    .map((part) => part.trim());
}

function equalTo(values: readonly unknown[], numeric: boolean): Test {
  if (numeric) {
    const numbers = new Set(values.map((v) => Number(v) || 0));
    return (found) => numbers.has(Number(found ?? 0));
  }
  // An empty list becomes in ('') there, and a blank matches null.
  const wanted = new Set(values.length === 0 ? [''] : values.map((v) => fold(v == null ? '' : asText(v))));
  return (found) => wanted.has(found === null ? '' : fold(found));
}

const asText = (value: unknown): string | number => (typeof value === 'number' ? value : String(value));

// A backslash is an ordinary character: Frappe doubles it before the database sees it.
function likeTest(pattern: string): Test {
  const source = fold(pattern)
    .replace(/[.*+?^${}()|[\]\\]/g, '\\$&')
    .replaceAll('%', '.*')
    .replaceAll('_', '.');
  const matcher = new RegExp(`^${source}$`, 's');
  return (found) => matcher.test(fold(found ?? ''));
}

function comparison(operator: string, value: unknown, numeric: boolean): Test {
  const sign = (found: string | number) => {
    if (numeric) return Number(found) - (Number(value) || 0);
    const [left, right] = [fold(found), fold(asText(value ?? ''))];
    return left < right ? -1 : left > right ? 1 : 0;
  };
  const holds: Record<string, (s: number) => boolean> = {
    '>': (s) => s > 0,
    '>=': (s) => s >= 0,
    '<': (s) => s < 0,
    '<=': (s) => s <= 0,
  };
  return (found) => holds[operator]?.(sign(found ?? (numeric ? 0 : ''))) ?? false;
}

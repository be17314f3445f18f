import { z } from 'zod';

/** What a variable may hold; the message of a refusal says what was expected. */
const value = <T>(expected: string, read: (text: string) => T | undefined) =>
  z.string(expected).transform((text, context) => {
    const found = read(text.trim());
    if (found === undefined) context.addIssue({ code: 'custom', message: expected });
    return found === undefined ? z.NEVER : found;
  });

export const text = (expected = 'some text') => value(expected, (given) => given || undefined);

export const matching = (expected: string, pattern: RegExp) =>
  value(expected, (given) => (pattern.test(given) ? given : undefined));

export const flag = () =>
  value('true or false', (given) => (given === 'true' ? true : given === 'false' ? false : undefined));

export const oneOf = <const Names extends readonly string[]>(names: Names) =>
  value<Names[number]>(`one of ${names.join(', ')}`, (given) => names.find((name) => name === given));

export const integer = ({ min, max }: { min: number; max: number }) =>
  value(`a whole number from ${min} to ${max}`, (given) =>
    within(min, max, /^\d+$/.test(given) ? +given : NaN),
  );

const unitMs = { ms: 1, s: 1_000, m: 60_000, h: 3_600_000, d: 86_400_000 };

/** A time with its unit, read as milliseconds: `500ms`, `20s`, `15m`, `6h`, `30d`. */
export const duration = ({ min, max }: { min: string; max: string }) =>
  value(`a time with its unit (ms, s, m, h, d) from ${min} to ${max}`, (given) =>
    within(milliseconds(min), milliseconds(max), milliseconds(given)),
  );

export const httpUrl = () =>
  value('an http:// or https:// URL without credentials', (given) => {
    const url = URL.canParse(given) ? new URL(given) : undefined;
    if (!url || !/^https?:$/.test(url.protocol) || url.username || url.password) return undefined;
    return given.replace(/\/+$/, '');
  });

/** One or more, separated by commas. */
export const commaList = (expected: string, pattern: RegExp) =>
  value(`${expected}, separated by commas`, (given) => {
    const items = given.split(',').map((item) => item.trim());
    return items.every((item) => pattern.test(item)) ? Object.freeze(items) : undefined;
  });

export const timeZone = () =>
  value('a time zone, Europe/Berlin', (given) => {
    try {
      return new Intl.DateTimeFormat('en', { timeZone: given }).resolvedOptions().timeZone;
    } catch {
      return undefined;
    }
  });

const milliseconds = (given: string): number => {
  const [, amount, unit] = /^(\d+)(ms|s|m|h|d)$/.exec(given) ?? [];
  return amount ? +amount * unitMs[unit as keyof typeof unitMs] : NaN;
};

const within = (min: number, max: number, number: number) =>
  number >= min && number <= max ? number : undefined;

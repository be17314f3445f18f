import { InvalidArgumentError } from 'commander';

const unitMs: Readonly<Record<string, number>> = { s: 1_000, m: 60_000, h: 3_600_000, d: 86_400_000 };

/** An option that holds a moment: `2h` is two hours ago, anything else a date. For commander. */
export const moment =
  (now: () => number = Date.now) =>
  (given: string): number => {
    const [, amount, unit = ''] = /^(\d+)([smhd])$/.exec(given) ?? [];
    const ms = amount ? now() - Number(amount) * (unitMs[unit] ?? 0) : Date.parse(given);
    if (Number.isNaN(ms))
      throw new InvalidArgumentError('expected 30m, 2h, 7d, or a date like 2026-11-25T13:00Z');
    return ms;
  };

/** `2026-11-25 13:05:09Z` */
export const showTime = (ms: number): string =>
  `${new Date(ms).toISOString().slice(0, 19).replace('T', ' ')}Z`;

/** About how long: `40 s`, `4 min`, `3 h`, `12 d`. */
export const showAge = (ms: number): string => {
  const seconds = Math.max(0, Math.round(ms / 1000));
  if (seconds < 120) return `${seconds} s`;
  if (seconds < 7_200) return `${Math.round(seconds / 60)} min`;
  return seconds < 172_800 ? `${Math.round(seconds / 3_600)} h` : `${Math.round(seconds / 86_400)} d`;
};

/** `1 customer`, `3 customers` */
export const counted = (count: number, thing: string): string => `${count} ${thing}${count === 1 ? '' : 's'}`;

/** One measured figure, beside what it is measured against in the same run. */
export interface Figure {
  readonly name: string;
  readonly value: number;
  readonly unit: string;
  /** The same measured in another way, and which; null where a figure stands for itself. */
  readonly baseline: { readonly name: string; readonly value: number } | null;
  /** value / baseline. */
  readonly ratio: number | null;
  /** What was promised, as a person reads it; null where nothing was. */
  readonly goal: string | null;
  readonly met: boolean | null;
}

interface Measured {
  readonly name: string;
  readonly value: number;
  readonly unit: string;
  readonly baseline?: { readonly name: string; readonly value: number };
  readonly goal?: Goal;
}

/** A bound on the figure itself, or on its ratio to the baseline. */
export interface Goal {
  readonly of: 'value' | 'ratio';
  readonly atLeast?: number;
  readonly atMost?: number;
}

export const figure = ({ name, value, unit, baseline, goal }: Measured): Figure => {
  const ratio = baseline === undefined ? null : rounded(value / baseline.value);
  const judged = goal?.of === 'ratio' ? ratio : value;
  return {
    name,
    value: rounded(value),
    unit,
    baseline: baseline === undefined ? null : { name: baseline.name, value: rounded(baseline.value) },
    ratio,
    goal: goal === undefined ? null : wording(goal),
    met: goal === undefined || judged === null ? null : isWithin(judged, goal),
  };
};

export const median = (values: readonly number[]): number => percentile(values, 50);

export const percentile = (values: readonly number[], percent: number): number => {
  const sorted = [...values].sort((a, b) => a - b);
  return sorted[Math.min(sorted.length - 1, Math.floor((sorted.length * percent) / 100))] ?? NaN;
};

export const showFigures = (figures: readonly Figure[]): string =>
  figures
    .map(({ name, value, unit, baseline, ratio, goal, met }) => {
      const against = baseline === null ? '' : `  ${ratio} x ${baseline.name} (${baseline.value})`;
      const judged = met === null ? '' : `  ${met ? 'met' : 'MISSED'}: ${goal}`;
      return `${name.padEnd(52)} ${String(value).padStart(9)} ${unit}${against}${judged}`;
    })
    .join('\n');

const isWithin = (value: number, { atLeast = -Infinity, atMost = Infinity }: Goal) =>
  value >= atLeast && value <= atMost;

const wording = ({ of, atLeast, atMost }: Goal) => {
  const bounds = [
    ...(atLeast === undefined ? [] : [`>= ${atLeast}`]),
    ...(atMost === undefined ? [] : [`<= ${atMost}`]),
  ].join(' and ');
  return of === 'ratio' ? `${bounds} times the baseline` : bounds;
};

/** Three digits that count: what is behind them is noise. */
const rounded = (value: number) => (value >= 1000 ? Math.round(value) : Number(value.toPrecision(3)));

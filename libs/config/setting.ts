import type { z } from 'zod';
import type { Variable } from './variables.js';

/** One environment variable: its name, what it may hold, and how it may be shown. */
export interface Setting<T> {
  readonly variable: Variable;
  readonly schema: z.ZodType<T, string | undefined>;
  /** Never repeat its value, not even to say that it is wrong. */
  readonly secret: boolean;
  /** Given without this other one, it is a mistake. */
  readonly needs: Variable | undefined;
}

export const setting = <T>(
  variable: Variable,
  schema: z.ZodType<T, string | undefined>,
  { secret = false, needs }: { secret?: boolean; needs?: Variable } = {},
): Setting<T> => ({ variable, schema, secret, needs });

/** Settings by the name they have in the program, in groups that are handed on as small values. */
export interface ConfigShape {
  readonly [name: string]: Setting<unknown> | ConfigShape;
}

export type Config<Shape extends ConfigShape> = {
  readonly [Name in keyof Shape]: Shape[Name] extends Setting<infer T>
    ? T
    : Shape[Name] extends ConfigShape
      ? Config<Shape[Name]>
      : never;
};

export const isSetting = (entry: Setting<unknown> | ConfigShape): entry is Setting<unknown> =>
  'variable' in entry && typeof entry['variable'] === 'string';

export const settingsOf = (shape: ConfigShape): Setting<unknown>[] =>
  Object.values(shape).flatMap((entry) => (isSetting(entry) ? [entry] : settingsOf(entry)));

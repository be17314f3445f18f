import type { z } from 'zod';

/** A genuine webhook that no event can be made of. The message names fields, never their values. */
export class Unmappable extends Error {
  override readonly name = 'Unmappable';
}

/** Checks foreign data against its schema; `where` is its place in the body. */
export const parse = <S extends z.ZodType>(schema: S, data: unknown, where: string): z.output<S> => {
  const result = schema.safeParse(data);
  if (result.success) return result.data;
  const complaints = result.error.issues.slice(0, 5).map(({ path, message }) => {
    return `${[where, ...path].filter((part) => part !== '').join('.')}: ${message}`;
  });
  throw new Unmappable(complaints.join('; '));
};

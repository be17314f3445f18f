import { createHash } from 'node:crypto';
import { readFile, readdir } from 'node:fs/promises';
import { join, relative } from 'node:path';

/** A webhook as a shop would send it. */
export interface Webhook {
  /** Where it lies in its folder. */
  readonly path: string;
  readonly id: string;
  /** ms since 1970; those that do not say come last. */
  readonly occurredAt: number;
  readonly body: Buffer;
}

/** Every `.json` file below the folder, in the order in which it happened. */
export const readStory = async (folder: string): Promise<Webhook[]> => {
  const entries = await readdir(folder, { recursive: true, withFileTypes: true });
  const files = entries.filter((entry) => entry.isFile() && entry.name.endsWith('.json'));
  if (files.length === 0) throw new Error(`There are no webhooks (*.json) in ${folder}.`);

  const webhooks = await Promise.all(
    files.map(async (entry) => {
      const file = join(entry.parentPath, entry.name);
      return toWebhook(relative(folder, file), await readFile(file));
    }),
  );
  return webhooks.sort((a, b) => a.occurredAt - b.occurredAt || a.path.localeCompare(b.path));
};

/** The id stays the same however often the story is played: the same webhook again is a repeat. */
export const toWebhook = (path: string, body: Buffer): Webhook => {
  const { id, occurred_at } = envelope(body);
  return {
    path,
    body,
    id:
      typeof id === 'string' && id
        ? id
        : `file_${createHash('sha256').update(body).digest('hex').slice(0, 32)}`,
    occurredAt: (typeof occurred_at === 'string' && Date.parse(occurred_at)) || Number.MAX_SAFE_INTEGER,
  };
};

/** Another order, but the same one for the same seed. */
export const shuffled = <T>(items: readonly T[], seed: number): T[] => {
  let state = seed >>> 0;
  // Mulberry32: a few lines, and good enough to mix a list.
  const random = () => {
    state = (state + 0x6d2b79f5) >>> 0;
    let mixed = Math.imul(state ^ (state >>> 15), state | 1);
    mixed ^= mixed + Math.imul(mixed ^ (mixed >>> 7), mixed | 61);
    return ((mixed ^ (mixed >>> 14)) >>> 0) / 2 ** 32;
  };
  const result = [...items];
  for (let last = result.length - 1; last > 0; last--) {
    const other = Math.floor(random() * (last + 1));
    [result[last], result[other]] = [result[other] as T, result[last] as T];
  }
  return result;
};

/** Every id of a thing in Medusa that the story names. */
export const idsIn = (story: readonly Webhook[]): ReadonlySet<string> =>
  new Set(story.flatMap(({ body }) => body.toString('utf8').match(/\b(?:cus|cuaddr|order)_\w+/g) ?? []));

const envelope = (body: Buffer): { id?: unknown; occurred_at?: unknown } => {
  try {
    const value: unknown = JSON.parse(body.toString('utf8'));
    return typeof value === 'object' && value !== null ? value : {};
  } catch {
    return {};
  }
};

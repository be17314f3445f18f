import { readFileSync, renameSync, rmSync, writeFileSync } from 'node:fs';
import { z } from 'zod';
import type { Span } from '#libs/messaging/merged-reader.js';
import type { Place } from '#libs/messaging/topic-reader.js';
import { Refusal } from '../terminal/refusal.js';

const place = z.record(z.string(), z.record(z.string().regex(/^\d+$/), z.string().regex(/^\d+$/)));

const shape = z.object({
  job: z.string(),
  topics: z.array(z.string()),
  // Of another version it may say something that this one would pass over: then more would be handled than was meant.
  choice: z.strictObject({
    keys: z.array(z.string()).optional(),
    type: z.string().optional(),
    every: z.boolean(),
  }),
  /** Before it, every record is finished. */
  from: place,
  to: place,
  /** Of the earlier runs of this job. */
  events: z.number(),
});

type Stored = z.infer<typeof shape>;

/** Where a replay stands: enough to go on with it, whoever does and whenever. */
export interface ReplayState extends Omit<Stored, 'from' | 'to'> {
  readonly span: Span;
}

/** @throws Refusal when the file is no state of a replay. */
export const readState = (file: string): ReplayState => {
  try {
    const { from, to, ...rest } = shape.parse(JSON.parse(readFileSync(file, 'utf8')));
    return { ...rest, span: { from: toPlace(from), to: toPlace(to) } };
  } catch {
    throw new Refusal(`${file} can not be read as the state of a replay.`);
  }
};

/** In one step: a process that is killed while it writes leaves the state of before. */
export const writeState = (file: string, { span, ...rest }: ReplayState): void => {
  const stored: Stored = { ...rest, from: fromPlace(span.from), to: fromPlace(span.to) };
  writeFileSync(`${file}.new`, `${JSON.stringify(stored, null, 2)}\n`);
  renameSync(`${file}.new`, file);
};

export const forgetState = (file: string): void => rmSync(file, { force: true });

const toPlace = (stored: Stored['from']): Place =>
  new Map(
    Object.entries(stored).map(([topic, partitions]) => [
      topic,
      new Map(Object.entries(partitions).map(([partition, offset]) => [Number(partition), BigInt(offset)])),
    ]),
  );

const fromPlace = (of: Place): Stored['from'] =>
  Object.fromEntries(
    [...of].map(([topic, partitions]) => [
      topic,
      Object.fromEntries([...partitions].map(([partition, offset]) => [String(partition), String(offset)])),
    ]),
  );

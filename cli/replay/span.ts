import type { Span } from '#libs/messaging/merged-reader.js';
import type { Place, TopicReader } from '#libs/messaging/topic-reader.js';
import { Refusal } from '../terminal/refusal.js';

export interface SpanOptions {
  readonly topics: readonly string[];
  /** A time, or `partition:offset` of one topic, several separated by commas; from the oldest record when absent. */
  readonly from?: string | undefined;
  /** The same; up to the newest record of this moment when absent: no replay is without an end. */
  readonly to?: string | undefined;
}

/** Where a replay begins and ends, as offsets. */
export const spanOf = async (
  reader: Pick<TopicReader, 'beginning' | 'end' | 'since'>,
  { topics, from, to }: SpanOptions,
): Promise<Span> => {
  const [lowest, highest] = [await reader.beginning(topics), await reader.end(topics)];
  const at = async (bound: string | undefined, otherwise: Place): Promise<Place> => {
    if (bound === undefined) return otherwise;
    const given = offsetsIn(bound);
    if (given === undefined) return reader.since(topics, timeOf(bound));
    if (topics.length > 1) throw new Refusal('Offsets are those of one topic: add --topic.');
    // A partition that is not named is left out.
    return new Map(topics.map((topic) => [topic, given]));
  };
  const [start, end] = [await at(from, lowest), await at(to, highest)];
  const partitions = (topic: string): number[] =>
    [...(highest.get(topic)?.keys() ?? [])].filter(
      (partition) => start.get(topic)?.has(partition) && end.get(topic)?.has(partition),
    );
  const place = (of: (topic: string, partition: number) => bigint): Place =>
    new Map(
      topics.map((topic) => [topic, new Map(partitions(topic).map((each) => [each, of(topic, each)]))]),
    );
  const offset = (of: Place, topic: string, partition: number) => of.get(topic)?.get(partition) ?? 0n;
  return {
    from: place((...each) => larger(offset(start, ...each), offset(lowest, ...each))),
    to: place((...each) => smaller(offset(end, ...each), offset(highest, ...each))),
  };
};

/** As much of a span as lies in these partitions. */
export const within = ({ from, to }: Span, partitions: Place): Span => {
  const narrowed = (place: Place): Place =>
    new Map(
      [...place].map(([topic, offsets]) => [
        topic,
        new Map([...offsets].filter(([partition]) => partitions.get(topic)?.has(partition))),
      ]),
    );
  return { from: narrowed(from), to: narrowed(to) };
};

/** Records between the two places, gaps counted. */
export const lengthOf = ({ from, to }: Span): number =>
  [...to].reduce(
    (sum, [topic, partitions]) =>
      sum +
      [...partitions].reduce(
        (all, [partition, end]) => all + Math.max(0, Number(end - (from.get(topic)?.get(partition) ?? 0n))),
        0,
      ),
    0,
  );

const offsetsIn = (bound: string): ReadonlyMap<number, bigint> | undefined => {
  if (!/^\d+:\d+(,\d+:\d+)*$/.test(bound)) return undefined;
  return new Map(
    bound.split(',').map((pair) => {
      const [partition = '', offset = ''] = pair.split(':');
      return [Number(partition), BigInt(offset)];
    }),
  );
};

const timeOf = (bound: string): number => {
  const time = Date.parse(bound);
  if (Number.isNaN(time))
    throw new Refusal(
      `"${bound}" is neither a time (2026-11-25T08:00:00Z) nor offsets (partition:offset,…).`,
    );
  return time;
};

const larger = (a: bigint, b: bigint) => (a > b ? a : b);
const smaller = (a: bigint, b: bigint) => (a < b ? a : b);

import type { KafkaRecord, OutgoingRecord, RecordHeaders } from './message.js';

/** Where a record stands. */
export interface Coordinates {
  readonly topic: string;
  readonly partition: number;
  readonly offset: bigint;
}

/** `medusa.customer.events.v1-3-42` */
export const idOf = ({ topic, partition, offset }: Coordinates): string => `${topic}-${partition}-${offset}`;

/** @returns undefined when it is no such id. */
export const coordinatesOf = (id: string): Coordinates | undefined => {
  const [, topic, partition, offset] = /^(.+)-(\d+)-(\d+)$/.exec(id) ?? [];
  if (topic === undefined) return undefined;
  return { topic, partition: Number(partition), offset: BigInt(offset ?? 0) };
};

/** A dead letter as its headers tell it. */
export interface DeadLetter {
  /** Of where it came from, so that it is the same however often it was parked. */
  readonly id: string;
  /** Absent for a webhook that could not be mapped: nothing came before it. */
  readonly origin: Coordinates | undefined;
  readonly cause: string;
  readonly message: string;
  /** ms since 1970. */
  readonly failedAtMs: number;
  readonly attempts: number | undefined;
  readonly redrives: number;
  /** The record in the dead-letter topic. */
  readonly record: KafkaRecord;
}

export const readDeadLetter = (record: KafkaRecord): DeadLetter => {
  const { headers } = record;
  const topic = textIn(headers, 'kafka_dlt-original-topic');
  const origin = topic && {
    topic,
    partition: numberIn(headers, 'kafka_dlt-original-partition') ?? 0,
    offset: BigInt(numberIn(headers, 'kafka_dlt-original-offset') ?? 0),
  };
  return {
    id: idOf(origin || record),
    origin: origin || undefined,
    cause: textIn(headers, 'dlt-cause') || 'UNKNOWN',
    message: textIn(headers, 'kafka_dlt-exception-message') ?? '',
    failedAtMs: Date.parse(textIn(headers, 'dlt-failed-at') ?? '') || record.timestampMs,
    attempts: numberIn(headers, 'dlt-attempts'),
    redrives: numberIn(headers, 'dlt-redrive-count') ?? 0,
    record,
  };
};

/** What became of a dead letter: an audit record in the same topic, with a header of its own and no value. */
export interface Settlement {
  readonly id: string;
  readonly how: 'redriven' | 'discarded';
  /** Its copies up to this offset of the dead-letter topic are settled; one that is parked later is open again. */
  readonly through: bigint;
  readonly atMs: number;
  readonly by: string;
  readonly reason: string;
}

/** @returns undefined for a dead letter. */
export const readSettlement = ({ headers, timestampMs }: KafkaRecord): Settlement | undefined => {
  const how = textIn(headers, 'dlt-settled');
  if (how !== 'redriven' && how !== 'discarded') return undefined;
  return {
    id: textIn(headers, 'dlt-settled-id') ?? '',
    how,
    through: BigInt(textIn(headers, 'dlt-settled-through') ?? -1),
    atMs: timestampMs,
    by: textIn(headers, 'dlt-settled-by') ?? '',
    reason: textIn(headers, 'dlt-settled-reason') ?? '',
  };
};

export const settlementOf = (
  letter: { readonly topic: string; readonly key: string | null },
  { id, how, through, by, reason }: Omit<Settlement, 'atMs'>,
): OutgoingRecord => ({
  topic: letter.topic,
  key: letter.key,
  value: null,
  headers: {
    'dlt-settled': how,
    'dlt-settled-id': id,
    'dlt-settled-through': String(through),
    'dlt-settled-by': by,
    'dlt-settled-reason': reason,
  },
});

/** A record on its way back: its own bytes, without what was noted when it was parked. */
export const redrivenRecord = (
  topic: string,
  { key, value, headers }: Pick<KafkaRecord, 'key' | 'value' | 'headers'>,
  redrives: number,
): OutgoingRecord => ({
  topic,
  key,
  value,
  headers: {
    ...Object.fromEntries(
      Object.entries(headers)
        .filter(([name]) => !/^(kafka_dlt|dlt)-/.test(name))
        // kafkajs reads a header without a value as null, but cannot write it.
        .map(([name, held]) => [name, held ?? Buffer.alloc(0)]),
    ),
    'dlt-redrive-count': String(redrives),
  },
});

export const textIn = (headers: RecordHeaders, name: string): string | undefined => {
  const held = headers[name];
  const first = Array.isArray(held) ? held[0] : held;
  return first === undefined || first === null ? undefined : first.toString();
};

const numberIn = (headers: RecordHeaders, name: string): number | undefined => {
  const text = textIn(headers, name);
  return text !== undefined && /^\d+$/.test(text) ? Number(text) : undefined;
};

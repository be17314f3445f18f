import { codeOf } from '#libs/errors/integration-error.js';
import { redact } from '#libs/logging/redact.js';
import { avroDecoder } from '#libs/messaging/avro-codec.js';
import { idOf, textIn, type DeadLetter, type Settlement } from '#libs/messaging/read-dead-letter.js';
import { eventTopicsOf } from '../event-topics.js';
import type { TopicsConnection } from '../operator-connections.js';
import { columns } from '../terminal/columns.js';
import { showTime } from '../terminal/time.js';
import { wordsOf } from '../terminal/words-of.js';

/** A dead letter as it is shown; without `reveal` nothing of a person's is in it. */
export interface ShownLetter {
  readonly id: string;
  readonly state: 'open' | 'redriven' | 'discarded';
  readonly reason: string;
  readonly cause: string;
  readonly message: string;
  readonly mend: string;
  readonly failedAt: string;
  readonly attempts: number | null;
  readonly redrives: number;
  readonly key: string | null;
  readonly origin: string | null;
  readonly at: string;
  readonly group: string | null;
  readonly headers: Readonly<Record<string, string>>;
  readonly value: object | string;
}

export const shownLetter = async (
  connection: TopicsConnection,
  letter: DeadLetter,
  { settlement, reveal }: { readonly settlement: Settlement | undefined; readonly reveal: boolean },
): Promise<ShownLetter> => {
  const { record, origin, cause } = letter;
  const value = await valueOf(connection, letter);
  return {
    id: letter.id,
    state: settlement?.how ?? 'open',
    reason: settlement?.reason ?? '',
    cause,
    message: letter.message,
    mend: wordsOf(cause).mend,
    failedAt: new Date(letter.failedAtMs).toISOString(),
    attempts: letter.attempts ?? null,
    redrives: letter.redrives,
    key: record.key?.toString() ?? null,
    origin: origin ? idOf(origin) : null,
    at: idOf(record),
    group: textIn(record.headers, 'kafka_dlt-original-consumer-group') ?? null,
    headers: Object.fromEntries(
      Object.keys(record.headers)
        .filter((name) => !/^(kafka_dlt|dlt)-/.test(name))
        .map((name) => [name, textIn(record.headers, name) ?? '']),
    ),
    value: reveal || typeof value === 'string' ? value : redact(value, { payloads: true }),
  };
};

export const showLetter = (letter: ShownLetter): string => {
  const { value, headers, ...about } = letter;
  const rows: string[][] = [
    ['id', about.id],
    ['state', about.reason ? `${about.state}: ${about.reason}` : about.state],
    ['cause', about.cause],
    ['message', about.message],
    ['mend', about.mend],
    ['parked', showTime(Date.parse(about.failedAt))],
    ['attempts', about.attempts === null ? 'unknown' : String(about.attempts)],
    ['redriven', `${about.redrives} times`],
    ['key', about.key ?? 'none'],
    ['origin', about.origin ?? 'the bridge'],
    ['stands at', about.at],
    ['read by', about.group ?? 'nobody'],
  ];
  return [
    ...columns(rows, { indent: 0 }),
    '',
    ...columns(Object.entries(headers), { indent: 0 }),
    '',
    typeof value === 'string' ? value : JSON.stringify(value, null, 2),
  ].join('\n');
};

const valueOf = async (
  connection: TopicsConnection,
  { origin, record }: DeadLetter,
): Promise<object | string> => {
  if (origin === undefined) return json(record.value);
  const known = eventTopicsOf(connection).find(({ topic }) => topic === origin.topic);
  if (known === undefined) return bytes(record.value);
  try {
    return await avroDecoder<object>(connection.registry, known.schema).decode(record.value);
  } catch (error) {
    const code = codeOf(error);
    if (code === 'UNDECODABLE' || code === 'SCHEMA_UNKNOWN') return `${code}: ${bytes(record.value)}`;
    throw error;
  }
};

const json = (value: Buffer | null): object | string => {
  try {
    return JSON.parse(value?.toString() ?? '') as object;
  } catch {
    return bytes(value);
  }
};

/** Its bytes may hold anything, a person's name too. */
const bytes = (value: Buffer | null) => `${value?.length ?? 0} bytes that can not be read`;

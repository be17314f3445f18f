import type { RecordHeaders } from './message.js';

export interface CloudEvent {
  readonly id: string;
  readonly source: string;
  readonly type: string;
  /** ms since 1970. */
  readonly time: number;
  readonly subject: string;
}

/** CloudEvents, Kafka binding, binary mode: the envelope stands in the headers, the value is the Avro record alone. */
export const cloudEventHeaders = ({
  id,
  source,
  type,
  time,
  subject,
}: CloudEvent): Readonly<Record<string, string>> => ({
  ce_specversion: '1.0',
  ce_id: id,
  ce_source: source,
  ce_type: type,
  ce_time: new Date(time).toISOString(),
  ce_subject: subject,
  'content-type': 'application/avro',
});

/** Headers that travel from a record to whatever it causes. */
const travelling = ['traceparent', 'tracestate', 'isthmus-replay-job'] as const;

export const travellingHeaders = (headers: RecordHeaders): RecordHeaders =>
  Object.fromEntries(
    travelling.filter((name) => headers[name] !== undefined).map((name) => [name, headers[name]]),
  );

import type { ErrorCode } from '#libs/errors/catalogue.js';
import type { KafkaRecord, OutgoingRecord } from '#libs/messaging/message.js';
import type { DocumentChange } from './journal.js';
import { placeOf } from './records.js';

/** A record that did not come through. */
export interface Refusal {
  readonly code: ErrorCode;
  readonly key: string;
  /** `topic/partition/offset` */
  readonly place: string;
}

/** What came of a rehearsal, or of the real thing. */
export interface Run {
  /** Events handled. */
  readonly events: number;
  readonly changes: readonly DocumentChange[];
  readonly refusals: readonly Refusal[];
}

export const refusalOf = (record: KafkaRecord, code: ErrorCode): Refusal => ({
  code,
  key: record.key?.toString() ?? '',
  place: placeOf(record),
});

/** What a dead letter says of the record that it was. */
export const refusalIn = ({ key, headers }: OutgoingRecord): Refusal => {
  const of = (name: string) => String(headers[`kafka_dlt-original-${name}`]);
  return {
    code: String(headers['dlt-cause']) as ErrorCode,
    key: key?.toString() ?? '',
    place: `${of('topic')}/${of('partition')}/${of('offset')}`,
  };
};

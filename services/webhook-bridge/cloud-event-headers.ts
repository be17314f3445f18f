import type { IncomingHttpHeaders } from 'node:http';

interface EventHead {
  readonly id: string;
  readonly source: string;
  readonly type: string;
  readonly occurredAt: number;
}

/** CloudEvents' Kafka binding in binary mode: the value is the event alone. */
export const cloudEventHeaders = (event: EventHead, subject: string, traceparent: string | undefined) => ({
  ce_specversion: '1.0',
  ce_id: event.id,
  ce_source: event.source,
  ce_type: event.type,
  ce_time: new Date(event.occurredAt).toISOString(),
  ce_subject: subject,
  'content-type': 'application/avro',
  ...(traceparent ? { traceparent } : {}),
});

/** W3C Trace Context: whatever is not well-formed is as good as not sent. */
export const traceparentIn = (headers: IncomingHttpHeaders): string | undefined => {
  const given = headers['traceparent'];
  return typeof given === 'string' &&
    /^00-(?!0{32})[0-9a-f]{32}-(?!0{16})[0-9a-f]{16}-[0-9a-f]{2}$/.test(given)
    ? given
    : undefined;
};

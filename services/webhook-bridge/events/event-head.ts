import { v5 as uuidV5 } from 'uuid';
import type { Envelope } from './envelope.js';
import { Unmappable } from './unmappable.js';

/** Namespace of all event ids. Never changed: readers know repetitions by their id. */
const EVENTS = '3d1a7c0e-9c64-5e0b-8a51-6c1f0f7f2b9d';

/** What every event starts with. A newer state sent under the same webhook id (a late retry) is another event. */
export const eventHead = (envelope: Envelope, type: string, ...versions: (number | null)[]) => ({
  id: uuidV5([envelope.identity, ...versions].join('/'), EVENTS),
  type,
  occurredAt: envelope.occurredAt,
  webhookId: envelope.webhookId,
  cause: envelope.cause,
  source: envelope.source,
});

export const isBare = (envelope: Envelope): boolean => envelope.webhookId === null;

interface Dated {
  readonly updated_at?: number | null | undefined;
  readonly deleted_at?: number | null | undefined;
}

/** A bare body has only the event's name to say that its row is gone. */
export const isDeleted = (envelope: Envelope, row: Dated | null): boolean =>
  row === null || row.deleted_at != null || (isBare(envelope) && envelope.cause.endsWith('.deleted'));

/** What a newer state of the same row has more of, ms since 1970. */
export const versionOf = (envelope: Envelope, row: Dated | null, where: string): number | null => {
  if (isBare(envelope)) return null;
  if (row === null) return envelope.occurredAt;
  if (row.updated_at == null) throw new Unmappable(`${where}.updated_at: missing`);
  return Math.max(row.updated_at, row.deleted_at ?? 0);
};

/** A whole row says every field: a key that was not sent must not read as "empty". */
export const saysAll = <Row extends object>(row: Row, fields: readonly (keyof Row)[]): boolean =>
  fields.every((field) => row[field] !== undefined);

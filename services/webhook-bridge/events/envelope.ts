import { z } from 'zod';
import { time } from './medusa-rows.js';
import { parse } from './unmappable.js';

/** What a genuine webhook says before anybody has looked into the row that it carries. */
export interface Envelope {
  /** The signed header; null for a bare body, which has neither id, time nor version. */
  readonly webhookId: string | null;
  /** What event ids derive from: the webhook id, for a bare body event name and raw body. */
  readonly identity: string;
  /** Medusa's event name. */
  readonly cause: string;
  /** ms since 1970. */
  readonly occurredAt: number;
  readonly source: string;
  readonly entityType: string;
  /** The row as the shop read it when it sent; null when it was gone by then. */
  readonly row: unknown;
  /** `event.data`, the ids that Medusa itself gave. */
  readonly named: z.output<typeof namedIds>;
}

const head = z.object({ type: z.string().min(1), entity_type: z.string().min(1) });

// A module that aggregates its events gives an array of ids; the row then belongs to the only one.
const oneId = z
  .union([z.string().min(1), z.tuple([z.string().min(1)]).transform(([id]) => id)])
  .nullish()
  .catch(null);
const namedIds = z
  .object({ id: oneId, order_id: oneId, customer_id: oneId })
  .catch({ id: null, order_id: null, customer_id: null });

const body = head.extend({
  occurred_at: time,
  source: z.object({ system: z.string().min(1).max(200) }).catch({ system: 'medusa' }),
  event: z.object({ data: namedIds }).catch({ data: { id: null, order_id: null, customer_id: null } }),
  entity: z.object({}).loose().nullable(),
});

/** Undefined when this is no envelope at all. */
export const entityTypeIn = (json: unknown): string | undefined => head.safeParse(json).data?.entity_type;

/** @throws Unmappable */
export const openEnvelope = (webhookId: string, json: unknown): Envelope => {
  const { type, occurred_at, source, entity_type, entity, event } = parse(body, json, '');
  return {
    webhookId,
    identity: webhookId,
    cause: type,
    occurredAt: occurred_at,
    source: source.system,
    entityType: entity_type,
    row: entity,
    named: event.data,
  };
};

/** Gives a bare body, whose event name stands in the address, the shape of an envelope. */
export const bareEnvelope = (
  event: string,
  entityType: string,
  json: unknown,
  rawBody: string,
  receivedAt: number,
): Envelope => ({
  webhookId: null,
  identity: `${event}\n${rawBody}`,
  cause: event,
  occurredAt: receivedAt,
  source: 'medusa',
  entityType,
  row: json,
  named: parse(namedIds, json, ''),
});

/** What a bare body is about, by its event name. */
export const entityTypeOf = (event: string): string => {
  if (/^customer\.customer-address\./.test(event)) return 'customer_address';
  if (/^customer\.(customer\.)?[a-z]+$/.test(event)) return 'customer';
  if (/^(order|order-edit)\.(order\.)?[a-z_]+$/.test(event)) return 'order';
  if (/^quote\.(quote\.)?[a-z_]+$/.test(event)) return 'quote';
  return event;
};

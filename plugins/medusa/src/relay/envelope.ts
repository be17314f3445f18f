import type { Change, EntityType } from './change.js';

/** What Medusa calls the thing in the names of its own events. */
const namesInEvents: Record<EntityType, string> = {
  customer: 'customer.customer',
  customer_address: 'customer.customer-address',
  order: 'order.order',
  quote: 'quote.quote',
};

/** A row as it was read for sending. */
export interface Told {
  /** Not always the change's: an order that is on offer is told by its quote. */
  readonly entityType: EntityType;
  readonly id: string;
  /** Null when the row is gone. */
  readonly row: object | null;
}

export interface Source {
  readonly system: string;
  readonly version: string;
}

/** The body of one webhook. */
export const toEnvelope = (change: Change, { entityType, id, row }: Told, source: Source, now: Date) => {
  const what = row === null ? 'deleted' : change.what;
  return {
    id: change.webhookId,
    type: `${namesInEvents[entityType]}.${what}`,
    occurred_at: change.occurredAt.toISOString(),
    published_at: now.toISOString(),
    source,
    event: {
      data: { id, ...(change.customerId && { customer_id: change.customerId }) },
      metadata: null,
    },
    entity_type: entityType,
    entity: row,
  };
};

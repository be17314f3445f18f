export const entityTypes = ['customer', 'customer_address', 'order', 'quote'] as const;
export type EntityType = (typeof entityTypes)[number];

/** That something changed in the shop, never what: what is sent is the state at the moment of sending. */
export interface Change {
  /** The same for each attempt to send it. */
  readonly webhookId: string;
  readonly entityType: EntityType;
  readonly entityId: string;
  /** Still known when the row itself is gone. */
  readonly customerId: string | null;
  readonly what: 'created' | 'updated' | 'deleted' | 'imported';
  readonly occurredAt: Date;
}

/** A change that one relay holds: nobody else sends anything of its customer until it is let go. */
export interface Delivery {
  readonly change: Change;
  readonly lane: string;
  /** How often it was tried before. */
  readonly attempts: number;
  done(): Promise<void>;
  putOff(delayMs: number, error: string): Promise<void>;
}

export interface Outbox {
  /** The most urgent change whose customer nobody sends at the moment; `lanes` are those of this process. */
  claim(lanes: ReadonlySet<string>): Promise<Delivery | undefined>;
  /** Forgets what was sent long ago. */
  prune(): Promise<void>;
}

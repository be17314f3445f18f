/**
 * The words of Isthmus, and the shapes that pass between its parts.
 *
 * - **record**: bytes as read from a topic, with key, headers and a place (topic, partition, offset).
 * - **event**: a decoded record: the state of one thing (a customer, an address, an order with its quote) as the shop
 *   sent it, plus its version. Never a command.
 * - **whole / partial**: a whole event says every field, null means empty; a partial one only creates or fills blanks.
 * - **handler**: converges ERPNext to the state that an event carries and returns outcomes.
 * - **outcome**: a fact that is now true ("customer cus_… is Lead CRM-LEAD-…"). To *announce* it is to publish it on the
 *   lifecycle topic. Its id derives from the fact, so a fact told twice has one id.
 * - **party**: the Lead, Contact or Customer of ERPNext that stands for a Medusa customer.
 * - **lane**: the records of one key, handled one after the other; lanes do not wait for each other.
 * - **window**: how many unfinished records may be open, a partition and a key.
 * - **finished**: handled and announced, or parked. Only a prefix of finished records is committed.
 * - **verdict**: what a failure asks for: *wait* in the lane, *park* the record as a dead letter, or *ours* (stop taking
 *   work until somebody mends us).
 * - **breaker**: opens when the destination is down: open, it holds every lane, and lets one call at a time through.
 * - **gate**: a second breaker, which opens when the fault is ours: open, the service takes no new work.
 * - **probe**: the one call that an open breaker lets through, to find out whether it may close.
 * - **crowded**: a partition whose window is nearly full; waits that have an end then end at once.
 * - **to park**: to publish a record as a **dead letter**: its bytes, where it stood, and what was wrong.
 * - **open / settled**: a dead letter is open until it is redriven or discarded; an audit record in its topic says so.
 * - **superseded**: an event older than what ERPNext already holds; skipped, and the current fact announced.
 * - **redelivery** gives the same record again, **replay** reads old records again on purpose, **redrive** sends a dead
 *   letter back to its topic.
 * - **rehearsal**: a replay whose writes are kept aside, to say what it would change.
 */
export type RecordHeaders = Readonly<Record<string, Buffer | string | (Buffer | string)[] | undefined>>;

/** A record as it was read. */
export interface KafkaRecord {
  readonly topic: string;
  readonly partition: number;
  readonly offset: bigint;
  /** Append time of the broker, ms since 1970. */
  readonly timestampMs: number;
  readonly key: Buffer | null;
  readonly value: Buffer | null;
  readonly headers: RecordHeaders;
}

/** A record to be written. */
export interface OutgoingRecord {
  readonly topic: string;
  readonly key: Buffer | string | null;
  readonly value: Buffer | null;
  readonly headers: RecordHeaders;
}

export interface Publisher {
  /**
   * Resolves once every in-sync replica has the record.
   * @throws KafkaUnavailable when that was not confirmed in time; the record may be in the topic all the same.
   */
  publish(record: OutgoingRecord): Promise<void>;
}

export interface Encoder<T> {
  /** @throws RegistryUnavailable, SchemaNotRegistered; TypeError naming the field that does not fit the schema. */
  encode(value: T): Promise<Buffer>;
}

export interface Decoder<T> {
  /** @throws RegistryUnavailable, SchemaUnknown, Undecodable. */
  decode(value: Buffer | null): Promise<T>;
}

/** What every event says of itself, whatever its kind. */
export interface Event {
  /** UUIDv5 of webhook id and entity version: the same fact sent twice has one id. */
  readonly id: string;
  /** CloudEvents type, `medusa.customer.saved`. */
  readonly type: string;
  /** ms since 1970. */
  readonly occurredAt: number;
}

/** Converges ERPNext to what an event says. Safe to repeat, and to be cut off at any await. */
export interface MessageHandler<E extends Event> {
  handle(event: E): Promise<readonly Outcome[]>;
}

/** A fact that is true now, whoever made it so. Carries no personal data. */
export interface Outcome {
  /** LeadSaved, CustomerDeleted, … */
  readonly type: string;
  /** The thing in Medusa that the fact is about: cus_…, cuaddr_…, order_…. */
  readonly medusaId: string;
  /** Key of the lifecycle topic. */
  readonly medusaCustomerId: string;
  /** After a take-over: the guest's id, which the customer had before. */
  readonly previousMedusaCustomerId?: string;
  readonly document?: { readonly doctype: string; readonly name: string };
  /** Version in Medusa of the state that the document now has, ms since 1970. */
  readonly version: number;
  readonly stageBefore?: string;
  readonly stageAfter?: string;
  readonly money?: { readonly shop: Money; readonly erp: Money };
  /** Stable code that says why, for outcomes that need a reason. */
  readonly reasonCode?: string;
  /** Codes of what was cleaned or left out. */
  readonly warnings?: readonly string[];
}

/** Amounts in major units of the currency (ISO 4217). */
export interface Money {
  readonly currency: string;
  readonly net: number;
  readonly tax: number;
  readonly total: number;
}

import { codeOf } from '#libs/errors/integration-error.js';
import { avroDecoder } from '#libs/messaging/avro-codec.js';
import type { GroupState } from '#libs/messaging/group-state.js';
import type { Decoder, KafkaRecord } from '#libs/messaging/message.js';
import { idOf, readDeadLetter, readSettlement } from '#libs/messaging/read-dead-letter.js';
import type { AddressEvent } from '#schemas/generated/address-event.js';
import type { CustomerEvent } from '#schemas/generated/customer-event.js';
import { lifecycleEventSchema, type LifecycleEvent } from '#schemas/generated/lifecycle-event.js';
import type { QuotationEvent } from '#schemas/generated/quotation-event.js';
import { Ledger } from '../dead-letters/ledger.js';
import type { EventTopic } from '../event-topics.js';
import type { TopicsConnection } from '../operator-connections.js';
import { keptWebhook } from './kept-webhook.js';
import { toldOutcome, type Fate, type Told, type ToldRecord } from './story.js';
import { whatItSays } from './what-it-says.js';

type AnyEvent = CustomerEvent | AddressEvent | QuotationEvent;

/** Makes one story of the records of one person, whichever topic each is from. */
export class Storyteller {
  /** Addresses and orders that were spoken of. */
  readonly things = new Set<string>();

  private readonly ledger = new Ledger();
  private readonly messages = new Map<string, string>();
  private readonly told: Told[] = [];
  private readonly outcomes: Decoder<LifecycleEvent>;
  private readonly events: ReadonlyMap<string, { service: string; decoder: Decoder<AnyEvent> }>;

  constructor(
    private readonly connection: Pick<TopicsConnection, 'registry' | 'topics'>,
    readings: readonly EventTopic[],
    private readonly groups: readonly Pick<GroupState, 'topic' | 'committed'>[],
  ) {
    const { registry } = connection;
    this.outcomes = avroDecoder<LifecycleEvent>(registry, lifecycleEventSchema);
    this.events = new Map(
      readings.map(({ topic, service, schema }) => [
        topic,
        { service, decoder: avroDecoder<AnyEvent>(registry, schema) },
      ]),
    );
  }

  isSettlement(record: KafkaRecord): boolean {
    return readSettlement(record) !== undefined;
  }

  async take(record: KafkaRecord): Promise<void> {
    const { lifecycle, webhookDeadLetters } = this.connection.topics;
    if (this.events.has(record.topic)) {
      this.told.push({ ...(await this.event(record)), fate: this.progressOf(record) });
    } else if (record.topic === lifecycle) {
      this.told.push(toldOutcome(await this.outcomes.decode(record.value), record.timestampMs));
    } else {
      this.ledger.add(record);
      if (this.isSettlement(record)) return;
      const { id, message } = readDeadLetter(record);
      this.messages.set(id, message);
      if (record.topic === webhookDeadLetters)
        this.told.push({ ...keptWebhook(record), fate: { state: 'waits' } });
    }
  }

  /** In the order in which it was written. */
  story(): Told[] {
    return this.told
      .map((each) => (each.kind === 'record' ? { ...each, fate: this.fateOf(each) } : each))
      .sort((one, other) => one.atMs - other.atMs);
  }

  private async event(record: KafkaRecord): Promise<Omit<ToldRecord, 'fate'>> {
    const { service = '', decoder } = this.events.get(record.topic) ?? {};
    const about = { kind: 'record', atMs: record.timestampMs, id: idOf(record), service } as const;
    try {
      const event = await decoder?.decode(record.value);
      if (event === undefined) return { ...about, says: 'nothing', orderId: null, event: 'unknown' };
      const orderId = 'orderId' in event ? event.orderId : null;
      const thing = 'addressId' in event ? event.addressId : orderId;
      if (thing !== null) this.things.add(thing);
      return { ...about, says: whatItSays(event), orderId, event: event.cause };
    } catch (error) {
      const code = codeOf(error);
      if (code !== 'UNDECODABLE' && code !== 'SCHEMA_UNKNOWN') throw error;
      return { ...about, says: code, orderId: null, event: 'unknown' };
    }
  }

  private progressOf({ topic, partition, offset }: KafkaRecord): Fate {
    const committed = this.groups.find((group) => group.topic === topic)?.committed.get(partition) ?? 0n;
    return { state: offset < committed ? 'done' : 'waits' };
  }

  private fateOf({ id, fate }: ToldRecord): Fate {
    const letter = this.ledger.find(id);
    if (letter === undefined) return fate;
    const state = this.ledger.settlementOf(letter)?.how ?? 'parked';
    return { state, cause: letter.cause, message: this.messages.get(id) ?? '' };
  }
}

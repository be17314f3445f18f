import { codeOf } from '#libs/errors/integration-error.js';
import { avroDecoder } from '#libs/messaging/avro-codec.js';
import { groupStates } from '#libs/messaging/group-state.js';
import { readMerged } from '#libs/messaging/merged-reader.js';
import type { KafkaRecord } from '#libs/messaging/message.js';
import { partitionOf } from '#libs/messaging/partition-of.js';
import { idOf, readDeadLetter, readSettlement } from '#libs/messaging/read-dead-letter.js';
import { TopicReader, type Place } from '#libs/messaging/topic-reader.js';
import type { AddressEvent } from '#schemas/generated/address-event.js';
import type { CustomerEvent } from '#schemas/generated/customer-event.js';
import { lifecycleEventSchema, type LifecycleEvent } from '#schemas/generated/lifecycle-event.js';
import type { QuotationEvent } from '#schemas/generated/quotation-event.js';
import { Ledger } from '../dead-letters/ledger.js';
import { eventTopicsOf, type EventTopic } from '../event-topics.js';
import type { TopicsConnection } from '../operator-connections.js';
import { progress } from '../terminal/progress.js';
import type { Terminal } from '../terminal/terminal.js';
import { toldOutcome, type Fate, type Told, type ToldRecord } from './story.js';
import { whatItSays } from './what-it-says.js';

export interface StoryOptions {
  /** Keys of one person: the customer, and the guest that they were. */
  readonly medusaIds: readonly string[];
  /** ms since 1970. */
  readonly sinceMs: number;
  readonly terminal: Pick<Terminal, 'say'>;
}

/** All that the topics know of a customer, in the order in which it was written; only the partitions of the keys are read. */
export const readStory = async (
  connection: TopicsConnection,
  { medusaIds, sinceMs, terminal }: StoryOptions,
): Promise<Told[]> => {
  const { kafka, log, registry, topics } = connection;
  const readings = eventTopicsOf(connection);
  const names = [
    ...readings.flatMap(({ topic, deadLetterTopic }) => [topic, deadLetterTopic]),
    topics.lifecycle,
  ];
  const reader = new TopicReader(kafka, log);
  const [from, end] = [await reader.since(names, sinceMs), await reader.end(names)];
  const states = await groupStates(kafka, log, readings);

  const ledger = new Ledger();
  const messages = new Map<string, string>();
  const told: Told[] = [];
  const outcomes = avroDecoder<LifecycleEvent>(registry, lifecycleEventSchema);
  const events = new Map(readings.map((reading) => [reading.topic, eventTeller(connection, reading)]));
  const tell = progress({ things: 'records looked at', terminal });
  let looked = 0;
  for await (const record of readMerged(kafka, log, { from, to: partitionsOf(medusaIds, end) })) {
    tell((looked += 1));
    if (!medusaIds.includes(record.key?.toString() ?? '')) continue;
    const event = events.get(record.topic);
    if (event !== undefined) {
      const committed = states.find(({ topic }) => topic === record.topic)?.committed.get(record.partition);
      told.push({
        ...(await event(record)),
        fate: { state: record.offset < (committed ?? 0n) ? 'done' : 'waits' },
      });
    } else if (record.topic === topics.lifecycle) {
      told.push(toldOutcome(await outcomes.decode(record.value), record.timestampMs));
    } else {
      ledger.add(record);
      if (!readSettlement(record)) messages.set(readDeadLetter(record).id, readDeadLetter(record).message);
    }
  }
  return told.map((each) =>
    each.kind === 'record' ? { ...each, fate: fateOf(each, ledger, messages) } : each,
  );
};

const partitionsOf = (keys: readonly string[], place: Place): Place =>
  new Map(
    [...place].map(([topic, partitions]) => {
      const wanted = new Set(keys.map((key) => partitionOf(key, partitions.size)));
      return [topic, new Map([...partitions].filter(([partition]) => wanted.has(partition)))];
    }),
  );

const eventTeller = ({ registry }: TopicsConnection, { schema, service }: EventTopic) => {
  const decoder = avroDecoder<CustomerEvent | AddressEvent | QuotationEvent>(registry, schema);
  return async (record: KafkaRecord): Promise<Omit<ToldRecord, 'fate'>> => {
    const about = { kind: 'record', atMs: record.timestampMs, id: idOf(record), service } as const;
    try {
      const event = await decoder.decode(record.value);
      const orderId = 'orderId' in event ? event.orderId : null;
      return { ...about, says: whatItSays(event), orderId, event: event.cause };
    } catch (error) {
      const code = codeOf(error);
      if (code !== 'UNDECODABLE' && code !== 'SCHEMA_UNKNOWN') throw error;
      return { ...about, says: code, orderId: null, event: 'unknown' };
    }
  };
};

const fateOf = ({ id, fate }: ToldRecord, ledger: Ledger, messages: ReadonlyMap<string, string>): Fate => {
  const letter = ledger.find(id);
  if (letter === undefined) return fate;
  const state = ledger.settlementOf(letter)?.how ?? 'parked';
  return { state, cause: letter.cause, message: messages.get(id) ?? '' };
};

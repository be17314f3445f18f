import { codeOf } from '#libs/errors/integration-error.js';
import { avroDecoder } from '#libs/messaging/avro-codec.js';
import { readMerged } from '#libs/messaging/merged-reader.js';
import type { Event, KafkaRecord } from '#libs/messaging/message.js';
import { coordinatesOf, idOf, readDeadLetter, type Coordinates } from '#libs/messaging/read-dead-letter.js';
import type { Says } from '#libs/messaging/says.js';
import { TopicReader } from '#libs/messaging/topic-reader.js';
import { eventTopicsOf } from '../event-topics.js';
import type { TopicsConnection } from '../operator-connections.js';
import { progress } from '../terminal/progress.js';
import type { Terminal } from '../terminal/terminal.js';
import type { Ledger, LedgerEntry } from './ledger.js';
import { recordsAt } from './records-at.js';
import { RedrivePlan, type Sending } from './redrive-plan.js';
import { SpanOfKeys } from './span-of-keys.js';

/** A dead letter of a service, which has a topic to go back to. */
export type EventLetter = LedgerEntry & { readonly origin: Coordinates };

export interface PlannedRedrive {
  readonly sendings: readonly Sending[];
  /** Where the bytes of a sending are: in its topic, or with the dead letter once the topic has let go of it. */
  placeOf(sending: Sending): Coordinates | undefined;
  readonly undecodable: number;
}

/** Reads the topics from the first of these dead letters on, of their keys only, and works out what must go back. */
export const planRedrive = async (
  connection: TopicsConnection,
  letters: readonly EventLetter[],
  ledger: Ledger,
  terminal: Pick<Terminal, 'say'>,
): Promise<PlannedRedrive> => {
  const { kafka, log } = connection;
  const plan = new RedrivePlan(letters);
  const saysOf = reading(connection);
  const reader = new TopicReader(kafka, log);
  const topics = [...new Set(letters.map(({ origin }) => origin.topic))];
  const [beginning, end] = [await reader.beginning(topics), await reader.end(topics)];
  const tell = progress({ things: 'records looked at', terminal });
  let looked = 0;

  const gone = new Map(
    letters
      .filter(({ origin }) => origin.offset < (beginning.get(origin.topic)?.get(origin.partition) ?? 0n))
      .map((letter) => [letter.id, letter]),
  );
  const keys = new SpanOfKeys(letters);
  for await (const record of recordsAt(
    connection,
    [...gone.values()].map(({ at }) => at),
  )) {
    const { id, origin } = readDeadLetter(record);
    if (origin) plan.note(id, await saysOf(origin.topic, record));
    tell((looked += 1));
  }
  const span = { from: keys.from(beginning), to: keys.to(end) };
  for await (const record of readMerged(kafka, log, span)) {
    tell((looked += 1));
    const id = idOf(record);
    // What was discarded is not to come back in place of another.
    if (keys.holds(record) && !ledger.isDiscarded(id)) plan.note(id, await saysOf(record.topic, record));
  }

  return {
    sendings: plan.sendings(),
    placeOf: ({ id }) => gone.get(id)?.at ?? coordinatesOf(id),
    undecodable: plan.unexplained,
  };
};

const reading = (connection: TopicsConnection) => {
  const topics = new Map(
    eventTopicsOf(connection).map(({ topic, schema, says }) => [
      topic,
      { says, decoder: avroDecoder<Event>(connection.registry, schema) },
    ]),
  );
  return async (topic: string, { value }: KafkaRecord): Promise<Says | undefined> => {
    const known = topics.get(topic);
    try {
      return known?.says(await known.decoder.decode(value));
    } catch (error) {
      if (codeOf(error) === 'UNDECODABLE' || codeOf(error) === 'SCHEMA_UNKNOWN') return undefined;
      throw error;
    }
  };
};

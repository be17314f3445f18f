import { groupStates } from '#libs/messaging/group-state.js';
import { readMerged } from '#libs/messaging/merged-reader.js';
import type { KafkaRecord } from '#libs/messaging/message.js';
import { partitionsOf } from '#libs/messaging/partition-of.js';
import { TopicReader, type Place } from '#libs/messaging/topic-reader.js';
import { eventTopicsOf } from '../event-topics.js';
import type { TopicsConnection } from '../operator-connections.js';
import { progress } from '../terminal/progress.js';
import type { Terminal } from '../terminal/terminal.js';
import { Storyteller } from './storyteller.js';
import type { Told } from './story.js';
import { mentions } from './kept-webhook.js';

export interface StoryOptions {
  /** Keys of one person: the customer, and the guest that they were. */
  readonly medusaIds: readonly string[];
  /** What the documents of theirs in ERPNext stand for: addresses, orders. */
  readonly thingIds: readonly string[];
  /** ms since 1970. */
  readonly sinceMs: number;
  readonly terminal: Pick<Terminal, 'say'>;
}

/**
 * All that the topics know of a customer, in the order in which it was written. Only the partitions are read that may hold
 * something of theirs, and the webhooks that could not be understood.
 */
export const readStory = async (
  connection: TopicsConnection,
  { medusaIds, thingIds, sinceMs, terminal }: StoryOptions,
): Promise<Told[]> => {
  const { kafka, log, topics } = connection;
  const readings = eventTopicsOf(connection);
  const ingest = readings.flatMap(({ topic, deadLetterTopic }) => [topic, deadLetterTopic]);
  const names = [...ingest, topics.lifecycle, topics.webhookDeadLetters];
  const reader = new TopicReader(kafka, log);
  const [from, end] = [await reader.since(names, sinceMs), await reader.end(names)];
  const teller = new Storyteller(connection, readings, await groupStates(kafka, log, readings));

  const tell = progress({ things: 'records looked at', terminal });
  let looked = 0;
  const read = async (to: Place, isMeant: (record: KafkaRecord) => boolean) => {
    for await (const record of readMerged(kafka, log, { from, to })) {
      tell((looked += 1));
      if (isMeant(record)) await teller.take(record);
    }
  };
  const keyedBy = (keys: readonly string[]) => (record: KafkaRecord) =>
    keys.includes(record.key?.toString() ?? '');

  await read(partitionsOf(medusaIds, only([...ingest, topics.lifecycle], end)), keyedBy(medusaIds));

  // A deletion whose row was gone names nobody: it is keyed by the id of what was deleted.
  const things = [...new Set([...thingIds, ...teller.things])].filter((id) => !medusaIds.includes(id));
  const about = [...medusaIds, ...things];
  await read(
    new Map([...partitionsOf(things, only(ingest, end)), ...only([topics.webhookDeadLetters], end)]),
    (record) =>
      record.topic === topics.webhookDeadLetters
        ? teller.isSettlement(record) || mentions(record, about)
        : keyedBy(things)(record),
  );
  return teller.story();
};

const only = (topics: readonly string[], place: Place): Place =>
  new Map([...place].filter(([topic]) => topics.includes(topic)));

import type { ErpNextClient } from '#libs/erpnext/erpnext-client.js';
import type { Logger } from '#libs/logging/logger.js';
import { AvroRegistry, avroDecoder } from '#libs/messaging/avro-codec.js';
import type { KafkaSettings } from '#libs/messaging/kafka-settings.js';
import type { KafkaRecord } from '#libs/messaging/message.js';
import type { RegistrySettings } from '#libs/messaging/schema-registry.js';
import { topicsOf } from '#libs/messaging/topics.js';
import { TopicReader, type Place } from '#libs/messaging/topic-reader.js';
import { lifecycleEventSchema, type LifecycleEvent } from '#schemas/generated/lifecycle-event.js';
import { documentsOf } from './documents.js';
import { play } from './play.js';
import type { Result, ShownDeadLetter } from './result.js';
import { settle } from './settle.js';
import { idsIn, type Webhook } from './story.js';

/** A group that reads a topic: its records are waited for. */
export interface Reading {
  readonly topic: string;
  readonly group: string;
}

export interface DemoOptions {
  readonly story: readonly Webhook[];
  readonly bridge: { readonly url: string; readonly secret: string };
  readonly kafka: KafkaSettings;
  readonly registry: RegistrySettings;
  readonly topicPrefix: string;
  readonly erpnext: Pick<ErpNextClient, 'list' | 'get'>;
  readonly readings: readonly Reading[];
  /** Of which ERPNext documents are shown. */
  readonly doctypes: readonly string[];
  readonly log: Logger;
  readonly say: (line: string) => void;
}

export interface Played extends Result {
  readonly outcomeIds: ReadonlySet<string>;
}

/** Plays the story through the bridge and tells what came of it. */
export const runDemo = async (options: DemoOptions): Promise<Played> => {
  const { story, bridge, kafka, registry, log, say, readings } = options;
  const topics = topicsOf(options.topicPrefix);
  const reader = new TopicReader(kafka, log);
  const before = await reader.end(Object.values(topics));

  say(`Playing ${story.length} webhooks ...`);
  const began = Date.now();
  const answers = await play(story, bridge);
  const unfinished = async () => {
    const counts = await Promise.all(readings.map(({ group, topic }) => reader.unfinished(group, topic)));
    return counts.reduce((sum, count) => sum + count, 0);
  };
  const waiting = await settle({ unfinished, say });
  const ms = Date.now() - began;

  say('Reading what came of it ...');
  const after = await reader.end(Object.values(topics));
  const deadLetterTopics = Object.values(topics).filter((topic) => topic.includes('.dlt.'));
  const deadLetters = await reader.read(only(before, deadLetterTopics), only(after, deadLetterTopics));
  const announced = await reader.read(only(before, [topics.lifecycle]), only(after, [topics.lifecycle]));
  const decoder = avroDecoder<LifecycleEvent>(new AvroRegistry(registry), lifecycleEventSchema);
  const outcomes = await Promise.all(announced.map(({ value }) => decoder.decode(value)));

  const documents = await documentsOf(options.erpnext, idsIn(story), options.doctypes);

  return {
    sent: story.length,
    answers,
    records: newRecords(before, after),
    outcomes: countBy(outcomes, ({ type }) => type),
    deadLetters: deadLetters.map(shownDeadLetter),
    documents,
    waiting,
    ms,
    outcomeIds: new Set(outcomes.map(({ id }) => id)),
  };
};

const only = (place: Place, topics: readonly string[]): Place =>
  new Map([...place].filter(([topic]) => topics.includes(topic)));

const newRecords = (before: Place, after: Place): Record<string, number> =>
  Object.fromEntries(
    [...after]
      .map(([topic, partitions]): [string, number] => {
        const start = before.get(topic);
        return [
          topic,
          [...partitions].reduce((sum, [p, end]) => sum + Number(end - (start?.get(p) ?? 0n)), 0),
        ];
      })
      .filter(([, count]) => count > 0),
  );

const countBy = <T>(items: readonly T[], of: (item: T) => string): Record<string, number> => {
  const counts: Record<string, number> = {};
  for (const item of items) counts[of(item)] = (counts[of(item)] ?? 0) + 1;
  return counts;
};

const shownDeadLetter = ({ topic, key, headers }: KafkaRecord): ShownDeadLetter => ({
  topic,
  cause: String(headers['dlt-cause'] ?? ''),
  key: key === null ? null : key.toString(),
  message: String(headers['kafka_dlt-exception-message'] ?? ''),
});

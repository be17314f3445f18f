import { readMerged } from '#libs/messaging/merged-reader.js';
import type { KafkaRecord } from '#libs/messaging/message.js';
import { textIn } from '#libs/messaging/read-dead-letter.js';
import { TopicReader, type Place } from '#libs/messaging/topic-reader.js';
import { withAdmin } from '#libs/messaging/kafka-admin.js';
import { eventTopicsOf } from '../../event-topics.js';
import type { TopicsConnection } from '../../operator-connections.js';
import { fine, warning, type Check, type Finding } from '../finding.js';

/** A time-out of the sender and a slow answer are no skew. */
const mostSkewMs = 30_000;

/**
 * The broker dates the records of the shop, and a replay from a point in time goes by that. Nobody can ask it for the time;
 * the newest record of each partition shows when it must be wrong.
 */
export const kafkaClockCheck = (connection: TopicsConnection): Check => ({
  name: 'Clock of Kafka',
  async run() {
    const { kafka, log } = connection;
    const existing = new Set(await withAdmin(kafka, log, (admin) => admin.listTopics()));
    // A topic that is missing was told of already.
    const topics = eventTopicsOf(connection).flatMap(({ topic }) => (existing.has(topic) ? [topic] : []));
    const to = await new TopicReader(kafka, log).end(topics);
    const newest: KafkaRecord[] = [];
    for await (const record of readMerged(kafka, log, { from: before(to), to })) newest.push(record);
    return clockFindings(newest, Date.now());
  },
});

export const clockFindings = (newest: readonly KafkaRecord[], nowMs: number): Finding[] => {
  if (newest.length === 0) return [fine('no record tells what time it is at the broker')];
  const aheadMs = Math.max(...newest.map(({ timestampMs }) => timestampMs - nowMs));
  const lateMs = Math.max(...newest.map((record) => happenedAt(record) - record.timestampMs));
  const findings = [
    ...(aheadMs > mostSkewMs
      ? [warning(`the broker's clock is ${seconds(aheadMs)} ahead of this one`, sameTime('the broker'))]
      : []),
    ...(lateMs > mostSkewMs
      ? [
          warning(
            `a record was appended ${seconds(lateMs)} before the shop says that it happened: the broker's clock is behind, or the shop's ahead`,
            sameTime('the broker and the shop'),
          ),
        ]
      : []),
  ];
  return findings.length > 0 ? findings : [fine("the broker's clock agrees, as far as its records tell")];
};

const happenedAt = ({ headers, timestampMs }: KafkaRecord): number => {
  const said = Date.parse(textIn(headers, 'ce_time') ?? '');
  return Number.isNaN(said) ? timestampMs : said;
};

const before = (end: Place): Place =>
  new Map(
    [...end].map(([topic, partitions]) => [
      topic,
      new Map([...partitions].map(([partition, offset]) => [partition, offset > 0n ? offset - 1n : 0n])),
    ]),
  );

const seconds = (ms: number) => `${Math.round(ms / 1000)} s`;

const sameTime = (whose: string) =>
  `Let the hosts of ${whose} and this one keep the time by NTP: \`timedatectl set-ntp true\`. Until then \`replay --from\` a time begins at another record than is meant.`;

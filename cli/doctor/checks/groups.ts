import type { Logger } from '#libs/logging/logger.js';
import { membersOf } from '#libs/messaging/consumer-groups.js';
import type { KafkaSettings } from '#libs/messaging/kafka-settings.js';
import { TopicReader } from '#libs/messaging/topic-reader.js';
import { topicsOf } from '#libs/messaging/topics.js';
import { fine, warning, wrong, type Check, type Finding } from '../finding.js';

export interface GroupsOptions {
  readonly kafka: KafkaSettings;
  readonly topicPrefix: string;
  readonly log: Logger;
}

/** Whether each service is there to read its topic, and how much waits for it. */
export const groupsCheck = ({ kafka, topicPrefix, log }: GroupsOptions): Check => ({
  name: 'Services',
  async run() {
    const readers = readersOf(topicPrefix);
    const members = await membersOf(
      kafka,
      log,
      readers.map(({ group }) => group),
    );
    const reader = new TopicReader(kafka, log);
    const findings: Finding[] = [];
    for (const { service, group, topic } of readers) {
      const there = members.get(group) ?? 0;
      const waiting = await reader.unfinished(group, topic);
      findings.push(
        there > 0
          ? fine(`${service} reads ${topic}; ${waiting} records wait`)
          : idle({ service, topic, waiting }),
      );
    }
    return findings;
  },
});

const idle = ({ service, topic, waiting }: { service: string; topic: string; waiting: number }): Finding => {
  const start = `Start it: node dist/services/${service}/main.js, or docker compose up ${service}. Its log says why it ended.`;
  return waiting > 0
    ? wrong(`no ${service} reads ${topic}, where ${waiting} records wait`, start)
    : warning(`no ${service} reads ${topic}; nothing waits there yet`, start);
};

const readersOf = (prefix: string) => {
  const topics = topicsOf(prefix);
  return [
    { service: 'lead-service', topic: topics.customerEvents },
    { service: 'quotation-service', topic: topics.quotationEvents },
    { service: 'address-service', topic: topics.addressEvents },
  ].map((reader) => ({ ...reader, group: `${prefix}isthmus.${reader.service}` }));
};

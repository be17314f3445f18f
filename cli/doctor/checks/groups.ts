import { membersOf } from '#libs/messaging/consumer-groups.js';
import { withAdmin } from '#libs/messaging/kafka-admin.js';
import { TopicReader } from '#libs/messaging/topic-reader.js';
import { eventTopicsOf } from '../../event-topics.js';
import type { TopicsConnection } from '../../operator-connections.js';
import { fine, warning, wrong, type Check, type Finding } from '../finding.js';

/** Whether each service is there to read its topic, and how much waits for it. */
export const groupsCheck = (connection: TopicsConnection): Check => ({
  name: 'Services',
  async run() {
    const { kafka, log } = connection;
    const existing = new Set(await withAdmin(kafka, log, (admin) => admin.listTopics()));
    // A topic that is missing was told of already.
    const readers = eventTopicsOf(connection).filter(({ topic }) => existing.has(topic));
    if (readers.length === 0) return [];
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

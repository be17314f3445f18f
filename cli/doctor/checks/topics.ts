import type { Logger } from '#libs/logging/logger.js';
import { KafkaUnavailable } from '#libs/messaging/errors.js';
import {
  describeTopics,
  differencesFrom,
  withAdmin,
  type TopicDifference,
} from '#libs/messaging/kafka-admin.js';
import { topicSpecs, topicsOf } from '#libs/messaging/topics.js';
import { kafkaConnection } from '#libs/service/connections.js';
import type { KafkaSetupConfig } from '../../config.js';
import { fine, warning, wrong, type Check, type Finding } from '../finding.js';

/** Whether each topic is there, and as `isthmus setup` makes it. */
export const topicsCheck = (config: KafkaSetupConfig, log: Logger): Check => ({
  name: 'Topics',
  async run() {
    const { prefix, partitions, ingestRetentionMs, lifecycleRetentionMs } = config.topics;
    const specs = topicSpecs(topicsOf(prefix), { partitions, ingestRetentionMs, lifecycleRetentionMs });
    const names = specs.map(({ topic }) => topic);
    const held = await withAdmin(kafkaConnection('isthmus-doctor', config.kafka), log, async (admin) => {
      const existing = new Set(await admin.listTopics());
      return describeTopics(
        admin,
        names.filter((topic) => existing.has(topic)),
      );
    }).catch((error: unknown) => {
      if (!(error instanceof KafkaUnavailable)) throw error;
      const brokers = config.kafka.brokers.join(', ');
      throw new KafkaUnavailable(`no broker answers at ${brokers} (KAFKA_BROKERS)`, {}, { cause: error });
    });
    const [bootstrap = ''] = config.kafka.brokers;
    const findings = specs.flatMap((spec): Finding[] => {
      const topic = held.get(spec.topic);
      if (topic === undefined)
        return [wrong(`topic ${spec.topic} is missing`, 'npx isthmus setup --skip-erpnext')];
      return differencesFrom(spec, topic).map((difference) => told(spec.topic, difference, bootstrap));
    });
    return findings.length > 0 ? findings : [fine(`${specs.length} topics are as setup makes them`)];
  },
});

const told = (topic: string, { property, is, wanted }: TopicDifference, bootstrap: string): Finding => {
  if (property === 'partitions') {
    return wrong(
      `topic ${topic} has ${is} partitions, not ${wanted}: had their number changed while records were there, those of one customer would be in two partitions, and their order lost`,
      `If it was made so, set TOPIC_PARTITIONS=${is}. If it was changed: stop the bridge, let the services finish (npx isthmus status), then set it and start the bridge again.`,
    );
  }
  const what = `topic ${topic}: ${property} is ${is}, not ${wanted}`;
  const mend = `kafka-configs.sh --bootstrap-server ${bootstrap} --alter --entity-type topics --entity-name ${topic} --add-config ${property}=${wanted}`;
  const variable = variables[property];
  const orHere = variable === undefined ? '' : `, or set ${variable} to what it is`;
  // A compacted topic forgets all but the last state of a customer: no replay, no deletion that was due.
  return property === 'cleanup.policy' ? wrong(what, mend) : warning(what, `${mend}${orHere}`);
};

const variables: Readonly<Record<string, string>> = {
  'retention.ms': 'TOPIC_INGEST_RETENTION or TOPIC_LIFECYCLE_RETENTION',
};

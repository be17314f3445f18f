import type { ErpNextClient } from '#libs/erpnext/erpnext-client.js';
import { avroEncoder } from '#libs/messaging/avro-codec.js';
import { KafkaPublisher } from '#libs/messaging/kafka-publisher.js';
import { LifecycleAnnouncer } from '#libs/messaging/lifecycle-announcer.js';
import type { Publisher } from '#libs/messaging/message.js';
import { subjectOf } from '#libs/messaging/topics.js';
import { LinkChecks } from '#libs/party/link-checks.js';
import { LinkCustomer } from '#libs/party/link-customer.js';
import { PartyLookUp } from '#libs/party/party-look-up.js';
import { lifecycleEventSchema, type LifecycleEvent } from '#schemas/generated/lifecycle-event.js';
import { connectTopics, withErpNext, type TopicsConnection } from '../operator-connections.js';
import type { OperatorConfig } from '../operator-config.js';

export interface Linking {
  readonly erpnext: ErpNextClient;
  readonly checks: LinkChecks;
  readonly links: LinkCustomer;
  readonly connection: TopicsConnection;
  readonly publisher: Publisher;
  /** Before the first write: a link that can not be announced is better not begun. */
  readonly ready: () => Promise<void>;
}

/** Runs `use` with what links and unlinks, in ERPNext as the integration user and on the lifecycle topic. */
export const withLinking = <T>(config: OperatorConfig, use: (linking: Linking) => Promise<T>): Promise<T> =>
  withErpNext(config, async (erpnext) => {
    const connection = connectTopics(config);
    const { kafka, registry, topics, log } = connection;
    const publisher = new KafkaPublisher(kafka, log);
    const announcer = new LifecycleAnnouncer({
      topic: topics.lifecycle,
      source: 'isthmus/cli',
      encoder: avroEncoder<LifecycleEvent>(registry, subjectOf(topics.lifecycle), lifecycleEventSchema),
      publisher,
    });
    const lookUp = new PartyLookUp(erpnext);
    try {
      return await use({
        ...{ erpnext, connection, publisher },
        checks: new LinkChecks(erpnext, lookUp),
        links: new LinkCustomer({ erpnext, lookUp, announce: (fact) => announcer.announceDeed(fact) }),
        ready: async () => {
          await registry.idOf(subjectOf(topics.lifecycle), lifecycleEventSchema);
          await publisher.connect();
        },
      });
    } finally {
      await publisher.close();
    }
  });

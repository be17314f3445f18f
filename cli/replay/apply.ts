import type { ErpNextClient } from '#libs/erpnext/erpnext-client.js';
import type { Logger } from '#libs/logging/logger.js';
import type { Announcer, DeedAnnouncer } from '#libs/messaging/announcer.js';
import { createDeliveryLine, type DeliveryBounds } from '#libs/messaging/delivery-line.js';
import type { DeliveryObserver } from '#libs/messaging/delivery-observer.js';
import type { Decoder, Event, KafkaRecord, Publisher } from '#libs/messaging/message.js';
import { DeliveryStopped, type Deliver } from '#libs/messaging/middleware.js';
import { laneOf } from '#libs/messaging/partition-session.js';
import { topicsOf } from '#libs/messaging/topics.js';
import type { Replayable } from '#libs/service/container.js';
import { inLanes } from './in-lanes.js';
import { Journal } from './journal.js';
import type { ReplayRecord } from './records.js';
import { RecordingClient } from './recording-client.js';
import { refusalIn, type Refusal, type Run } from './run.js';

export interface ApplyOptions {
  readonly records: AsyncIterable<ReplayRecord>;
  readonly services: Iterable<Replayable>;
  readonly decoderOf: (service: Replayable) => Decoder<Event>;
  readonly topicPrefix: string;
  readonly erpnext: ErpNextClient;
  /** Outcomes and dead letters carry it in the header `isthmus-replay-job`. */
  readonly job: string;
  readonly announcer: Announcer & DeedAnnouncer;
  /** Of the dead letters. */
  readonly publisher: Publisher;
  readonly bounds?: Partial<DeliveryBounds>;
  readonly observer: Pick<DeliveryObserver, 'breaker' | 'stopped'>;
  readonly log: Logger;
  /** Told of each record before anything is done with it, and when nothing more is to be done with it. */
  readonly onTaken: (record: KafkaRecord) => void;
  readonly onFinished: (record: KafkaRecord, handled: boolean) => void;
  /** The records in hand are left where they are; a later run begins with them. */
  readonly stop: AbortSignal;
}

/** More than ERPNext takes at a time, so that a few that wait hold up nobody; few, so that all of them end soon. */
const atMost = 50;

/** Handles the records as the services do, with the same promises: waits, dead letters, outcomes announced first. */
export const apply = async (options: ApplyOptions): Promise<Run> => {
  const { records, erpnext, job, onTaken, onFinished, stop } = options;
  const journal = new Journal();
  const client = new RecordingClient(erpnext, journal);
  const refusals: Refusal[] = [];
  const lines = new Map(
    [...options.services].map((service) => [
      service,
      lineOf(service, client, { ...options, journal, refusals }),
    ]),
  );
  let events = 0;

  const step = async ({ record, event, failure, service }: ReplayRecord): Promise<void> => {
    const isMeant = event !== undefined || failure !== undefined;
    if (isMeant) {
      const headers = { ...record.headers, 'isthmus-replay-job': job };
      const crowded = new AbortController();
      await lines.get(service)?.({
        record: { ...record, headers },
        stop,
        crowded: () => crowded.signal,
        isNeedless: () => Promise.resolve(false),
        attempt: 1,
      });
      events += 1;
    }
    onFinished(record, isMeant);
  };

  try {
    await inLanes(noted(records, onTaken), { keyOf: ({ record }) => laneOf(record), step, atMost, stop });
  } catch (error) {
    if (!(error instanceof DeliveryStopped)) throw error;
  }
  return { events, changes: journal.all(), refusals };
};

async function* noted(
  records: AsyncIterable<ReplayRecord>,
  onTaken: (record: KafkaRecord) => void,
): AsyncGenerator<ReplayRecord> {
  for await (const each of records) {
    onTaken(each.record);
    yield each;
  }
}

interface LineOptions extends ApplyOptions {
  readonly journal: Journal;
  readonly refusals: Refusal[];
}

const lineOf = (service: Replayable, client: ErpNextClient, options: LineOptions): Deliver => {
  const { journal, refusals, announcer, publisher, decoderOf, job, topicPrefix, bounds, observer, log } =
    options;
  return createDeliveryLine<Event>({
    groupId: job,
    deadLetterTopic: service.deadLetterTopic(topicsOf(topicPrefix)),
    decoder: decoderOf(service),
    handler: service.handlerOver(client, announcer),
    announcer: {
      async announce(outcome, cause, record) {
        await announcer.announce(outcome, cause, record);
        if (outcome.document) journal.concerned(outcome.document.doctype, outcome.document.name);
      },
    },
    publisher: {
      async publish(deadLetter) {
        await publisher.publish(deadLetter);
        refusals.push(refusalIn(deadLetter));
      },
    },
    log,
    observer,
    ...(bounds === undefined ? {} : { bounds }),
  }).deliver;
};

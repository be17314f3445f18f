import { v5 as uuidV5 } from 'uuid';
import type { LifecycleEvent } from '#schemas/generated/lifecycle-event.js';
import type { Announcer, DeedAnnouncer } from './announcer.js';
import { cloudEventHeaders, travellingHeaders } from './cloud-events.js';
import type { Encoder, Event, KafkaRecord, Outcome, Publisher, RecordHeaders } from './message.js';

/** Never changed: subscribers recognise a fact that is told again by the id that is made in this namespace. */
const outcomeNamespace = '6f1c1c0e-6d0a-5d5b-9a53-3b0d0f2f7a61';

/** The same fact has the same id, whoever finds it out and how often. */
export const outcomeId = ({ type, medusaId, document, version }: Outcome): string =>
  uuidV5(JSON.stringify([type, medusaId, document?.name ?? null, version]), outcomeNamespace);

export interface LifecycleAnnouncerOptions {
  readonly topic: string;
  /** CloudEvents source: who found it out. */
  readonly source: string;
  readonly encoder: Encoder<LifecycleEvent>;
  readonly publisher: Publisher;
  readonly now?: () => number;
}

/** Outcomes as events of the lifecycle topic. */
export class LifecycleAnnouncer implements Announcer, DeedAnnouncer {
  constructor(private readonly options: LifecycleAnnouncerOptions) {}

  announce(outcome: Outcome, cause: Event, record: KafkaRecord): Promise<void> {
    const { now = Date.now } = this.options;
    return this.publish(lifecycleEventOf(outcome, cause, now()), travellingHeaders(record.headers));
  }

  /** What a person did with the CLI: no event caused it, and no version of Medusa belongs to it. */
  announceDeed(outcome: Outcome): Promise<void> {
    const { now = Date.now } = this.options;
    const at = now();
    const event = lifecycleEventOf(outcome, { id: '', type: '', occurredAt: at }, at);
    return this.publish({ ...event, version: null, causingEventId: null }, {});
  }

  private async publish(event: LifecycleEvent, headers: RecordHeaders): Promise<void> {
    const { topic, source, encoder, publisher } = this.options;
    await publisher.publish({
      topic,
      key: event.medusaCustomerId,
      value: await encoder.encode(event),
      headers: {
        ...cloudEventHeaders({
          id: event.id,
          source,
          type: event.type,
          time: event.occurredAt,
          subject: event.medusaId,
        }),
        ...headers,
      },
    });
  }
}

export const lifecycleEventOf = (outcome: Outcome, cause: Event, recordedAt: number): LifecycleEvent => ({
  id: outcomeId(outcome),
  type: outcome.type,
  occurredAt: cause.occurredAt,
  recordedAt,
  medusaId: outcome.medusaId,
  medusaCustomerId: outcome.medusaCustomerId,
  previousMedusaCustomerId: outcome.previousMedusaCustomerId ?? null,
  document: outcome.document ?? null,
  version: outcome.version,
  stageBefore: outcome.stageBefore ?? null,
  stageAfter: outcome.stageAfter ?? null,
  money: outcome.money ?? null,
  causingEventId: cause.id,
  reasonCode: outcome.reasonCode ?? null,
  warnings: outcome.warnings ?? [],
});

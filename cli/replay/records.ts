import { verdictOf } from '#libs/errors/integration-error.js';
import type { Logger } from '#libs/logging/logger.js';
import type { KafkaSettings } from '#libs/messaging/kafka-settings.js';
import { readMerged, type Span } from '#libs/messaging/merged-reader.js';
import type { Decoder, Event, KafkaRecord } from '#libs/messaging/message.js';
import { NewestSaid } from '#libs/messaging/says.js';
import type { Replayable } from '#libs/service/container.js';

/** Which records of a span are meant. */
export interface Choice {
  /** Records of these keys only; of every key without. */
  readonly keys?: readonly string[];
  /** CloudEvents type, `medusa.customer.saved`. */
  readonly type?: string;
  /** Every record, not only those that no newer one makes needless. */
  readonly every: boolean;
}

/** A record of the span; without an event when it is not meant, or when it can not be read. */
export interface ReplayRecord {
  readonly record: KafkaRecord;
  readonly service: Replayable;
  readonly event?: Event;
  /** Why it can not be read. */
  readonly failure?: unknown;
}

export interface ReplayRecordsOptions {
  readonly kafka: KafkaSettings;
  readonly decoderOf: (service: Replayable) => Decoder<Event>;
  /** By the topic that each reads. */
  readonly services: ReadonlyMap<string, Replayable>;
  readonly span: Span;
  readonly choice: Choice;
  readonly log: Logger;
}

/** The records of a replay. They are read twice: to know which is the newest of its kind, and to be handled. */
export class ReplayRecords {
  private readonly newest = new NewestSaid();
  private known = false;

  constructor(private readonly options: ReplayRecordsOptions) {}

  /** Those in which something stands that no newer one says; the others of the span without an event. */
  async *all(onRead: (count: number) => void): AsyncGenerator<ReplayRecord> {
    await this.learn(onRead);
    for await (const each of this.read()) yield this.isNeeded(each) ? each : withoutEvent(each);
  }

  private async learn(onRead: (count: number) => void): Promise<void> {
    if (this.known || this.options.choice.every) return;
    let count = 0;
    for await (const { record, service, event } of this.read()) {
      onRead((count += 1));
      if (event !== undefined) this.newest.note(service.says(event), placeOf(record));
    }
    this.known = true;
  }

  private isNeeded({ record, service, event }: ReplayRecord): boolean {
    if (event === undefined || this.options.choice.every) return true;
    return this.newest.needs(service.says(event), placeOf(record));
  }

  private async *read(): AsyncGenerator<ReplayRecord> {
    const { kafka, log, span, services } = this.options;
    for await (const record of readMerged(kafka, log, span)) {
      const service = services.get(record.topic);
      if (service) yield this.chosen({ record, service, ...(await this.decoded(record, service)) });
    }
  }

  private async decoded(
    record: KafkaRecord,
    service: Replayable,
  ): Promise<Pick<ReplayRecord, 'event' | 'failure'>> {
    try {
      return { event: await this.options.decoderOf(service).decode(record.value) };
    } catch (failure) {
      if (verdictOf(failure) !== 'park') throw failure;
      return { failure };
    }
  }

  private chosen(each: ReplayRecord): ReplayRecord {
    const { keys, type } = this.options.choice;
    const isMeant =
      (type === undefined || each.event?.type === type) &&
      (keys?.includes(each.record.key?.toString() ?? '') ?? true);
    return isMeant ? each : withoutEvent(each);
  }
}

const withoutEvent = ({ record, service }: ReplayRecord): ReplayRecord => ({ record, service });

export const placeOf = ({ topic, partition, offset }: KafkaRecord): string =>
  `${topic}/${partition}/${offset}`;

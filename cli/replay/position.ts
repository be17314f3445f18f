import type { KafkaRecord } from '#libs/messaging/message.js';
import { OffsetTracker } from '#libs/messaging/offset-tracker.js';
import type { Place } from '#libs/messaging/topic-reader.js';

/** How far a replay has come: of each partition the offset before which every record is finished. */
export class Position {
  private readonly trackers = new Map<string, OffsetTracker>();

  constructor(private readonly from: Place) {}

  take(record: KafkaRecord): void {
    this.trackerOf(record.topic, record.partition).take(record.offset);
  }

  finish(record: KafkaRecord): void {
    this.trackerOf(record.topic, record.partition).finish(record.offset);
  }

  get place(): Place {
    return new Map(
      [...this.from].map(([topic, partitions]) => [
        topic,
        new Map(
          [...partitions].map(([partition, start]) => [
            partition,
            this.trackers.get(`${topic} ${partition}`)?.committable ?? start,
          ]),
        ),
      ]),
    );
  }

  private trackerOf(topic: string, partition: number): OffsetTracker {
    const name = `${topic} ${partition}`;
    const tracker = this.trackers.get(name) ?? new OffsetTracker();
    this.trackers.set(name, tracker);
    return tracker;
  }
}

import type { OutgoingRecord, Publisher } from '#libs/messaging/message.js';

/** Keeps what is published, and acknowledges as it is told to. */
export class RecordingPublisher implements Publisher {
  readonly records: OutgoingRecord[] = [];
  acknowledge: () => Promise<void> = () => Promise.resolve();

  async publish(record: OutgoingRecord): Promise<void> {
    await this.acknowledge();
    this.records.push(record);
  }
}

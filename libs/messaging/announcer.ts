import type { Event, KafkaRecord, Outcome } from './message.js';

/** Tells other systems a fact, before the record that made it so counts as finished. */
export interface Announcer {
  announce(outcome: Outcome, cause: Event, record: KafkaRecord): Promise<void>;
}

import type { ServiceIdentifier } from 'inversify';
import type { Event, KafkaRecord, Outcome } from './message.js';

/** Tells other systems a fact, before the record that made it so counts as finished. */
export interface Announcer {
  announce(outcome: Outcome, cause: Event, record: KafkaRecord): Promise<void>;
}

/** Tells other systems what a person did, which no event caused. */
export interface DeedAnnouncer {
  announceDeed(outcome: Outcome): Promise<void>;
}

export const DeedAnnouncer: ServiceIdentifier<DeedAnnouncer> = Symbol.for('DeedAnnouncer');

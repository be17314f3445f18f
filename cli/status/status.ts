import type { Group } from '../dead-letters/groups.js';
import { wordsOf } from '../terminal/words-of.js';
import type { Standing } from './attention.js';
import type { ServiceLook, Waiting } from './look-at-service.js';

/** How one service is, seen from itself and from Kafka. */
export interface ServiceStatus {
  readonly name: string;
  /** Undefined when nobody said where it is. */
  readonly url: string | undefined;
  /** Undefined when it does not answer there. */
  readonly look: ServiceLook | undefined;
  /** Of its consumer group; undefined for the bridge, which has none, and while Kafka does not answer. */
  readonly group: { readonly members: number; readonly unfinished: number } | undefined;
}

export interface Status {
  readonly services: readonly ServiceStatus[];
  readonly needsAttention: readonly Standing[];
  readonly deadLetters: readonly Group[];
  /** What could not be looked at, and why. */
  readonly unseen: readonly string[];
}

export interface WaitingSomewhere extends Waiting {
  readonly service: string;
  readonly meaning: string;
  readonly mend: string;
}

/** What waits in any service, the oldest first. */
export const waitingIn = ({ services }: Pick<Status, 'services'>): WaitingSomewhere[] =>
  services
    .flatMap(({ name, look }) =>
      (look?.waiting ?? []).map((each) => ({ ...each, service: name, ...wordsOf(each.cause) })),
    )
    .sort((a, b) => b.seconds - a.seconds);

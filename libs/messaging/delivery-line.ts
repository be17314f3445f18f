import { ExponentialBackoff, fullJitterGenerator } from 'cockatiel';
import { catalogue, type ErrorCode } from '#libs/errors/catalogue.js';
import { codeOf } from '#libs/errors/integration-error.js';
import type { Logger } from '#libs/logging/logger.js';
import type { Announcer } from './announcer.js';
import { Circuit } from './circuit.js';
import { deliver } from './deliver.js';
import type { DeliveryObserver } from './delivery-observer.js';
import { KeyOverflow } from './errors.js';
import { announceGate, gated, isOurs, suspecting } from './gate.js';
import type { SaysOf } from './lane-order.js';
import type { Decoder, Event, KafkaRecord, MessageHandler, Publisher } from './message.js';
import { compose, placeOf, type Deliver, type Delivery } from './middleware.js';
import { parking } from './parking.js';
import type { Window } from './partition-session.js';
import { Patience, Tally, type KeepsFailingBounds } from './patience.js';
import type { Says } from './says.js';
import { Suspicion } from './suspicion.js';
import { waiting } from './waiting.js';
import { WaitingList } from './waiting-list.js';

/** Every bound of what a service promises; tests scale them down. */
export interface DeliveryBounds {
  readonly window: Window;
  /** After this long a record that waits for a cause of its own lets its lane overflow. */
  readonly stuckAfterMs: number;
  /** Between two attempts at a record: full jitter between nothing and a growing pause. */
  readonly retryMinMs: number;
  readonly retryMaxMs: number;
  readonly keepsFailing: KeepsFailingBounds;
  readonly breaker: { readonly after: number; readonly probeMinMs: number; readonly probeMaxMs: number };
  /** While the fault is ours. */
  readonly probeMs: number;
  /** Customers in a row that make a cause ours. */
  readonly possiblyOursAfter: number;
}

export const defaultBounds: DeliveryBounds = {
  window: { perPartition: 500, perKey: 50, crowdedAt: 0.8 },
  stuckAfterMs: 10_000,
  retryMinMs: 500,
  retryMaxMs: 30_000,
  keepsFailing: { attempts: 10, overMs: 15 * 60_000, whileSucceeded: 50 },
  breaker: { after: 5, probeMinMs: 1000, probeMaxMs: 60_000 },
  probeMs: 60_000,
  possiblyOursAfter: 10,
};

export interface DeliveryLineOptions<E extends Event> {
  readonly groupId: string;
  readonly deadLetterTopic: string;
  readonly decoder: Decoder<E>;
  readonly handler: MessageHandler<E>;
  /** What an event says; without it every record of a lane is handled. */
  says?(event: E): Says;
  readonly announcer: Announcer;
  /** Of the dead letters. */
  readonly publisher: Publisher;
  readonly log: Logger;
  readonly observer?: DeliveryObserver;
  readonly bounds?: Partial<DeliveryBounds>;
}

export interface DeliveryLine {
  /** Takes a record to its end, whatever that takes. */
  readonly deliver: Deliver;
  /** Parks a record for which its lane has no room. */
  readonly overflow: Deliver;
  /** Whether a record has waited for long, for a cause of its own. */
  readonly stuck: (delivery: Delivery) => boolean;
  readonly saysOf: SaysOf<KafkaRecord> | undefined;
  readonly onSuperseded: (record: KafkaRecord) => void;
  readonly list: WaitingList;
  /** Opens when the destination is down. */
  readonly breaker: Circuit;
  /** Opens when the fault is ours: then the service takes no new work. */
  readonly gate: Circuit;
}

/** How a service treats a record: the middlewares in their order, and what they share. */
export const createDeliveryLine = <E extends Event>(options: DeliveryLineOptions<E>): DeliveryLine => {
  const { log, groupId, publisher, observer = {}, deadLetterTopic } = options;
  const bounds = { ...defaultBounds, ...options.bounds };
  const list = new WaitingList();
  const tally = new Tally();
  const backoff = new ExponentialBackoff({
    generator: fullJitterGenerator,
    initialDelay: bounds.retryMinMs,
    maxDelay: bounds.retryMaxMs,
  });

  // Conflicts and waits of one record say nothing about the next one; only a destination that is down does.
  const breaker = new Circuit({
    ...bounds.breaker,
    opensOn: (error) => codeOf(error) === 'ERPNEXT_UNAVAILABLE',
  });
  const gate = new Circuit({
    after: 1,
    probeMinMs: bounds.probeMs,
    probeMaxMs: bounds.probeMs,
    opensOn: isOurs,
  });
  announceBreaker(breaker, log, observer);
  announceGate(gate, log, observer);

  const waits = { backoff, list, log, observer };
  const park = parking({
    publisher,
    topic: deadLetterTopic,
    groupId,
    persist: compose(waiting({ ...waits, patience: undefined }), gated(gate, list)),
    log,
    observer,
  });
  return {
    deliver: compose(
      park,
      waiting({ ...waits, patience: () => new Patience(bounds.keepsFailing, tally) }),
      gated(gate, list),
      suspecting(new Suspicion(bounds.possiblyOursAfter)),
    )(deliver({ ...options, breaker, list, tally, observer })),
    overflow: park(() =>
      Promise.reject(new KeyOverflow('more records of this key wait than a lane may hold')),
    ),
    stuck: (delivery) => {
      const wait = list.find(delivery);
      return wait !== undefined && wait.ms >= bounds.stuckAfterMs && isOfOneRecord(wait.cause);
    },
    saysOf: options.says && (async ({ value }) => options.says?.(await options.decoder.decode(value))),
    onSuperseded: (record) => {
      observer.superseded?.();
      log.info(placeOf(record), 'record superseded by a newer one of its lane');
    },
    list,
    breaker,
    gate,
  };
};

/** Something that is down, or a fault of ours, is everybody's trouble: every lane grows then, and none overflows. */
const isOfOneRecord = (cause: ErrorCode): boolean =>
  catalogue[cause].verdict === 'wait' && !cause.endsWith('_UNAVAILABLE');

/** Says once that the destination is down, and once that it is back. */
const announceBreaker = (breaker: Circuit, log: Logger, observer: DeliveryObserver): void => {
  let open = false;
  breaker.onOpened((by) => {
    if (open) return;
    open = true;
    observer.breaker?.(codeOf(by));
    log.warn({ code: codeOf(by), reason: by.message }, 'breaker open: the destination is down');
  });
  breaker.onClosed(() => {
    open = false;
    observer.breaker?.(undefined);
    log.info({}, 'breaker closed: the destination is back');
  });
};

import { symptomOf } from '#libs/errors/integration-error.js';
import type { Logger } from '#libs/logging/logger.js';
import type { Announcer } from './announcer.js';
import type { Circuit } from './circuit.js';
import type { DeliveryObserver } from './delivery-observer.js';
import { causeOf } from './gate.js';
import type { Decoder, Event, MessageHandler } from './message.js';
import { whereabouts, type Deliver } from './middleware.js';
import type { Tally } from './patience.js';
import type { WaitingList } from './waiting-list.js';

export interface DeliverOptions<E extends Event> {
  readonly decoder: Decoder<E>;
  readonly handler: MessageHandler<E>;
  readonly announcer: Announcer;
  /** Around the handler alone: a registry that is down says nothing about the destination. */
  readonly breaker: Circuit;
  readonly list: WaitingList;
  readonly tally: Tally;
  readonly log: Logger;
  readonly observer: DeliveryObserver;
}

/** One attempt at one record: decode it, handle the event, announce what is now true. */
export const deliver =
  <E extends Event>({
    decoder,
    handler,
    announcer,
    breaker,
    list,
    tally,
    log,
    observer,
  }: DeliverOptions<E>): Deliver =>
  async (delivery) => {
    const { record, stop } = delivery;
    const started = Date.now();
    const event = await decoder.decode(record.value);
    delivery.eventType = event.type;

    const onHeld = (by: Error) => list.enter(delivery, causeOf(by), symptomOf(by));
    const outcomes = await breaker.run(() => handler.handle(event), { stop, onHeld });

    await Promise.all(outcomes.map((outcome) => announcer.announce(outcome, event, record)));
    for (const outcome of outcomes) observer.announced?.(outcome);

    tally.successes += 1;
    const ms = Date.now() - started;
    observer.handled?.(delivery, ms);
    log.info({ ...whereabouts(delivery), ms }, 'record handled');
  };

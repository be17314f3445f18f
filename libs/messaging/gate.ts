import { codeOf, symptomOf, verdictOf } from '#libs/errors/integration-error.js';
import type { Logger } from '#libs/logging/logger.js';
import type { Circuit } from './circuit.js';
import type { DeliveryObserver } from './delivery-observer.js';
import { DeliveryStopped, type Middleware } from './middleware.js';
import type { Suspicion } from './suspicion.js';
import type { WaitingList } from './waiting-list.js';

/** A failure that would be parked once, but came for too many customers in a row. */
export class OurFault extends Error {
  override readonly name = 'OurFault';

  constructor(override readonly cause: unknown) {
    super(cause instanceof Error ? cause.message : 'unforeseen failure');
  }
}

export const isOurs = (error: unknown): boolean => error instanceof OurFault || verdictOf(error) === 'ours';

/** Holds every lane while the fault is ours: the record that met it tries again as a probe, until we are mended. */
export const gated =
  (gate: Circuit, list: WaitingList): Middleware =>
  (next) =>
  async (delivery) => {
    const onHeld = (by: Error) => list.enter(delivery, causeOf(by), symptomOf(by));
    for (;;) {
      try {
        return await gate.run(() => next(delivery), { stop: delivery.stop, onHeld });
      } catch (error) {
        if (!isOurs(error)) throw error;
        delivery.attempt += 1;
      }
    }
  };

/** Turns a cause that is possibly ours into ours once too many customers in a row had it. */
export const suspecting =
  (suspicion: Suspicion): Middleware =>
  (next) =>
  async (delivery) => {
    try {
      await next(delivery);
      suspicion.clear();
    } catch (error) {
      if (error instanceof DeliveryStopped) throw error;
      const key = delivery.record.key?.toString('latin1') ?? '';
      throw suspicion.confirmedBy(error, key) ? new OurFault(error) : error;
    }
  };

/** Says once why the service stopped, and once that it goes on. */
export const announceGate = (gate: Circuit, log: Logger, observer: DeliveryObserver): void => {
  let said: string | undefined;
  gate.onOpened((by) => {
    const code = causeOf(by);
    if (said === code) return;
    said = code;
    observer.stopped?.(code);
    log.error({ code, reason: by.message, error: by }, 'service stopped: the fault is ours');
  });
  gate.onClosed(() => {
    said = undefined;
    observer.stopped?.(undefined);
    log.info({}, 'service goes on');
  });
};

export const causeOf = (error: unknown) => codeOf(error instanceof OurFault ? error.cause : error);

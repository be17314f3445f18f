import type { IBackoffFactory } from 'cockatiel';
import { codeOf, symptomOf, verdictOf } from '#libs/errors/integration-error.js';
import type { Logger } from '#libs/logging/logger.js';
import type { DeliveryObserver } from './delivery-observer.js';
import { KeepsFailing } from './errors.js';
import { DeliveryStopped, pause, whereabouts, type Middleware } from './middleware.js';
import type { Patience } from './patience.js';
import type { WaitingList } from './waiting-list.js';

export interface WaitingOptions {
  readonly backoff: IBackoffFactory<unknown>;
  readonly list: WaitingList;
  readonly log: Logger;
  readonly observer: DeliveryObserver;
  /** When a record has waited enough; undefined: never. */
  readonly patience: (() => Patience) | undefined;
}

/**
 * A failure that passes is tried again in its lane, after a pause of random length, for hours if need be; not if newer
 * ones of its lane say all that it says, which may be just what it waits for. One that has waited long enough is thrown,
 * for the outer middlewares to park.
 */
export const waiting =
  ({ backoff, list, log, observer, patience }: WaitingOptions): Middleware =>
  (next) =>
  async (delivery) => {
    const patient = patience?.();
    let delay = backoff.next(undefined);
    try {
      for (;;) {
        try {
          return await next(delivery);
        } catch (error) {
          if (error instanceof DeliveryStopped || verdictOf(error) !== 'wait') throw error;
          const leftMs = patient?.leftMs(error, Date.now());
          const mustEnd = leftMs === 0 || (leftMs !== undefined && delivery.crowded().aborted);
          if (mustEnd) throw error;
          if (patient?.keepsFailing(Date.now())) throw keepsFailing(error);

          const code = codeOf(error);
          const pauseMs = Math.min(delay.duration, leftMs ?? Infinity);
          list.enter(delivery, code, symptomOf(error));
          observer.waited?.(code);
          log.warn({ ...whereabouts(delivery), code, pauseMs, error }, 'record waits');
          await pause(pauseMs, delivery.stop, leftMs === undefined ? undefined : delivery.crowded());
          if (patient !== undefined && (await delivery.isNeedless())) {
            delivery.gaveWay = true;
            return;
          }
          delay = delay.next(undefined);
          delivery.attempt += 1;
        }
      }
    } finally {
      list.leave(delivery);
    }
  };

const keepsFailing = (error: unknown) =>
  new KeepsFailing(
    `keeps failing: ${error instanceof Error ? error.message : codeOf(error)}`,
    { last: codeOf(error) },
    {
      cause: error,
    },
  );

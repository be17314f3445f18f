import { codeOf } from '#libs/errors/integration-error.js';
import type { Logger } from '#libs/logging/logger.js';
import { deadLetterOf } from './dead-letters.js';
import type { DeliveryObserver } from './delivery-observer.js';
import type { Publisher } from './message.js';
import { DeliveryStopped, whereabouts, type Middleware } from './middleware.js';

export interface ParkingOptions {
  readonly publisher: Publisher;
  readonly topic: string;
  readonly groupId: string;
  /** Gets the dead letter through, however long that takes: until then the record is not finished. */
  readonly persist: Middleware;
  readonly log: Logger;
  readonly observer: DeliveryObserver;
}

/** Parks a record that can not succeed, so that the ones behind it keep flowing. */
export const parking =
  ({ publisher, topic, groupId, persist, log, observer }: ParkingOptions): Middleware =>
  (next) =>
  async (delivery) => {
    try {
      await next(delivery);
    } catch (error) {
      if (error instanceof DeliveryStopped) throw error;
      const { record, attempt } = delivery;
      const context = { topic, groupId, failedAtMs: Date.now(), attempts: attempt };
      const deadLetter = deadLetterOf(record, error, context);
      await persist(() => publisher.publish(deadLetter))(delivery);
      delivery.parked = true;

      const code = codeOf(error);
      observer.parked?.(code);
      log.error({ ...whereabouts(delivery), attempt, code, error }, 'record parked');
    }
  };

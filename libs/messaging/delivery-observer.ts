import type { ErrorCode } from '#libs/errors/catalogue.js';
import type { Outcome } from './message.js';
import type { Delivery } from './middleware.js';

/** Told what happens to records, for metrics. Every part may be left out; none may throw. */
export interface DeliveryObserver {
  handled?(delivery: Delivery, ms: number): void;
  announced?(outcome: Outcome): void;
  /** One attempt failed and the record waits for the next. */
  waited?(code: ErrorCode): void;
  parked?(code: ErrorCode): void;
  /** A record was not handled, because a newer one of its lane says all that it says. */
  superseded?(): void;
  /** The breaker opened (`ERPNEXT_UNAVAILABLE`) or closed (undefined). */
  breaker?(openedBy: ErrorCode | undefined): void;
  /** The service stopped because the fault is ours, or goes on (undefined). */
  stopped?(by: ErrorCode | undefined): void;
}

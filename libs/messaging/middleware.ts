import type { KafkaRecord } from './message.js';

/** One record on its way through the middlewares. */
export interface Delivery {
  readonly record: KafkaRecord;
  /** Aborted when this process has to leave the record: its partition went elsewhere, or the service stops. */
  readonly stop: AbortSignal;
  /** Aborted while the window of the partition is nearly full: a wait that has an end ends now. */
  readonly crowded: () => AbortSignal;
  /** Whether newer records of its lane say all that this one says. */
  readonly isNeedless: () => Promise<boolean>;
  /** Counts from 1. */
  attempt: number;
  /** Known once the record is decoded. */
  eventType?: string;
  /** Set when it did not come through: it is a dead letter now. */
  parked?: true;
  /** Set when it is left for the newer ones of its lane to make it needless: it is not finished. */
  gaveWay?: true;
}

/** Resolves when the record is finished: handled and announced, or parked. */
export type Deliver = (delivery: Delivery) => Promise<void>;

export type Middleware = (next: Deliver) => Deliver;

/** The first middleware is the outermost: it sees the record first and the failure last. */
export const compose =
  (...middlewares: readonly Middleware[]): Middleware =>
  (deliver) =>
    middlewares.reduceRight((next, wrap) => wrap(next), deliver);

/** Not a failure: the record is left where it is, and read again by whoever has its partition next. */
export class DeliveryStopped extends Error {
  override readonly name = 'DeliveryStopped';
}

/** Sleeps; ends early when `wake` is aborted. @throws DeliveryStopped when `stop` is. */
export const pause = (ms: number, stop: AbortSignal, wake?: AbortSignal): Promise<void> =>
  new Promise((resolve, reject) => {
    const end = (settle: () => void) => () => {
      clearTimeout(timer);
      stop.removeEventListener('abort', stopped);
      wake?.removeEventListener('abort', woken);
      settle();
    };
    const woken = end(resolve);
    const stopped = end(() => reject(new DeliveryStopped()));
    const timer = setTimeout(woken, ms);
    stop.addEventListener('abort', stopped);
    wake?.addEventListener('abort', woken);
    if (stop.aborted) stopped();
    else if (wake?.aborted) woken();
  });

/** What every line about a record says of it. */
export const whereabouts = ({ record, attempt, eventType }: Delivery) => ({
  type: eventType,
  ...placeOf(record),
  attempt,
});

export const placeOf = ({ key, topic, partition, offset }: KafkaRecord) => ({
  key: key?.toString(),
  ...{ topic, partition, offset: String(offset) },
});

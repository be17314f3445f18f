import { createRequire } from 'node:module';

interface RequestQueue {
  readonly pending: readonly unknown[];
  readonly throttledUntil: number;
  throttleCheckTimeoutId: NodeJS.Timeout | null;
  checkPendingRequests(): void;
}

const recheckMs = 10;

/**
 * kafkajs 2.2.4 arms a timer after every answer even when nothing waits in the queue, and the timer arms itself again:
 * some 2,600 wake-ups a second on an idle producer, and a negative delay that newer Nodes warn of.
 * https://github.com/tulios/kafkajs/issues/1751
 */
function scheduleCheckPendingRequests(this: RequestQueue): void {
  if (this.pending.length === 0 || this.throttleCheckTimeoutId) return;
  this.throttleCheckTimeoutId = setTimeout(
    () => {
      this.throttleCheckTimeoutId = null;
      this.checkPendingRequests();
    },
    Math.max(this.throttledUntil - Date.now(), recheckMs),
  );
}

/** Safe to call again; every `Kafka` of this process is mended by it. */
export const patchKafkaJs = (): void => {
  const queue = createRequire(import.meta.url)('kafkajs/src/network/requestQueue/index.js') as {
    prototype: { scheduleCheckPendingRequests: unknown };
  };
  queue.prototype.scheduleCheckPendingRequests = scheduleCheckPendingRequests;
};

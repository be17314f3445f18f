import { OffsetTracker } from '#libs/messaging/offset-tracker.js';

/** Loaded before a service: what is finished is committed, although a record before it is not. */
const { finish } = OffsetTracker.prototype;
const furthest = new WeakMap<OffsetTracker, bigint>();

OffsetTracker.prototype.finish = function (offset) {
  finish.call(this, offset);
  if (offset >= (furthest.get(this) ?? 0n)) furthest.set(this, offset + 1n);
};

Object.defineProperty(OffsetTracker.prototype, 'committable', {
  get(this: OffsetTracker) {
    return furthest.get(this);
  },
});

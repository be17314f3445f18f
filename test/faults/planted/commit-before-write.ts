import { OffsetTracker } from '#libs/messaging/offset-tracker.js';

/** Loaded before a service: a record may be committed as soon as it was read. */
const { take } = OffsetTracker.prototype;

OffsetTracker.prototype.take = function (offset) {
  take.call(this, offset);
  this.finish(offset);
};

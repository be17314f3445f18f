import type { Logger } from '#libs/logging/logger.js';

const nothing = () => {};

/** For tests that are not about what is logged. */
export const silent: Logger = {
  trace: nothing,
  debug: nothing,
  info: nothing,
  warn: nothing,
  error: nothing,
  child: () => silent,
};

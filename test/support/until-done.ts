import { verdictOf } from '#libs/errors/integration-error.js';

/** Tries again what waits, as a lane does. */
export const untilDone = async <T>(work: () => Promise<T>): Promise<T> => {
  for (let attempt = 1; ; attempt += 1) {
    try {
      return await work();
    } catch (error) {
      if (verdictOf(error) !== 'wait' || attempt === 20) throw error;
    }
  }
};

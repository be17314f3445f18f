import { setFlagsFromString } from 'node:v8';
import { runInNewContext } from 'node:vm';

/** At once, as it comes sooner or later in a service that runs for long. */
export const collectGarbage = (): void => {
  setFlagsFromString('--expose-gc');
  (runInNewContext('gc') as () => void)();
};

import { Lanes } from '#libs/messaging/lanes.js';

export interface InLanesOptions<T> {
  readonly keyOf: (item: T) => string;
  /** Rejects only with what ends the whole run. */
  readonly step: (item: T) => Promise<void>;
  /** Items in lanes at the same time. */
  readonly atMost: number;
  /** No further item is begun. */
  readonly stop: AbortSignal;
}

/** Takes each item of a source to its end: those of one key one after the other, different keys side by side. */
export const inLanes = async <T>(source: AsyncIterable<T>, options: InLanesOptions<T>): Promise<void> => {
  const { keyOf, step, atMost, stop } = options;
  let open = 0;
  let failure: { readonly error: unknown } | undefined;
  let wake = (): void => undefined;
  const change = () => new Promise<void>((resolve) => (wake = resolve));
  const lanes = new Lanes<T>({
    step: async (item) => {
      await step(item);
      open -= 1;
      wake();
      return 'done';
    },
    onBroken: (error) => {
      failure ??= { error };
      wake();
    },
  });
  const onStop = () => wake();
  stop.addEventListener('abort', onStop, { once: true });
  const isOver = () => failure !== undefined || stop.aborted;
  try {
    for await (const item of source) {
      while (open >= atMost && !isOver()) await change();
      if (isOver()) break;
      open += 1;
      lanes.add(keyOf(item), item);
    }
    while (open > 0 && !isOver()) await change();
  } finally {
    stop.removeEventListener('abort', onStop);
    await lanes.stop();
  }
  if (failure) throw failure.error;
};

import { setTimeout as sleep } from 'node:timers/promises';

export interface SettleOptions {
  /** Records that are neither handled nor parked. */
  readonly unfinished: () => Promise<number>;
  /** Given up after this long without any progress. */
  readonly patienceMs?: number;
  readonly everyMs?: number;
  readonly say: (line: string) => void;
}

/** Waits until every record is finished; answers how many are not when nothing moves any more. */
export const settle = async (options: SettleOptions): Promise<number> => {
  const { unfinished, patienceMs = 180_000, everyMs = 300, say } = options;
  let left = await unfinished();
  let movedAt = Date.now();
  let saidAt = Date.now();
  while (left > 0 && Date.now() - movedAt < patienceMs) {
    await sleep(everyMs);
    const now = await unfinished();
    if (now !== left) movedAt = Date.now();
    left = now;
    if (left > 0 && Date.now() - saidAt > 5_000) {
      say(`${left} records are not finished yet ...`);
      saidAt = Date.now();
    }
  }
  return left;
};

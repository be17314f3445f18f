import { IntegrationError } from '#libs/errors/integration-error.js';
import type { Outcome } from '#libs/messaging/message.js';
import type { CapturedRecord } from './captured-records.js';

export interface Heard {
  /** Every fact that was told on the way, as text. */
  readonly facts: ReadonlySet<string>;
  /** Codes of the failures that no later record has healed. */
  readonly parked: readonly string[];
}

/** Has each record handled, one after the other; what has to wait is tried again after the others. */
export const tell = async (
  story: readonly CapturedRecord[],
  handle: (record: CapturedRecord) => Promise<readonly Outcome[]>,
): Promise<Heard> => {
  const facts = new Set<string>();
  let waiting = [...story];
  for (;;) {
    const failed: { record: CapturedRecord; code: string }[] = [];
    for (const record of waiting) {
      try {
        for (const outcome of await handle(record)) facts.add(JSON.stringify(outcome));
      } catch (error) {
        if (!(error instanceof IntegrationError)) throw error;
        failed.push({ record, code: error.code });
      }
    }
    if (failed.length === 0 || failed.length === waiting.length)
      return { facts, parked: failed.map(({ code }) => code) };
    waiting = failed.map(({ record }) => record);
  }
};

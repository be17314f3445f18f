import { readMerged } from '#libs/messaging/merged-reader.js';
import { TopicReader } from '#libs/messaging/topic-reader.js';
import { deadLetterTopicsOf } from '../event-topics.js';
import type { TopicsConnection } from '../operator-connections.js';
import { progress } from '../terminal/progress.js';
import type { Terminal } from '../terminal/terminal.js';
import { Ledger } from './ledger.js';

/** Reads each dead-letter topic as far as it goes now, one record at a time. */
export const readLedger = async (
  { kafka, log, topics }: TopicsConnection,
  terminal: Pick<Terminal, 'say'>,
  names: readonly string[] = deadLetterTopicsOf(topics),
): Promise<Ledger> => {
  const reader = new TopicReader(kafka, log);
  const [from, to] = [await reader.beginning(names), await reader.end(names)];
  const ledger = new Ledger();
  const tell = progress({ things: 'dead letters read', terminal });
  let read = 0;
  for await (const record of readMerged(kafka, log, { from, to })) {
    ledger.add(record);
    tell((read += 1));
  }
  return ledger;
};

import type { OutgoingRecord, Publisher } from '#libs/messaging/message.js';
import { idOf } from '#libs/messaging/read-dead-letter.js';
import type { TopicsConnection } from '../operator-connections.js';
import type { LedgerEntry } from './ledger.js';
import { mapAgain } from './map-again.js';
import { recordsAt } from './records-at.js';
import { settleLetters } from './settle-letters.js';

export interface RedriveWebhooksOptions {
  /** Only those that become a record of this key. */
  readonly key?: string | undefined;
  /** Without one they are only looked at. */
  readonly publisher?: Publisher | undefined;
  readonly by: string;
}

export interface MappedWebhooks {
  readonly mapped: number;
  /** How many can't be mapped still, by the reason. */
  readonly unmapped: Readonly<Record<string, number>>;
}

const batchSize = 500;

/** Webhooks that the bridge could not map are mapped again, as this version does it, and take their place in the topics. */
export const redriveWebhooks = async (
  connection: TopicsConnection,
  letters: readonly LedgerEntry[],
  { key, publisher, by }: RedriveWebhooksOptions,
): Promise<MappedWebhooks> => {
  const map = mapAgain(connection);
  const byPlace = new Map(letters.map((letter) => [idOf(letter.at), letter]));
  const unmapped: Record<string, number> = {};
  let mapped = 0;

  let batch: (readonly [LedgerEntry, OutgoingRecord])[] = [];
  const send = async () => {
    if (publisher) {
      await Promise.all(batch.map(([, record]) => publisher.publish(record)));
      const sent = batch.map(([letter]) => letter);
      await settleLetters(publisher, sent, { how: 'redriven', by, reason: '' });
    }
    batch = [];
  };

  for await (const raw of recordsAt(
    connection,
    letters.map(({ at }) => at),
  )) {
    const letter = byPlace.get(idOf(raw));
    if (letter === undefined) continue;
    const again = await map(raw);
    if ('why' in again) {
      if (key === undefined) unmapped[again.why] = (unmapped[again.why] ?? 0) + 1;
      continue;
    }
    if (key !== undefined && again.record.key !== key) continue;
    mapped += 1;
    batch.push([letter, again.record]);
    if (batch.length >= batchSize) await send();
  }
  await send();
  return { mapped, unmapped };
};

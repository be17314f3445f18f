import type { Publisher } from '#libs/messaging/message.js';
import { settlementOf, type Settlement } from '#libs/messaging/read-dead-letter.js';
import type { LedgerEntry } from './ledger.js';

/** As many as wait for Kafka at once: its queue has an end. */
const batchSize = 500;

/** Leaves an audit record for each dead letter that is done with. */
export const settleLetters = async (
  publisher: Publisher,
  letters: readonly LedgerEntry[],
  { how, by, reason }: Pick<Settlement, 'how' | 'by' | 'reason'>,
): Promise<void> => {
  for (let start = 0; start < letters.length; start += batchSize) {
    await Promise.all(
      letters.slice(start, start + batchSize).map(({ id, key, at }) => {
        const settlement = { id, how, through: at.offset, by, reason };
        return publisher.publish(settlementOf({ topic: at.topic, key }, settlement));
      }),
    );
  }
};

import type { KafkaRecord, Publisher } from '#libs/messaging/message.js';
import { idOf, readDeadLetter, redrivenRecord, type Coordinates } from '#libs/messaging/read-dead-letter.js';
import type { TopicsConnection } from '../operator-connections.js';
import { progress } from '../terminal/progress.js';
import type { Terminal } from '../terminal/terminal.js';
import type { LedgerEntry } from './ledger.js';
import type { PlannedRedrive } from './plan-redrive.js';
import { recordsAt } from './records-at.js';
import type { Sending } from './redrive-plan.js';
import { settleLetters } from './settle-letters.js';

const batchSize = 500;

export interface RedriveOptions {
  readonly publisher: Publisher;
  /** Who does it, for the audit record. */
  readonly by: string;
  readonly terminal: Pick<Terminal, 'say'>;
}

export interface Redriven {
  readonly sent: number;
  readonly settled: number;
}

/**
 * Sends them back to their topics, in the order in which they stood there. A dead letter is settled once everything is
 * acknowledged that stands for it: cut off in between, it is open still, and redriven again does no harm.
 */
export const redriveEvents = async (
  connection: TopicsConnection,
  { sendings, placeOf }: PlannedRedrive,
  { publisher, by, terminal }: RedriveOptions,
): Promise<Redriven> => {
  const places = new Map<string, Sending>();
  const wanted: Coordinates[] = [];
  const missing = new Map<LedgerEntry, number>();
  for (const sending of sendings) {
    const place = placeOf(sending);
    if (place === undefined) continue;
    wanted.push(place);
    places.set(idOf(place), sending);
    for (const letter of sending.settles) missing.set(letter, (missing.get(letter) ?? 0) + 1);
  }

  const tell = progress({ things: 'records sent', terminal });
  let sent = 0;
  let settled = 0;
  const send = async (batch: readonly (readonly [KafkaRecord, Sending])[]) => {
    await Promise.all(batch.map(([record, { redrives }]) => publisher.publish(goingBack(record, redrives))));
    const complete = batch
      .flatMap(([, { settles }]) => settles)
      .filter((letter) => {
        const left = (missing.get(letter) ?? 1) - 1;
        missing.set(letter, left);
        return left === 0;
      });
    await settleLetters(publisher, complete, { how: 'redriven', by, reason: '' });
    sent += batch.length;
    settled += complete.length;
    tell(sent, wanted.length);
  };

  let batch: [KafkaRecord, Sending][] = [];
  for await (const record of recordsAt(connection, wanted)) {
    const sending = places.get(idOf(record));
    if (sending) batch.push([record, sending]);
    if (batch.length < batchSize) continue;
    await send(batch);
    batch = [];
  }
  await send(batch);
  return { sent, settled };
};

const goingBack = (record: KafkaRecord, redrives: number) => {
  const { origin } = readDeadLetter(record);
  return redrivenRecord(origin?.topic ?? record.topic, record, redrives);
};

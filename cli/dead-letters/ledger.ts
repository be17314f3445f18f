import type { KafkaRecord } from '#libs/messaging/message.js';
import {
  readDeadLetter,
  readSettlement,
  type Coordinates,
  type Settlement,
} from '#libs/messaging/read-dead-letter.js';

/** What is kept of each dead letter: little enough for a hundred thousand of them. */
export interface LedgerEntry {
  readonly id: string;
  readonly origin: Coordinates | undefined;
  readonly key: string | null;
  readonly cause: string;
  readonly failedAtMs: number;
  readonly redrives: number;
  /** The last copy in the dead-letter topic. */
  readonly at: Coordinates;
}

/** Which dead letters are open, out of dead-letter topics read in any order of their partitions. */
export class Ledger {
  private readonly entries = new Map<string, LedgerEntry>();
  private readonly settlements = new Map<string, Settlement>();
  private readonly texts = new Map<string, string>();

  add(record: KafkaRecord): void {
    const settlement = readSettlement(record);
    if (settlement === undefined) this.enter(record);
    else if (settlement.through >= (this.settlements.get(settlement.id)?.through ?? -1n))
      this.settlements.set(settlement.id, settlement);
  }

  /** Those that nobody has redriven or discarded. */
  *open(): Generator<LedgerEntry> {
    for (const entry of this.entries.values()) if (this.settlementOf(entry) === undefined) yield entry;
  }

  /** Of all, settled ones too. */
  *all(): Generator<{ readonly entry: LedgerEntry; readonly settlement: Settlement | undefined }> {
    for (const entry of this.entries.values()) yield { entry, settlement: this.settlementOf(entry) };
  }

  find(id: string): LedgerEntry | undefined {
    return this.entries.get(id);
  }

  isDiscarded(id: string): boolean {
    const entry = this.entries.get(id);
    return entry !== undefined && this.settlementOf(entry)?.how === 'discarded';
  }

  settlementOf({ id, at }: LedgerEntry): Settlement | undefined {
    const settlement = this.settlements.get(id);
    return settlement !== undefined && settlement.through >= at.offset ? settlement : undefined;
  }

  private enter(record: KafkaRecord): void {
    const { id, origin, cause, failedAtMs, redrives } = readDeadLetter(record);
    const { topic, partition, offset } = record;
    const known = this.entries.get(id);
    if (known !== undefined && known.at.offset > offset) return;
    this.entries.set(id, {
      ...{ id, failedAtMs, redrives },
      origin: origin && { ...origin, topic: this.once(origin.topic) },
      key: record.key?.toString() ?? null,
      cause: this.once(cause),
      at: { topic: this.once(topic), partition, offset },
    });
  }

  /** Many letters, few topics and causes: a text that was read out of a header would be kept for each. */
  private once(text: string): string {
    const known = this.texts.get(text);
    if (known !== undefined) return known;
    this.texts.set(text, text);
    return text;
  }
}

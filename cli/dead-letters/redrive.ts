import type { Publisher } from '#libs/messaging/message.js';
import type { TopicsConnection } from '../operator-connections.js';
import { Refusal } from '../terminal/refusal.js';
import type { Terminal } from '../terminal/terminal.js';
import { counted } from '../terminal/time.js';
import type { LedgerEntry } from './ledger.js';
import { planRedrive, type EventLetter } from './plan-redrive.js';
import { readLedger } from './read-ledger.js';
import { redriveEvents } from './redrive-events.js';
import { redriveWebhooks } from './redrive-webhooks.js';
import { isSelected, type Selection } from './selection.js';

/** Sent back so often, a dead letter needs somebody to look at it rather than another round. */
export const mostRedrives = 5;

export interface RedriveOptions {
  readonly selection: Selection;
  readonly apply: boolean;
  /** Also those that were sent back `mostRedrives` times. */
  readonly force: boolean;
  readonly by: string;
  readonly terminal: Terminal;
  /** Asked once it is known what would be sent. */
  readonly agree: (question: string) => Promise<void>;
  readonly publisher: Publisher;
}

export interface RedriveReport {
  readonly applied: boolean;
  /** Dead letters that are meant. */
  readonly letters: number;
  /** Records that go back, or went. */
  readonly records: number;
  /** Dead letters for which another record goes, which says something newer of the same thing. */
  readonly covered: number;
  readonly settled: number;
  readonly heldBack: number;
  readonly undecodable: number;
  readonly webhooks: { readonly mapped: number; readonly unmapped: Readonly<Record<string, number>> };
}

/** @throws Refusal when no dead letter is meant. */
export const redrive = async (
  connection: TopicsConnection,
  { selection, apply, force, by, terminal, agree, publisher }: RedriveOptions,
): Promise<RedriveReport> => {
  const ledger = await readLedger(connection, terminal);
  const { events, webhooks, heldBack } = meant(ledger.open(), selection, force);
  const planned = await planRedrive(connection, events, ledger, terminal);
  const mapping = { key: selection.key, by };
  const mapped = await redriveWebhooks(connection, webhooks, mapping);
  const meantWebhooks = selection.key === undefined ? webhooks.length : mapped.mapped;
  if (events.length + meantWebhooks + heldBack === 0)
    throw new Refusal('No open dead letter is meant by this.');

  const sending = new Set(planned.sendings.map(({ id }) => id));
  const report: RedriveReport = {
    applied: apply,
    letters: events.length + meantWebhooks,
    records: planned.sendings.length + mapped.mapped,
    covered: events.filter(({ id }) => !sending.has(id)).length,
    settled: 0,
    heldBack,
    undecodable: planned.undecodable,
    webhooks: mapped,
  };
  if (!apply || report.records === 0) return report;

  await agree(
    `Send ${counted(report.records, 'record')} back for ${counted(report.letters, 'dead letter')}?`,
  );
  const sent = await redriveEvents(connection, planned, { publisher, by, terminal });
  const again = await redriveWebhooks(connection, webhooks, { ...mapping, publisher });
  return {
    ...report,
    records: sent.sent + again.mapped,
    settled: sent.settled + again.mapped,
    webhooks: again,
  };
};

const meant = (open: Iterable<LedgerEntry>, selection: Selection, force: boolean) => {
  const events: EventLetter[] = [];
  const webhooks: LedgerEntry[] = [];
  let heldBack = 0;
  for (const letter of open) {
    const { origin } = letter;
    if (origin === undefined) {
      // The key of a raw webhook is its own id; whose it is shows when it is mapped.
      if (isSelected(letter, { ...selection, key: undefined })) webhooks.push(letter);
    } else if (isSelected(letter, selection)) {
      if (letter.redrives >= mostRedrives && !force) heldBack += 1;
      else events.push({ ...letter, origin });
    }
  }
  return { events, webhooks, heldBack };
};

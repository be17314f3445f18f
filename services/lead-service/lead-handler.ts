import type { MessageHandler, Outcome } from '#libs/messaging/message.js';
import type { ApplyToParty } from '#libs/party/apply-to-party.js';
import type { MetadataKeys } from '#libs/party/customer-word.js';
import type { EnsureParty } from '#libs/party/ensure-party.js';
import { NothingToEnd } from '#libs/party/errors.js';
import { factsOf, isKnownAsGuest, type Party } from '#libs/party/party.js';
import { isGuest, saidOf, type Said } from '#libs/party/said.js';
import type { CustomerEvent } from '#schemas/generated/customer-event.js';

export interface LeadHandlerOptions {
  readonly parties: Pick<EnsureParty, 'find' | 'ensure'>;
  readonly updates: Pick<ApplyToParty, 'apply'>;
  readonly metadataKeys: MetadataKeys;
  /** Whether an e-mail left in a cart becomes a Lead, or only a guest who orders. */
  readonly guestLeads: 'on-order' | 'always';
  /** How long a deletion waits for the record that makes its document, in ms. */
  readonly nothingToEndWaitMs: number;
  readonly onSuperseded: () => void;
}

/** A customer of the shop stands in ERPNext as a Lead, later as the Customer made from it, and stays in step. */
export class LeadHandler implements MessageHandler<CustomerEvent> {
  constructor(private readonly options: LeadHandlerOptions) {}

  async handle(event: CustomerEvent): Promise<readonly Outcome[]> {
    const party = await this.partyOf(event);
    if (party === undefined) return [];
    if (isKnownAsGuest(party, event.customerId)) {
      this.options.onSuperseded();
      return factsOf(party);
    }

    const { party: now, superseded, warnings } = await this.options.updates.apply(party, this.saidBy(event));
    if (superseded) this.options.onSuperseded();
    // Of an older record the current fact, so that nobody takes its own state for the last.
    return factsOf(now, warnings);
  }

  /** Undefined for a guest, who becomes a Lead only with an order. */
  private async partyOf(event: CustomerEvent): Promise<Party | undefined> {
    const { parties, guestLeads, nothingToEndWaitMs } = this.options;
    const { customer, customerId } = event;
    if (customer === null) {
      const party = await parties.find(customerId);
      if (party === undefined) throw new NothingToEnd(customerId, nothingToEndWaitMs);
      return party;
    }
    return isGuest(customer) && guestLeads === 'on-order'
      ? parties.find(customerId)
      : parties.ensure(this.saidBy(event));
  }

  private saidBy({ customer, customerId, stage, whole, version }: CustomerEvent): Said {
    const deleted = stage === 'DELETED';
    if (customer === null) {
      return { medusaId: customerId, word: { deleted }, version: version ?? undefined, isNew: false };
    }
    return saidOf(customer, { whole, version, deleted }, this.options.metadataKeys);
  }
}

import type { CustomerWord } from './customer-word.js';
import type { EnsureParty } from './ensure-party.js';
import { IdentityConflict } from './errors.js';
import { keeperOf, type Party } from './party.js';
import type { PartyMapper } from './party-fields.js';
import type { PartyLookUp } from './party-look-up.js';
import type { Patience } from './patience.js';

export interface SettleEmailOptions {
  readonly lookUp: Pick<PartyLookUp, 'leadsWithEmail'>;
  readonly mapper: PartyMapper;
  readonly parties: Pick<EnsureParty, 'yieldEmail'>;
  /** How long an e-mail that another Lead holds is waited for before the rest is applied without it. */
  readonly patience: Patience;
  readonly identityWaitMs: number;
}

/**
 * Whose a new e-mail address is. A deleted customer's is given free; a living one's is waited for, then left. One who
 * leaves claims nobody's, waits for nobody, and gives his own free at last to whoever waits for that.
 */
export class SettleEmail {
  constructor(private readonly options: SettleEmailOptions) {}

  /**
   * @param stored what the party was told last
   * @returns the word, with the address of before if the new one can not be had
   * @throws IdentityConflict while a living customer holds it
   */
  async settle(party: Party, stored: CustomerWord | undefined, word: CustomerWord): Promise<CustomerWord> {
    const email = await this.newEmailOf(stored, word);
    if (email === undefined) return word;

    const { parties, patience, identityWaitMs } = this.options;
    const holders = await this.holdersOf(email, party);
    const medusaId = keeperOf(party).medusa_id ?? '';
    const waitsFor = `${medusaId} ${email}`;
    const withoutIt = { ...word, email: stored?.email ?? null };
    if (word.deleted === true) {
      patience.forget(waitsFor);
      return holders.length === 0 ? word : withoutIt;
    }
    for (const lead of holders.filter((holder) => holder.medusa_deleted === 1))
      await parties.yieldEmail(lead);
    const holder = holders.find((lead) => lead.medusa_deleted !== 1);
    if (holder !== undefined && !patience.isOver(waitsFor)) {
      const heldBy = { name: holder.name, medusaId: holder.medusa_id ?? 'nobody in Medusa' };
      throw new IdentityConflict(medusaId, heldBy, identityWaitMs * 2);
    }
    patience.forget(waitsFor);
    return holder === undefined ? word : withoutIt;
  }

  /** As a Lead would hold it. */
  private async newEmailOf(
    stored: CustomerWord | undefined,
    word: CustomerWord,
  ): Promise<string | undefined> {
    const inLead = async ({ email = null }: CustomerWord) =>
      (await this.options.mapper.map({ email })).lead['email_id'];
    const [before, after] = [await inLead(stored ?? {}), await inLead(word)];
    return typeof after === 'string' && after !== before ? after : undefined;
  }

  private async holdersOf(email: string, party: Party) {
    const own = party.kind === 'Customer' ? party.lead?.name : keeperOf(party).name;
    const leads = await this.options.lookUp.leadsWithEmail(email);
    return leads.filter((lead) => lead.name !== own);
  }
}

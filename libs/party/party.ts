import { versionOf, type KeptState } from '#libs/erpnext/kept-state.js';
import type { Outcome } from '#libs/messaging/message.js';
import type { Warning } from './clean-text.js';

/** A document that may stand for a customer. */
export interface PartyDocument extends KeptState {
  readonly medusa_guest_id?: string | null;
}

export interface LeadDocument extends PartyDocument {
  readonly medusa_email?: string | null;
  readonly email_id?: string | null;
  readonly status?: string | null;
  /** ERPNext's "From Customer": of a further buyer the Customer that it buys for. */
  readonly customer?: string | null;
}

export interface CustomerDocument extends PartyDocument {
  readonly medusa_lead?: string | null;
  readonly lead_name?: string | null;
  readonly customer_primary_contact?: string | null;
}

/** A Contact that stands for a further buyer, with the Customer it buys for. */
export interface BuyerDocument extends PartyDocument {
  readonly link_name?: string | null;
}

/**
 * The documents that stand for one Medusa customer: a Lead; the Customer made from it; or, for a further buyer of a
 * Customer, only a Contact.
 */
export type Party =
  | { readonly kind: 'Lead'; readonly lead: LeadDocument }
  | {
      readonly kind: 'Customer';
      readonly customer: CustomerDocument;
      readonly lead: LeadDocument | undefined;
    }
  | {
      readonly kind: 'Contact';
      readonly contact: BuyerDocument;
      /** The Lead that it was before it was linked. */
      readonly lead?: LeadDocument | undefined;
    };

/** The document that keeps the version and Medusa's last word. */
export const keeperOf = (party: Party): PartyDocument => {
  switch (party.kind) {
    case 'Lead':
      return party.lead;
    case 'Customer':
      return party.customer;
    case 'Contact':
      return party.contact;
  }
};

/** The person that the party is, as far as ERPNext knows. */
export const nameOf = (party: Party): string => {
  const lead = party.kind === 'Contact' ? undefined : party.lead;
  return [lead?.['first_name'], lead?.['last_name']]
    .filter((name) => typeof name === 'string' && name !== '')
    .join(' ');
};

/** A guest's events change nothing any more once the account of the same e-mail has taken over. */
export const isKnownAsGuest = (party: Party, medusaId: string): boolean => {
  const keeper = keeperOf(party);
  return keeper.medusa_guest_id === medusaId && keeper.medusa_id !== medusaId;
};

/** What is true of a party now, whoever made it so. */
export const factsOf = (party: Party, warnings: readonly Warning[] = []): Outcome[] => {
  const keeper = keeperOf(party);
  const medusaId = keeper.medusa_id ?? '';
  const deleted = keeper.medusa_deleted === 1;
  const about = {
    medusaId,
    medusaCustomerId: medusaId,
    document: { doctype: party.kind, name: keeper.name },
    version: versionOf(keeper) ?? 0,
  };
  const saved = party.kind === 'Lead' ? 'LeadSaved' : 'CustomerSaved';

  const facts: Outcome[] = [
    {
      ...about,
      type: deleted ? 'CustomerDeleted' : saved,
      stageAfter: deleted ? 'DELETED' : party.kind.toUpperCase(),
      ...(warnings.length > 0 ? { warnings } : {}),
    },
  ];
  if (keeper.medusa_guest_id) {
    // True of the pair for good, so it has one id whatever version tells it.
    facts.push({
      ...about,
      type: 'LeadTakenOver',
      version: 0,
      previousMedusaCustomerId: keeper.medusa_guest_id,
    });
  }
  return facts;
};

import { versionOf, wordOf, type KeptState } from '#libs/erpnext/kept-state.js';
import type { Outcome } from '#libs/messaging/message.js';
import type { Warning } from '#libs/party/clean-text.js';
import type { AddressWord } from './address-word.js';

export interface AddressDocument extends KeptState {
  readonly owner?: string;
  readonly medusa_content_key?: string | null;
  readonly is_primary_address?: 0 | 1 | null;
  readonly is_shipping_address?: 0 | 1 | null;
  readonly disabled?: 0 | 1 | null;
}

/** What is true of an address now, whoever made it so. */
export const factOf = (address: AddressDocument, warnings: readonly Warning[] = []): Outcome => {
  const deleted = address.medusa_deleted === 1;
  return {
    type: deleted ? 'AddressDisabled' : 'AddressSaved',
    medusaId: address.medusa_id ?? '',
    medusaCustomerId: wordOf<AddressWord>(address)?.customerId ?? '',
    document: { doctype: 'Address', name: address.name },
    version: versionOf(address) ?? 0,
    stageAfter: deleted ? 'DISABLED' : 'SAVED',
    ...(warnings.length > 0 ? { warnings } : {}),
  };
};

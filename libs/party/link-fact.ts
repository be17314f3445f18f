import type { ErpNextDocument } from '#libs/erpnext/erpnext-client.js';
import type { Outcome } from '#libs/messaging/message.js';

/** That somebody of the shop is a Customer that existed before, or is not any more. */
export const linkFact = (
  type: 'CustomerLinked' | 'CustomerUnlinked',
  { medusaId, as }: { readonly medusaId: string; readonly as: 'Customer' | 'Contact' },
  { name, modified }: Pick<ErpNextDocument, 'name' | 'modified'>,
): Outcome => ({
  type,
  medusaId,
  medusaCustomerId: medusaId,
  document: { doctype: as, name },
  // Linked again after an unlink it is another fact.
  version: Date.parse(`${modified.replace(' ', 'T')}Z`) || 0,
});

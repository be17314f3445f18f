import { IntegrationError } from '#libs/errors/integration-error.js';
import type { Candidate } from './existing-customers.js';

/** Another living customer of the shop holds the e-mail. It may be about to give it free, so the record waits a while. */
export class IdentityConflict extends IntegrationError {
  readonly code = 'IDENTITY_CONFLICT';

  constructor(
    medusaId: string,
    holder: { name: string; medusaId: string },
    override readonly waitAtMostMs: number,
  ) {
    super(`The e-mail of ${medusaId} is that of ${holder.medusaId}, Lead ${holder.name}.`, {
      medusaId,
      heldBy: holder.medusaId,
      lead: holder.name,
    });
  }
}

/** A deletion without a body names a customer that ERPNext has never seen; the record that makes it may be on its way. */
export class NothingToEnd extends IntegrationError {
  readonly code = 'NOTHING_TO_END';

  constructor(
    medusaId: string,
    override readonly waitAtMostMs: number,
  ) {
    super(`Nothing in ERPNext stands for ${medusaId}, which was deleted in Medusa.`, { medusaId });
  }
}

/** ERPNext may have the buyer as a Customer that nobody linked. Which one it is, or none, a person decides. */
export class CustomerExists extends IntegrationError {
  readonly code = 'CUSTOMER_EXISTS';

  constructor(medusaId: string, lead: string, candidates: readonly Candidate[]) {
    const named = candidates.map(({ customer, by }) => `"${customer}" (same ${by.join(', ')})`);
    super(`${medusaId} may be a Customer of ERPNext already: ${named.join('; ')}.`, {
      medusaId,
      lead,
      candidates,
    });
  }
}

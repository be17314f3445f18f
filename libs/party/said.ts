import type { CustomerSnapshot } from '#schemas/generated/customer-snapshot.js';
import { toCustomerWord, type CustomerWord, type MetadataKeys } from './customer-word.js';

/** What one event says of a customer, ready to be applied to the party. */
export interface Said {
  readonly medusaId: string;
  readonly word: CustomerWord;
  /** ms since 1970. Undefined for a partial snapshot: it fills blanks, never overwrites, never moves the version. */
  readonly version: number | undefined;
  /** Nothing in ERPNext can stand for this customer yet: an account that was never changed since it was made. */
  readonly isNew: boolean;
}

/** What a snapshot of a customer says: whole as the state at a version, or partial as found inside another event. */
export const saidOf = (
  customer: CustomerSnapshot,
  { whole, version, deleted = false }: { whole: boolean; version: number | null; deleted?: boolean },
  keys: MetadataKeys,
): Said => ({
  medusaId: customer.id,
  word: { ...toCustomerWord(customer, whole, keys), ...(whole || deleted ? { deleted } : {}) },
  version: whole && version !== null ? version : undefined,
  isNew:
    whole &&
    !deleted &&
    customer.hasAccount === true &&
    customer.createdAt !== null &&
    customer.createdAt === customer.updatedAt,
});

/** A guest neither opened an account nor was made by a merchant: an e-mail left in a cart. */
export const isGuest = (customer: CustomerSnapshot): boolean =>
  customer.hasAccount === false && customer.createdBy === null;

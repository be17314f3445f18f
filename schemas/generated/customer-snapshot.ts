// Generated from customer-snapshot.avsc by `npm run generate`. Do not edit.
import type { CustomerAddress } from './customer-address.js';

export type { CustomerAddress };

/** A Medusa customer. In a whole CustomerEvent null means empty; anywhere else the snapshot is partial and null means unknown. */
export interface CustomerSnapshot {
  /** `customer.id` (cus_…). A guest and the account of the same e-mail are two rows with two ids. */
  readonly id: string;
  /** `customer.email` as typed: Medusa keeps upper case. Not unique. Null only in a partial snapshot. */
  readonly email: string | null;
  /** `customer.first_name`, not trimmed by Medusa. Null when empty or not sent. */
  readonly firstName: string | null;
  /** `customer.last_name`, not trimmed by Medusa. Null when empty or not sent. */
  readonly lastName: string | null;
  /** `customer.company_name`. Null for a private person or when not sent. */
  readonly companyName: string | null;
  /** `customer.phone`, free text. Null when empty or not sent. */
  readonly phone: string | null;
  /** `customer.has_account`: false for a guest and for a customer that a merchant made. Null only in a partial snapshot. */
  readonly hasAccount: boolean | null;
  /** `customer.created_by`: the merchant (user_…) who made the customer over the admin API. Null for those who came by themselves, or when not sent. */
  readonly createdBy: string | null;
  /** `customer.metadata`: the JSON object as text, since its keys are the shop's own. Null when empty or not sent. */
  readonly metadata: string | null;
  /** `customer.created_at`, ms since 1970 UTC. Null when not sent. */
  readonly createdAt: number | null;
  /** `customer.updated_at`, ms since 1970 UTC. Null when not sent. */
  readonly updatedAt: number | null;
  /** `customer.deleted_at`, ms since 1970 UTC: set when Medusa keeps the deleted row. Null while it lives. */
  readonly deletedAt: number | null;
  /** `customer.addresses`, the address book when the shop read the row. Null when the sender did not include it; an address change does not move `updatedAt`. */
  readonly addresses: readonly CustomerAddress[] | null;
}

import type { Fields } from '#libs/erpnext/erpnext-client.js';
import { versionOf } from '#libs/erpnext/kept-state.js';
import type { AddressDocument } from './address-document.js';

const defaults = ['is_primary_address', 'is_shipping_address'] as const;

/** Whether a write of these fields would make the address a default of its party. */
export const claimsDefault = (fields: Fields): boolean => defaults.some((flag) => fields[flag] === 1);

/**
 * A default moves in ERPNext to whoever claims it last. An address of which an older record is told must not take it
 * from one that the shop made the default later.
 */
export const withoutLostDefaults = (
  fields: Fields,
  claimed: { readonly addressId: string; readonly version: number | undefined },
  ofParty: readonly AddressDocument[],
): Fields => {
  const later = ofParty.filter(
    (other) =>
      other.medusa_id !== claimed.addressId &&
      (versionOf(other) ?? Number.NEGATIVE_INFINITY) > (claimed.version ?? Number.NEGATIVE_INFINITY),
  );
  const lost = defaults.filter((flag) => fields[flag] === 1 && later.some((other) => other[flag] === 1));
  return { ...fields, ...Object.fromEntries(lost.map((flag) => [flag, 0])) };
};

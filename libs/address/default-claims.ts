import type { Fields } from '#libs/erpnext/erpnext-client.js';
import { versionOf, wordOf } from '#libs/erpnext/kept-state.js';
import type { AddressDocument } from './address-document.js';
import type { AddressWord } from './address-word.js';

/** The flag by which ERPNext prefers an Address, and where the shop says so. */
const defaults = [
  ['is_primary_address', 'isDefaultBilling'],
  ['is_shipping_address', 'isDefaultShipping'],
] as const;

export type DefaultFlag = (typeof defaults)[number][0];

/** The defaults that an address is to be. */
export const claimsOf = (fields: Fields): DefaultFlag[] =>
  defaults.map(([flag]) => flag).filter((flag) => fields[flag] === 1);

export interface Claimant {
  readonly claims: readonly DefaultFlag[];
  readonly version: number | undefined;
  /** Defaults are a customer's own: further buyers of a Customer have theirs. */
  readonly customerId: string | undefined;
}

/**
 * In the shop one address at a time is the default. A change of it comes in two records, of which either may be late; so
 * of two addresses that claim to be it, the one of which the shop spoke last is.
 *
 * @returns the fields to be written, without a flag that another address has by a newer word, and with one that another
 * still has by an older word, or that nobody has: one who had it meanwhile may have given it up again
 */
export const settleClaims = (
  fields: Fields,
  { claims, version, customerId }: Claimant,
  others: readonly AddressDocument[],
): Fields => {
  const rivalsFor = (flag: DefaultFlag) =>
    others.filter((other) => {
      const word = wordOf<AddressWord>(other);
      return (
        word?.customerId === customerId && defaults.some(([f, says]) => f === flag && word?.[says] === true)
      );
    });
  const isSince = (other: AddressDocument) => (versionOf(other) ?? 0) > (version ?? 0);

  const lost = new Set<string>(claims.filter((flag) => rivalsFor(flag).some(isSince)));
  const isFree = (flag: DefaultFlag) => others.every((other) => other[flag] !== 1);
  const won = claims.filter(
    (flag) => !lost.has(flag) && (isFree(flag) || rivalsFor(flag).some((other) => other[flag] === 1)),
  );
  return {
    ...Object.fromEntries(Object.entries(fields).filter(([field]) => !lost.has(field))),
    ...Object.fromEntries(won.map((flag) => [flag, 1])),
  };
};

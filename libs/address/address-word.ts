import type { CustomerAddress } from '#schemas/generated/customer-address.js';

/**
 * What Medusa says of an address, in Medusa's own words. A key that is absent was never said; null means empty. The
 * Address keeps the last word in `medusa_snapshot`, so that what a person corrected in ERPNext survives.
 */
export interface AddressWord {
  /** The customer it belongs to: a deletion may come without. */
  readonly customerId?: string;
  readonly company?: string | null;
  readonly firstName?: string | null;
  readonly lastName?: string | null;
  readonly address1?: string | null;
  readonly address2?: string | null;
  readonly city?: string | null;
  readonly province?: string | null;
  readonly postalCode?: string | null;
  readonly countryCode?: string | null;
  readonly phone?: string | null;
  readonly isDefaultBilling?: boolean | null;
  readonly isDefaultShipping?: boolean | null;
  readonly deleted?: boolean;
}

const keys = [
  ...([
    'company',
    'firstName',
    'lastName',
    'address1',
    'address2',
    'city',
    'province',
    'postalCode',
  ] as const),
  ...(['countryCode', 'phone', 'isDefaultBilling', 'isDefaultShipping'] as const),
];

export const toAddressWord = (address: CustomerAddress, whole: boolean): AddressWord =>
  Object.fromEntries(
    keys
      .map((key) => [key, address[key]] as const)
      .filter(([, value]) => whole || (value !== null && value !== '')),
  );

export const personOf = ({ firstName, lastName }: AddressWord): string =>
  [firstName, lastName]
    .map((name) => (name ?? '').trim())
    .filter((name) => name !== '')
    .join(' ');

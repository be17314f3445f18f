import type { CustomerSnapshot } from '#schemas/generated/customer-snapshot.js';

/**
 * What Medusa says of a customer, in Medusa's own words. A key that is absent was never said; null means empty.
 *
 * The party keeps the last word in `medusa_snapshot`: a field is written only when Medusa's word changed, so what a
 * salesperson corrected in ERPNext survives.
 */
export interface CustomerWord {
  readonly email?: string | null;
  readonly firstName?: string | null;
  readonly lastName?: string | null;
  readonly companyName?: string | null;
  readonly phone?: string | null;
  readonly hasAccount?: boolean | null;
  readonly taxId?: string | null;
  readonly acceptsTerms?: boolean | null;
  readonly locale?: string | null;
  /** Of the default billing address; never taken back, because an address may only be unknown to the sender. */
  readonly countryCode?: string;
  readonly deleted?: boolean;
}

/**
 * The word that a Contact was written for. Of a guest whose account took over it is the guest's, whose versions are
 * counted for themselves.
 */
export interface ContactWord extends CustomerWord {
  readonly medusaId?: string;
}

/** Under which keys of `customer.metadata` a shop keeps what Medusa has no field for. */
export interface MetadataKeys {
  readonly taxId: string;
  readonly acceptsTerms: string;
  readonly locale: string;
}

export const toCustomerWord = (
  customer: CustomerSnapshot,
  whole: boolean,
  keys: MetadataKeys,
): CustomerWord => {
  const metadata = parseObject(customer.metadata);
  const countryCode = customer.addresses?.find((address) => address.isDefaultBilling)?.countryCode;
  const said: CustomerWord = {
    email: customer.email,
    firstName: customer.firstName,
    lastName: customer.lastName,
    companyName: customer.companyName,
    phone: customer.phone,
    hasAccount: customer.hasAccount,
    taxId: textOf(metadata[keys.taxId]),
    acceptsTerms: flagOf(metadata[keys.acceptsTerms]),
    locale: textOf(metadata[keys.locale]),
    ...(countryCode ? { countryCode } : {}),
  };
  return whole ? said : onlySaid(said);
};

const onlySaid = (word: CustomerWord): CustomerWord =>
  Object.fromEntries(Object.entries(word).filter(([, value]) => value !== null && value !== ''));

/** Metadata is the shop's own: anything that is no object says nothing. */
const parseObject = (json: string | null): Record<string, unknown> => {
  try {
    const value: unknown = JSON.parse(json ?? '{}');
    return typeof value === 'object' && value !== null ? (value as Record<string, unknown>) : {};
  } catch {
    return {};
  }
};

const textOf = (value: unknown): string | null =>
  typeof value === 'string' || typeof value === 'number' ? String(value) : null;

const flagOf = (value: unknown): boolean | null => {
  if (value === undefined || value === null) return null;
  return value === true || value === 1 || ['true', '1', 'yes', 'on'].includes(String(value).toLowerCase());
};

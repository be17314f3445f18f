import { IntegrationError } from '#libs/errors/integration-error.js';

/** ERPNext would silently put the site's own country in place of one that is missing: worse than none. */
export class CountryUnknown extends IntegrationError {
  readonly code = 'COUNTRY_UNKNOWN';

  constructor(addressId: string, country: string) {
    super(`ERPNext has no Country "${country}", which ${addressId} names.`, { addressId, country });
  }
}

/** Medusa demands nothing of an address; ERPNext demands a street, a city and a country. */
export class AddressIncomplete extends IntegrationError {
  readonly code = 'ADDRESS_INCOMPLETE';

  constructor(addressId: string, missing: readonly string[]) {
    super(`The address ${addressId} lacks ${missing.join(', ')}.`, { addressId, missing });
  }
}

/** The address names a customer who may be on the way in another topic. */
export class CustomerUnknown extends IntegrationError {
  readonly code = 'CUSTOMER_UNKNOWN';

  constructor(
    addressId: string,
    override readonly waitAtMostMs: number,
  ) {
    super(`Nothing in ERPNext stands for the customer of ${addressId}.`, { addressId });
  }
}

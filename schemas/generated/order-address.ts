// Generated from order-address.avsc by `npm run generate`. Do not edit.

/** A billing or shipping address of an order: a copy without link to the customer's address book, so content is all the identity it has. */
export interface OrderAddress {
  /** `id` (ordaddr_…), a new one for each copy. Null when not sent. */
  readonly id: string | null;
  /** `company` of the recipient. Null when empty. */
  readonly company: string | null;
  /** `first_name` of the recipient. Null when empty. */
  readonly firstName: string | null;
  /** `last_name` of the recipient. Null when empty. */
  readonly lastName: string | null;
  /** `address_1`, street and number. Null when empty. */
  readonly address1: string | null;
  /** `address_2`. Null when empty. */
  readonly address2: string | null;
  /** `city`. Null when empty. */
  readonly city: string | null;
  /** `province`: state or region. Null when empty. */
  readonly province: string | null;
  /** `postal_code`. Null when empty. */
  readonly postalCode: string | null;
  /** `country_code`: ISO 3166 alpha-2 in lower case where the storefront is careful, otherwise free text. Null when empty. */
  readonly countryCode: string | null;
  /** `phone`, free text. Null when empty. */
  readonly phone: string | null;
  /** `address.metadata`: the JSON object as text, since its keys are the shop's own. Null when empty or not sent. */
  readonly metadata: string | null;
}

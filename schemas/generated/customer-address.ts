// Generated from customer-address.avsc by `npm run generate`. Do not edit.

/** An address of a Medusa customer's address book. Medusa demands none of its fields and takes any text for the country. */
export interface CustomerAddress {
  /** `customer_address.id` (cuaddr_…). */
  readonly id: string;
  /** `customer_address.customer_id` (cus_…). Null when not sent. */
  readonly customerId: string | null;
  /** `address_name`, what the customer calls it (`Lager`). Null when empty or not sent. */
  readonly addressName: string | null;
  /** `company` of the recipient. Null when empty or not sent. */
  readonly company: string | null;
  /** `first_name` of the recipient, who may be another person than the customer. Null when empty or not sent. */
  readonly firstName: string | null;
  /** `last_name` of the recipient. Null when empty or not sent. */
  readonly lastName: string | null;
  /** `address_1`, street and number. Null when empty or not sent. */
  readonly address1: string | null;
  /** `address_2`. Null when empty or not sent. */
  readonly address2: string | null;
  /** `city`. Null when empty or not sent. */
  readonly city: string | null;
  /** `province`: state or region. Null when empty or not sent. */
  readonly province: string | null;
  /** `postal_code`. Null when empty or not sent. */
  readonly postalCode: string | null;
  /** `country_code`: meant as ISO 3166 alpha-2 in lower case, but `DE` and `Germany` happen. Null when empty or not sent. */
  readonly countryCode: string | null;
  /** `phone`, free text. Null when empty or not sent. */
  readonly phone: string | null;
  /** `is_default_billing`. Null when not sent. */
  readonly isDefaultBilling: boolean | null;
  /** `is_default_shipping`. Null when not sent. */
  readonly isDefaultShipping: boolean | null;
  /** `customer_address.metadata`: the JSON object as text, since its keys are the shop's own. Null when empty or not sent. */
  readonly metadata: string | null;
  /** `customer_address.created_at`, ms since 1970 UTC. Null when not sent. */
  readonly createdAt: number | null;
  /** `customer_address.updated_at`, ms since 1970 UTC. Null when not sent. */
  readonly updatedAt: number | null;
  /** `customer_address.deleted_at`, ms since 1970 UTC: set when Medusa keeps the deleted row. Null while it lives. */
  readonly deletedAt: number | null;
}

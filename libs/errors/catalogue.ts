/** What a failure asks for: will waiting help, is this record the trouble, or are we? */
export type Verdict = 'wait' | 'park' | 'ours';

export interface CatalogueEntry {
  readonly verdict: Verdict;
  /** What has happened, in one sentence for an operator. */
  readonly meaning: string;
  /** What mends it. */
  readonly mend: string;
  /** Parked for many distinct customers in a row, this cause is our own fault and stops the service. */
  readonly possiblyOurs?: true;
}

/**
 * Every code that Isthmus can fail with. Codes are never reworded: operators search for them, and dead letters carry
 * them as `dlt-cause`. `libs/errors/README.md` shows the same table; a test holds the two together.
 */
export const catalogue = {
  BUG: {
    verdict: 'park',
    meaning: 'Our own code failed on this record in a way that nobody foresaw.',
    mend: 'Report the stack from the service log; redrive after the next release.',
    possiblyOurs: true,
  },
  UNDECODABLE: {
    verdict: 'park',
    meaning: 'The value is not Avro in the wire format of the registry, or does not fit its own schema.',
    mend: 'Find the producer that wrote it; nothing of it can be applied.',
  },
  UNMAPPABLE: {
    verdict: 'park',
    meaning: 'The bridge could make no event of a genuine webhook.',
    mend: 'The message names the fields: mend the sender, or update Isthmus; then redrive.',
  },
  SCHEMA_UNKNOWN: {
    verdict: 'park',
    meaning: 'The registry does not know the schema id that the record names.',
    mend: 'Check SCHEMA_REGISTRY_URL: is it the registry that the producer uses? Then redrive.',
    possiblyOurs: true,
  },
  KEEPS_FAILING: {
    verdict: 'park',
    meaning: 'This record kept failing for a passing cause while others went through.',
    mend: 'Read the last message in the dead letter, mend the document in ERPNext, redrive.',
  },
  KEY_OVERFLOW: {
    verdict: 'park',
    meaning: 'More records of one customer wait than a lane may hold.',
    mend: 'Mend what the first waiting record of this customer names, then redrive the customer.',
  },
  ERPNEXT_REJECTED: {
    verdict: 'park',
    meaning: 'ERPNext read the document and refused it.',
    mend: 'Read the message of ERPNext in the dead letter, mend the data or the site, redrive.',
  },
  ERPNEXT_FORBIDDEN: {
    verdict: 'park',
    meaning: 'The integration user may not read or write this document.',
    mend: 'Give the integration user the roles Sales User and Sales Manager, or lift the restriction; redrive.',
    possiblyOurs: true,
  },
  IDENTITY_CONFLICT: {
    verdict: 'wait',
    meaning: 'Another customer of the shop already holds this e-mail address in ERPNext.',
    mend: 'Give one of the two another e-mail in the shop, then redrive.',
  },
  CUSTOMER_EXISTS: {
    verdict: 'park',
    meaning: 'ERPNext may already have the buyer as a Customer that is not linked to the shop.',
    mend: 'Link the right Customer by `npx isthmus link`, or set EXISTING_CUSTOMER=create; redrive.',
  },
  CUSTOMER_UNKNOWN: {
    verdict: 'wait',
    meaning: 'A record names a customer that ERPNext has never seen, and says nothing else of that customer.',
    mend: 'Have the shop send the customer, then redrive.',
  },
  COUNTRY_UNKNOWN: {
    verdict: 'park',
    meaning: 'ERPNext has no Country of this code or name.',
    mend: 'Add the Country in ERPNext, or mend the address in the shop; redrive.',
  },
  ADDRESS_INCOMPLETE: {
    verdict: 'park',
    meaning: 'The address lacks something that ERPNext demands: street, city or country.',
    mend: 'Nothing in ERPNext: the next change of the address in the shop heals it.',
  },
  ITEM_UNKNOWN: {
    verdict: 'park',
    meaning: 'ERPNext has no enabled Item for the SKU of a line.',
    mend: 'Make the Item, or set UNKNOWN_ITEM=fallback; redrive.',
  },
  ORDER_INCOMPLETE: {
    verdict: 'park',
    meaning: 'The order lacks what its documents are made of, or has no lines yet.',
    mend: 'Nothing in ERPNext: the next change of the order in the shop heals it.',
  },
  ORDER_UNKNOWN: {
    verdict: 'wait',
    meaning: 'A quote came without its order, and ERPNext has no document of that order.',
    mend: 'Have the shop send the order, then redrive.',
  },
  TAX_UNKNOWN: {
    verdict: 'park',
    meaning: 'No account, or no template, is configured for a tax of the order.',
    mend: 'Complete ERPNEXT_TAX_ACCOUNTS or ERPNEXT_ITEM_TAX_TEMPLATES; redrive.',
    possiblyOurs: true,
  },
  CURRENCY_UNKNOWN: {
    verdict: 'park',
    meaning: 'No price list, or no exchange rate, is known for the currency of the order.',
    mend: 'Add a Currency Exchange in ERPNext, or complete ERPNEXT_PRICE_LISTS or ERPNEXT_EXCHANGE_RATES; redrive.',
    possiblyOurs: true,
  },
  NOTHING_TO_END: {
    verdict: 'wait',
    meaning: 'A deletion names something that ERPNext has never seen.',
    mend: 'Usually nothing: discard it, or redrive it after the record that makes the document.',
  },
  ERPNEXT_UNAVAILABLE: {
    verdict: 'wait',
    meaning: 'ERPNext is down, too slow, or refuses for now.',
    mend: 'Bring ERPNext back; the service goes on by itself.',
  },
  ERPNEXT_CONFLICT: {
    verdict: 'wait',
    meaning: 'Somebody else wrote the same document, or the same number series, at the same moment.',
    mend: 'Nothing: it is tried again.',
  },
  REGISTRY_UNAVAILABLE: {
    verdict: 'wait',
    meaning: 'The schema registry does not answer.',
    mend: 'Bring the schema registry back; the service goes on by itself.',
  },
  KAFKA_UNAVAILABLE: {
    verdict: 'wait',
    meaning: 'Kafka did not acknowledge a record in time.',
    mend: 'Bring Kafka back; the service goes on by itself.',
  },
  RECORD_TOO_LARGE: {
    verdict: 'park',
    meaning: 'Kafka does not take a record of this size.',
    mend: 'Raise max.message.bytes of the topic, then redrive or send again.',
  },
  ERPNEXT_CREDENTIALS: {
    verdict: 'ours',
    meaning: 'ERPNext does not accept ERPNEXT_API_KEY and ERPNEXT_API_SECRET.',
    mend: 'Generate a new API secret for the integration user and restart the service with it.',
  },
  ERPNEXT_NOT_SET_UP: {
    verdict: 'ours',
    meaning: 'ERPNext lacks something that `isthmus setup` makes.',
    mend: 'Run `npx isthmus setup`.',
  },
  ERPNEXT_UNRECOGNISED: {
    verdict: 'ours',
    meaning: 'What answers at ERPNEXT_URL is not ERPNext.',
    mend: 'Check ERPNEXT_URL.',
  },
  SCHEMA_NOT_REGISTERED: {
    verdict: 'ours',
    meaning: 'The registry does not hold the schema that this version writes.',
    mend: 'Run `npx isthmus setup`, or check SCHEMA_REGISTRY_URL.',
  },
  REGISTRY_FORBIDDEN: {
    verdict: 'ours',
    meaning: 'The schema registry does not accept SCHEMA_REGISTRY_USERNAME and SCHEMA_REGISTRY_PASSWORD.',
    mend: 'Correct them and restart the service.',
  },
  REGISTRY_UNRECOGNISED: {
    verdict: 'ours',
    meaning: 'What answers at SCHEMA_REGISTRY_URL is not a schema registry.',
    mend: 'Check SCHEMA_REGISTRY_URL, path included.',
  },
  KAFKA_FORBIDDEN: {
    verdict: 'ours',
    meaning: 'Kafka refuses the login, or the login may not use the topic or the group.',
    mend: 'Check KAFKA_SASL_USERNAME and KAFKA_SASL_PASSWORD, or grant the rights.',
  },
  TOPIC_MISSING: {
    verdict: 'ours',
    meaning: 'A topic that this service needs does not exist.',
    mend: 'Run `npx isthmus setup`, or check TOPIC_PREFIX and KAFKA_BROKERS.',
  },
} as const satisfies Record<string, CatalogueEntry>;

export type ErrorCode = keyof typeof catalogue;

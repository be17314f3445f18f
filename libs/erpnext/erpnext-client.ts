import type { ServiceIdentifier } from 'inversify';

/** A field value as it travels in JSON. Child tables are arrays of rows; a blank field is left out by ERPNext. */
export type FieldValue = string | number | null | readonly ChildRow[];
export type ChildRow = Readonly<Record<string, string | number | null>>;

/** Fields by ERPNext's own names, as we write them. */
export type Fields = Readonly<Record<string, FieldValue>>;

/** A document as ERPNext answers it: null fields are absent. */
export interface ErpNextDocument {
  readonly name: string;
  /** Naive time of the site with microseconds; sent back it is the optimistic lock. */
  readonly modified: string;
  readonly [field: string]: unknown;
}

/** `[field, operator, value]`, or `[child DocType, field, operator, value]`. */
export type Filter =
  | readonly [field: string, operator: string, value: FilterValue]
  | readonly [childDoctype: string, field: string, operator: string, value: FilterValue];
export type FilterValue = string | number | null | readonly (string | number)[];

export interface ListQuery {
  /** Columns of a child table as `links.link_name`; then a document comes once for each matching row. */
  readonly fields: readonly string[];
  /** All must hold. */
  readonly filters?: readonly Filter[];
  /** At least one must hold. */
  readonly orFilters?: readonly Filter[];
  /** `creation asc` unless told; with a child filter it must be qualified, `` `tabContact`.creation asc ``. */
  readonly orderBy?: string;
  /** All rows unless told. */
  readonly limit?: number;
  /** So many rows are left out first, for pages. */
  readonly start?: number;
}

/**
 * ERPNext's REST API, as little of it as Isthmus needs.
 *
 * Every method throws ErpNextUnavailable, ErpNextForbidden, CredentialsRefused or ErpNextUnrecognised; the writes also
 * ErpNextConflict and DocumentRejected (DuplicateDocument, DocumentNotFound).
 */
export interface ErpNextClient {
  /** @throws ErpNextNotSetUp when a field is unknown to the DocType. */
  list<Row>(doctype: string, query: ListQuery): Promise<Row[]>;
  get(doctype: string, name: string): Promise<ErpNextDocument>;
  /** @throws ErpNextNotSetUp when a field of ours was silently dropped. */
  insert(doctype: string, fields: Fields): Promise<ErpNextDocument>;
  /** Only the given fields; a child table is replaced whole. With `modified` among the fields it is an optimistic lock. */
  update(doctype: string, name: string, fields: Fields): Promise<ErpNextDocument>;
  /** A method of one document that answers nothing, `declare_enquiry_lost`. */
  run(doctype: string, name: string, method: string, args: Readonly<Record<string, unknown>>): Promise<void>;
  /** A whitelisted method by its dotted path; answers its `message`. */
  call(method: string, args?: Readonly<Record<string, unknown>>): Promise<unknown>;
}

export const ErpNextClient: ServiceIdentifier<ErpNextClient> = Symbol.for('ErpNextClient');

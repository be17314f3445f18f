/** Rows of the shop as they are now. Times in ms since 1970; `updatedAt` is the version of a row. */
export interface CustomerRow {
  readonly id: string;
  email: string;
  firstName: string | null;
  lastName: string | null;
  companyName: string | null;
  phone: string | null;
  readonly hasAccount: boolean;
  /** Of an account: the guest of the same e-mail. */
  readonly guestId: string | undefined;
  readonly createdAt: number;
  updatedAt: number;
  deletedAt: number | null;
}

/** What makes an address a place. */
export interface Place {
  readonly street: string;
  readonly city: string;
  readonly postalCode: string;
}

export interface AddressRow {
  readonly id: string;
  readonly customerId: string;
  place: Place;
  isDefaultBilling: boolean;
  isDefaultShipping: boolean;
  readonly createdAt: number;
  updatedAt: number;
  deletedAt: number | null;
}

export interface LineRow {
  readonly id: string;
  readonly sku: string;
  readonly title: string;
  quantity: number;
  readonly cents: number;
}

export type QuoteStatus =
  'requested' | 'offered' | 'accepted' | 'rejected_by_customer' | 'rejected_by_merchant';

export interface QuoteRow {
  readonly id: string;
  status: QuoteStatus;
  validUntil: number | null;
  readonly createdAt: number;
  updatedAt: number;
}

export interface OrderRow {
  readonly id: string;
  readonly displayId: number;
  readonly customerId: string;
  /** Made by a merchant or asked for as a quote, not by a checkout. */
  readonly wasDraft: boolean;
  isDraft: boolean;
  lines: readonly LineRow[];
  readonly billing: Place;
  /** The person the bill goes to. */
  readonly billedTo: { readonly firstName: string; readonly lastName: string };
  quote: QuoteRow | undefined;
  readonly createdAt: number;
  updatedAt: number;
  canceledAt: number | null;
  deletedAt: number | null;
}

export const customerName = ({ companyName, firstName, lastName }: CustomerRow): string =>
  companyName ?? `${firstName ?? ''} ${lastName ?? ''}`.trim();

/** In cents, to the hundredth of one. */
export const totalOf = ({ lines }: OrderRow): number =>
  lines.reduce((sum, { quantity, cents }) => sum + (quantity * cents * 119) / 100, 0);

import type { CustomerRow, OrderRow } from './rows.js';
import type { Shop } from './shop.js';

/** Who must stand in ERPNext, as one Lead or as the one Customer made from it. */
export interface ExpectedParty {
  readonly row: CustomerRow;
  /** The guest whose place the account has taken. */
  readonly guestId: string | null;
  readonly isCustomer: boolean;
}

export type FinalStage = 'DRAFT' | 'REJECTED' | 'DELETED' | 'APPROVED' | 'CANCELED';

export interface ExpectedOrder {
  readonly row: OrderRow;
  readonly stage: FinalStage;
  readonly party: ExpectedParty;
}

/** A fact that must have been told; without a version, at any. */
export interface ExpectedFact {
  readonly type: string;
  readonly medusaId: string;
  readonly version?: number;
}

/** What ERPNext must hold and the lifecycle topic must tell, by the histories alone. */
export class Expected {
  readonly parties: readonly ExpectedParty[];
  readonly orders: readonly ExpectedOrder[];
  private readonly byCustomer = new Map<string, ExpectedParty>();

  constructor(readonly shop: Shop) {
    const accountOf = new Map(shop.customers.map((row) => [row.guestId, row]));
    const buyers = new Set(shop.orders.map(({ customerId }) => customerId));
    const payers = new Set([...shop.approved].map(({ customerId }) => customerId));
    const has = (set: ReadonlySet<string>, row: CustomerRow) =>
      set.has(row.id) || (row.guestId !== undefined && set.has(row.guestId));
    // An e-mail left in a cart is nobody yet, and a guest with an account is the account.
    this.parties = shop.customers
      .filter((row) => row.hasAccount || (buyers.has(row.id) && !accountOf.has(row.id)))
      .map((row) => ({
        row,
        guestId: row.guestId !== undefined && buyers.has(row.guestId) ? row.guestId : null,
        isCustomer: has(payers, row),
      }));
    for (const party of this.parties) {
      this.byCustomer.set(party.row.id, party);
      if (party.guestId !== null) this.byCustomer.set(party.guestId, party);
    }
    this.orders = shop.orders.map((row) => ({
      row,
      stage: this.stageOf(row),
      party: this.partyOf(row.customerId),
    }));
  }

  partyOf(customerId: string): ExpectedParty {
    const party = this.byCustomer.get(customerId);
    if (party === undefined) throw new Error(`${customerId} is nobody`);
    return party;
  }

  facts(): readonly ExpectedFact[] {
    return [
      ...this.parties.flatMap(factsOfParty),
      ...this.shop.addresses.map((row) => ({
        type: row.deletedAt === null ? 'AddressSaved' : 'AddressDisabled',
        medusaId: row.id,
        version: row.updatedAt,
      })),
      ...this.orders.map(factOfOrder),
      ...[...this.shop.approved].map(({ customerId }) => ({
        type: 'CustomerConverted',
        medusaId: customerId,
      })),
    ];
  }

  private stageOf(order: OrderRow): FinalStage {
    if (order.canceledAt !== null) return 'CANCELED';
    if (order.deletedAt !== null) return 'DELETED';
    if (this.shop.approved.has(order)) return 'APPROVED';
    return order.quote?.status.startsWith('rejected') ? 'REJECTED' : 'DRAFT';
  }
}

/** The newest state that any of the documents of an order has. */
export const newestOf = ({ updatedAt, quote }: OrderRow): number =>
  Math.max(updatedAt, quote?.updatedAt ?? 0);

const factsOfParty = ({ row, guestId, isCustomer }: ExpectedParty): ExpectedFact[] => {
  const saved = isCustomer ? 'CustomerSaved' : 'LeadSaved';
  return [
    {
      type: row.deletedAt === null ? saved : 'CustomerDeleted',
      medusaId: row.id,
      // A guest's own row may have come before there was anybody to keep its version.
      ...(row.hasAccount ? { version: row.updatedAt } : {}),
    },
    ...(guestId === null ? [] : [{ type: 'LeadTakenOver', medusaId: row.id }]),
  ];
};

const factOfOrder = ({ row, stage }: ExpectedOrder): ExpectedFact => {
  const about = { medusaId: row.id };
  switch (stage) {
    case 'DRAFT':
      return { ...about, type: 'QuotationSaved', version: newestOf(row) };
    case 'REJECTED':
    case 'DELETED':
      return { ...about, type: 'QuotationLost', version: newestOf(row) };
    case 'APPROVED':
      return { ...about, type: 'SalesOrderCreated', version: row.updatedAt };
    case 'CANCELED':
      return { ...about, type: 'SalesOrderCanceled', version: row.updatedAt };
  }
};

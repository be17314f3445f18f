import type { ErpNextClient, Filter } from '#libs/erpnext/erpnext-client.js';

/** A Customer that stands for nobody of the shop. */
export interface UnlinkedCustomer {
  readonly name: string;
  readonly customer_name: string;
  readonly customer_group?: string | null;
  readonly territory?: string | null;
  readonly tax_id?: string | null;
}

export interface UnlinkedQuery {
  /** Each must stand somewhere in the name, in any order. */
  readonly words: readonly string[];
  /** Counted from 1. */
  readonly page: number;
  readonly size: number;
}

export interface UnlinkedPage {
  readonly customers: readonly UnlinkedCustomer[];
  readonly hasMore: boolean;
}

export const unlinkedCustomers = async (
  erpnext: ErpNextClient,
  { words, page, size }: UnlinkedQuery,
): Promise<UnlinkedPage> => {
  const rows = await erpnext.list<UnlinkedCustomer>('Customer', {
    fields: ['name', 'customer_name', 'customer_group', 'territory', 'tax_id'],
    filters: [
      ['medusa_id', 'is', 'not set'],
      ['disabled', '=', 0],
      ...words.map((word): Filter => ['customer_name', 'like', containing(word)]),
    ],
    orderBy: 'customer_name asc, name asc',
    start: (page - 1) * size,
    // One more than is shown tells whether there is a next page.
    limit: size + 1,
  });
  return { customers: rows.slice(0, size), hasMore: rows.length > size };
};

/** A percent sign would match anything. */
export const containing = (word: string): string => `%${word.replaceAll('%', '')}%`;

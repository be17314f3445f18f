import type { QuoteAdapter, QuoteStatus } from '../quotes/quote-adapter.js';
import type { Change } from '../relay/change.js';
import type { Told } from '../relay/envelope.js';
import { addressFields, customerFields, orderFields } from './fields.js';
import { offeredOrder, type PreviewOrder } from './offered-order.js';
import { readRow, type Query, type Row } from './query.js';

export interface Shop {
  readonly query: Query;
  readonly previewOrder: PreviewOrder;
  readonly quotes: QuoteAdapter | null;
  /** When something of an order changed last that does not move the order's own `updated_at`. */
  readonly partChangedAt: (orderId: string) => Promise<Date | null>;
}

/** Reads what a change is about, as it is now; undefined when there is nothing to say. */
export const tell = async (change: Change, shop: Shop): Promise<Told | undefined> => {
  const { entityId: id } = change;
  const { query } = shop;
  switch (change.entityType) {
    case 'customer':
      return {
        entityType: 'customer',
        id,
        row: (await readRow(query, 'customer', customerFields, id)) ?? null,
      };
    case 'customer_address':
      return {
        entityType: 'customer_address',
        id,
        row: (await readRow(query, 'customer_address', addressFields, id)) ?? null,
      };
    case 'order':
      return tellOrder(id, shop);
    case 'quote':
      return tellQuote(id, shop);
  }
};

const tellOrder = async (id: string, shop: Shop): Promise<Told> => {
  const order = await readOrder(id, shop);
  const quote = order ? await quoteOf(order, shop) : undefined;
  // Told by itself, it would show the lines as they were before the offer.
  if (order && quote?.status === 'offered') {
    return toldQuote(quote, await offeredOrder(order, shop.query, shop.previewOrder));
  }
  return { entityType: 'order', id, row: order };
};

const tellQuote = async (id: string, shop: Shop): Promise<Told | undefined> => {
  const { query, quotes, previewOrder } = shop;
  const found = quotes && (await readRow(query, quotes.entity, quotes.fields, id));
  // A quote that is gone says nothing of its order, which tells its own state.
  if (!found) return undefined;
  const quote = quotes.toQuote(found);
  const order = await readOrder(quote.order_id, shop);
  return toldQuote(
    quote,
    order && quote.status === 'offered' ? await offeredOrder(order, query, previewOrder) : order,
  );
};

const toldQuote = (quote: QuoteStatus, order: Row | null): Told => ({
  entityType: 'quote',
  id: quote.id,
  row: { ...quote, order },
});

const quoteOf = async (order: Row, { query, quotes }: Shop): Promise<QuoteStatus | undefined> => {
  if (!quotes || order['is_draft_order'] !== true) return undefined;
  const { data } = await query.graph({
    entity: quotes.entity,
    fields: [...quotes.fields],
    filters: { [quotes.orderField]: order.id },
  });
  const found = data.at(-1);
  return found === undefined ? undefined : quotes.toQuote(found as Row);
};

/** Medusa leaves an order's `updated_at` alone when only its parts change; receivers know newer states by it. */
const readOrder = async (id: string, { query, partChangedAt }: Shop): Promise<Row | null> => {
  // Asked first: a part that changes after this is noted again.
  const changedAt = await partChangedAt(id);
  const order = await readRow(query, 'order', orderFields, id);
  if (!order) return null;
  return changedAt && changedAt.getTime() > Date.parse(String(order['updated_at']))
    ? { ...order, updated_at: changedAt.toISOString() }
    : order;
};

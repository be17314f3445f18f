import type { QuoteAdapter, QuoteStatus } from '../quotes/quote-adapter.js';
import type { Change, EntityType } from '../relay/change.js';
import type { Told } from '../relay/envelope.js';
import { addressFields, customerFields, orderFields } from './fields.js';
import { offeredOrder, type PreviewOrder } from './offered-order.js';
import { readRow, type Query, type Row } from './query.js';

export interface Shop {
  readonly query: Query;
  readonly previewOrder: PreviewOrder;
  readonly quotes: QuoteAdapter | null;
  /** The newest version of an entity that its own `updated_at` does not tell. */
  readonly versionAt: (entityType: EntityType, id: string) => Promise<Date | null>;
}

/** Reads what a change is about, as it is now; undefined when there is nothing to say. */
export const tell = async (change: Change, shop: Shop): Promise<Told | undefined> => {
  const { entityType, entityId: id } = change;
  switch (entityType) {
    case 'customer':
      return { entityType, id, row: await readVersion(entityType, id, customerFields, shop) };
    case 'customer_address':
      return { entityType, id, row: await readVersion(entityType, id, addressFields, shop) };
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
  if (order && quote && isStaged(quote, order, shop)) return toldOffer(quote, order, shop);
  return { entityType: 'order', id, row: order };
};

const tellQuote = async (id: string, shop: Shop): Promise<Told | undefined> => {
  const { quotes } = shop;
  const found = quotes && (await readVersion('quote', id, quotes.fields, shop, quotes.entity));
  // A quote that is gone says nothing of its order, which tells its own state.
  if (!found) return undefined;
  const quote = quotes.toQuote(found);
  const order = await readOrder(quote.order_id, shop);
  return order && isStaged(quote, order, shop) ? toldOffer(quote, order, shop) : toldQuote(quote, order);
};

/** An offer that was accepted is staged until the change that holds it is confirmed, a moment later. */
const isStaged = ({ status }: QuoteStatus, order: Row, { quotes }: Shop): boolean =>
  quotes?.stagesOffers === true &&
  order['is_draft_order'] === true &&
  (status === 'offered' || status === 'accepted');

const toldOffer = async (quote: QuoteStatus, order: Row, shop: Shop): Promise<Told> =>
  toldQuote(quote, await offeredOrder(order, shop.query, shop.previewOrder));

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

const readOrder = (id: string, shop: Shop): Promise<Row | null> =>
  readVersion('order', id, orderFields, shop);

/** A row that receivers can tell from an older state of it; null when it is gone. */
const readVersion = async (
  entityType: EntityType,
  id: string,
  fields: readonly string[],
  { query, versionAt }: Shop,
  entity: string = entityType,
): Promise<Row | null> => {
  // Asked first: what changes after this is noted again.
  const version = await versionAt(entityType, id);
  const row = await readRow(query, entity, fields, id);
  if (!row) return null;
  return version && version.getTime() > Date.parse(String(row['updated_at']))
    ? { ...row, updated_at: version.toISOString() }
    : row;
};

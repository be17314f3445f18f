import { lineFields, shippingMethodFields, totals } from './fields.js';
import type { Query, Row } from './query.js';
import { plain } from './query.js';

/** What the order would be if the change that is staged on it were confirmed (Medusa's order module). */
export type PreviewOrder = (orderId: string) => Promise<object>;

const openStates = ['pending', 'requested'];

const pick = (row: Row, fields: readonly string[]): Row => {
  const names = new Set(fields.map((field) => field.split('.')[0] ?? field));
  return Object.fromEntries(Object.entries(row).filter(([name]) => names.has(name))) as unknown as Row;
};

const later = (one: unknown, other: unknown): unknown =>
  typeof one === 'string' && typeof other === 'string' && Date.parse(other) > Date.parse(one) ? other : one;

/**
 * The B2B starter keeps what a merchant offers in an order change: the order itself stays as the customer asked for it
 * until the offer is accepted. What counts for a quotation are the offered lines, as new as the change.
 */
export const offeredOrder = async (order: Row, query: Query, preview: PreviewOrder): Promise<Row> => {
  const { data } = await query.graph({
    entity: 'order_change',
    fields: ['id', 'updated_at', 'actions.updated_at'],
    filters: { order_id: order.id, status: openStates },
  });
  const change = plain(data[0] ?? null) as { updated_at: string; actions?: { updated_at: string }[] } | null;
  if (!change?.actions?.length) return order;

  const offered = plain(await preview(order.id)) as Row & { items?: Row[]; shipping_methods?: Row[] };
  return {
    ...order,
    ...pick(offered, totals),
    items: (offered.items ?? [])
      .filter(({ quantity }) => quantity !== 0)
      .map((line) => pick(line, lineFields)),
    shipping_methods: (offered.shipping_methods ?? []).map((method) => pick(method, shippingMethodFields)),
    updated_at: [change, ...change.actions].reduce<unknown>(
      (newest, { updated_at }) => later(newest, updated_at),
      order['updated_at'],
    ),
  };
};

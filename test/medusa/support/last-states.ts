import type { Database } from './database.js';
import type { TestReceiver } from './receiver.js';
import { comparable, stateOf } from './told-state.js';

interface Held {
  readonly kind: string;
  readonly id: string;
  /** What the receiver has to know of it, by the names of the envelope. */
  readonly state: Record<string, unknown>;
}

/**
 * What the shop's tables hold, read by plain SQL and not by the code under test. An order's lines are those of its present
 * version; its total is what Medusa itself noted.
 */
const everything = `
  select 'customer' as kind, id, jsonb_build_object('email', email, 'phone', phone, 'company_name', company_name,
    'metadata', metadata, 'deleted', deleted_at is not null) as state from customer
  union all
  select 'customer_address', id, jsonb_build_object('customer_id', customer_id, 'address_1', address_1, 'city', city,
    'is_default_billing', is_default_billing, 'is_default_shipping', is_default_shipping, 'deleted', deleted_at is not null) from customer_address
  union all
  select 'order', o.id, jsonb_build_object('status', o.status, 'is_draft_order', o.is_draft_order, 'email', o.email,
    'customer_id', o.customer_id, 'metadata', o.metadata, 'canceled', o.canceled_at is not null, 'version', o.version,
    'deleted', o.deleted_at is not null,
    'lines', (select count(*) from order_item i
      where i.order_id = o.id and i.version = o.version and i.deleted_at is null and i.quantity > 0),
    'quantity', (select coalesce(sum(i.quantity), 0) from order_item i
      where i.order_id = o.id and i.version = o.version and i.deleted_at is null),
    'tax_lines', (select count(*) from order_item i join order_line_item_tax_line t on t.item_id = i.item_id
      where i.order_id = o.id and i.version = o.version and i.deleted_at is null and i.quantity > 0 and t.deleted_at is null)
    ) from "order" o
  union all
  select 'quote', id, jsonb_build_object('status', status, 'valid_until', to_jsonb(quote) -> 'valid_until',
    'deleted', deleted_at is not null) from quote
`;

/**
 * Compares the last states that the receiver took with the shop's tables; answers what differs, in words. A thing that
 * the receiver knows and the tables do not hold any more must have been told as gone.
 */
export const differences = async (database: Database, receiver: TestReceiver): Promise<string[]> => {
  const held = await database.query<Held>(everything);
  const found: string[] = [];
  for (const { kind, id, state } of held) {
    const last = receiver.lastOf(kind, id);
    if (!last) found.push(`${kind} ${id}: never told`);
    else if (last.entity === null) found.push(`${kind} ${id}: told as gone`);
    else if (comparable(stateOf(kind, last.entity)) !== comparable(state)) {
      found.push(`${kind} ${id}: told ${comparable(stateOf(kind, last.entity))}, is ${comparable(state)}`);
    }
  }
  const ids = new Set(held.map(({ kind, id }) => `${kind} ${id}`));
  for (const [name, { entity }] of receiver.last) {
    if (!ids.has(name) && entity !== null) found.push(`${name}: gone, not told`);
  }
  return found;
};

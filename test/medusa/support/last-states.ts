import type { Database } from './database.js';
import type { TestReceiver } from './receiver.js';

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
    'metadata', metadata, 'updated_at', updated_at, 'deleted', deleted_at is not null) as state from customer
  union all
  select 'customer_address', id, jsonb_build_object('customer_id', customer_id, 'address_1', address_1, 'city', city,
    'is_default_billing', is_default_billing, 'is_default_shipping', is_default_shipping,
    'updated_at', updated_at, 'deleted', deleted_at is not null) from customer_address
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
  select 'quote', id, jsonb_build_object('status', status, 'valid_until', to_jsonb(quote) -> 'valid_until', 'updated_at', updated_at,
    'deleted', deleted_at is not null) from quote
`;

type Row = Record<string, unknown>;

/** The same of what the receiver took. */
const stateOf = (kind: string, row: Row): Row => {
  const pick = (...names: string[]) => Object.fromEntries(names.map((name) => [name, row[name] ?? null]));
  const deleted = row['deleted_at'] != null;
  switch (kind) {
    case 'customer':
      return { ...pick('email', 'phone', 'company_name', 'metadata', 'updated_at'), deleted };
    case 'customer_address':
      return {
        ...pick(
          'customer_id',
          'address_1',
          'city',
          'is_default_billing',
          'is_default_shipping',
          'updated_at',
        ),
        deleted,
      };
    case 'quote':
      return { ...pick('status', 'valid_until', 'updated_at'), deleted };
    default: {
      const items = (row['items'] ?? []) as { quantity: number; tax_lines: unknown[] }[];
      const sum = (count: (item: (typeof items)[number]) => number) =>
        items.reduce((all, item) => all + count(item), 0);
      return {
        ...pick('status', 'is_draft_order', 'email', 'customer_id', 'metadata', 'version'),
        canceled: row['canceled_at'] != null,
        deleted,
        lines: items.length,
        quantity: sum(({ quantity }) => quantity),
        tax_lines: sum(({ tax_lines }) => tax_lines.length),
      };
    }
  }
};

const comparable = (state: Row): string =>
  JSON.stringify(
    Object.entries(state)
      .map(([name, value]) => [
        name,
        /(_at|_until)$/.test(name) && value !== null ? Date.parse(String(value)) : value,
      ])
      .sort(),
    (_, value: unknown) =>
      value !== null && typeof value === 'object' && !Array.isArray(value)
        ? Object.fromEntries(Object.entries(value).sort())
        : value,
  );

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
  for (const { entity_type, event } of receiver.taken) {
    const name = `${entity_type} ${event.data.id}`;
    if (!ids.has(name) && receiver.lastOf(entity_type, event.data.id)?.entity !== null) {
      found.push(`${name}: gone, not told`);
    }
  }
  return [...new Set(found)];
};

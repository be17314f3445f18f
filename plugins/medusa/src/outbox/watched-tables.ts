import type { EntityType } from '../relay/change.js';

/** A table whose rows are entities. */
export interface EntityTable {
  readonly table: string;
  readonly entityType: EntityType;
  readonly customerColumn: string;
}

/** A table whose rows are parts of an order, without moving the order's own `updated_at` (medusa 2.21). */
export interface OrderPartTable {
  readonly table: string;
  /** Gives the ids of the orders that the rows in `changed` belong to. */
  readonly orders: string;
  /** False where only payments or plans change, none of what the order consists of. */
  readonly content: boolean;
}

export const customerTables: readonly EntityTable[] = [
  { table: 'customer', entityType: 'customer', customerColumn: 'id' },
];

export const addressTables: readonly EntityTable[] = [
  { table: 'customer_address', entityType: 'customer_address', customerColumn: 'customer_id' },
];

export const orderTables: readonly EntityTable[] = [
  { table: 'order', entityType: 'order', customerColumn: 'customer_id' },
];

const named = 'select order_id from changed';
const byLine = (column: string) =>
  `select i.order_id from changed c join order_item i on i.item_id = c.${column}`;
const byShipping = (column: string) =>
  `select s.order_id from changed c join order_shipping s on s.shipping_method_id = c.${column}`;

export const orderPartTables: readonly OrderPartTable[] = [
  { table: 'order_item', orders: named, content: true },
  { table: 'order_line_item', orders: byLine('id'), content: true },
  { table: 'order_line_item_tax_line', orders: byLine('item_id'), content: true },
  { table: 'order_line_item_adjustment', orders: byLine('item_id'), content: true },
  { table: 'order_shipping', orders: named, content: true },
  { table: 'order_shipping_method', orders: byShipping('id'), content: true },
  { table: 'order_shipping_method_tax_line', orders: byShipping('shipping_method_id'), content: true },
  { table: 'order_shipping_method_adjustment', orders: byShipping('shipping_method_id'), content: true },
  {
    table: 'order_address',
    orders:
      'select o.id from changed c join "order" o on o.shipping_address_id = c.id or o.billing_address_id = c.id',
    content: true,
  },
  { table: 'order_credit_line', orders: named, content: true },
  { table: 'order_promotion', orders: named, content: true },
  { table: 'order_summary', orders: named, content: false },
  { table: 'order_change', orders: named, content: false },
  { table: 'order_change_action', orders: named, content: false },
];

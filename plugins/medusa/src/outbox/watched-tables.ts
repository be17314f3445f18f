import type { EntityType } from '../relay/change.js';

/** A table whose rows are entities. */
export interface EntityTable {
  readonly table: string;
  readonly entityType: EntityType;
  readonly customerColumn: string;
}

/** A table whose rows are parts of an order, without moving the order's own `updated_at` (Medusa 2.21). */
export interface OrderPartTable {
  readonly table: string;
  /** What its rows are: by that the trigger finds their orders. */
  readonly rows:
    'order' | 'line' | 'part of a line' | 'shipping method' | 'part of a shipping method' | 'address';
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

/** `order` are those that have a column `order_id`. */
export const orderPartTables: readonly OrderPartTable[] = [
  { table: 'order_item', rows: 'order', content: true },
  { table: 'order_line_item', rows: 'line', content: true },
  { table: 'order_line_item_tax_line', rows: 'part of a line', content: true },
  { table: 'order_line_item_adjustment', rows: 'part of a line', content: true },
  { table: 'order_shipping', rows: 'order', content: true },
  { table: 'order_shipping_method', rows: 'shipping method', content: true },
  { table: 'order_shipping_method_tax_line', rows: 'part of a shipping method', content: true },
  { table: 'order_shipping_method_adjustment', rows: 'part of a shipping method', content: true },
  { table: 'order_address', rows: 'address', content: true },
  { table: 'order_credit_line', rows: 'order', content: true },
  { table: 'order_promotion', rows: 'order', content: true },
  { table: 'order_summary', rows: 'order', content: false },
  { table: 'order_change', rows: 'order', content: false },
  { table: 'order_change_action', rows: 'order', content: false },
];

import type { CustomerSnapshot } from '#schemas/generated/customer-snapshot.js';
import type { CustomerRow } from './medusa-rows.js';
import { toCustomerSnapshot } from './to-customer-snapshot.js';
import { Unmappable } from './unmappable.js';

/** The customer that another row came with. Were it another one, the key would send it into a stranger's lane. */
export const snapshotOf = (
  row: CustomerRow | null | undefined,
  customerId: string | null,
): CustomerSnapshot | null => {
  if (row && row.id !== customerId) throw new Unmappable('customer.id: not the customer of the row');
  return row ? toCustomerSnapshot(row) : null;
};

import type { AddressEvent } from '#schemas/generated/address-event.js';
import type { QuotationEvent } from '#schemas/generated/quotation-event.js';
import { ReplayRecords, type ReplayRecordsOptions } from './records.js';

/**
 * Every key of a customer's records: their id, and the ids of their addresses and orders, because a deletion whose row was
 * gone is keyed by the id of what was deleted.
 */
export const keysOfCustomer = async (
  customer: string,
  options: Omit<ReplayRecordsOptions, 'choice'>,
  onRead: (count: number) => void,
): Promise<string[]> => {
  const keys = new Set([customer]);
  let count = 0;
  const records = new ReplayRecords({ ...options, choice: { keys: [customer], every: true } });
  for await (const { event } of records.all(() => undefined)) {
    onRead((count += 1));
    const { addressId, orderId } = (event ?? {}) as Partial<AddressEvent & QuotationEvent>;
    for (const id of [addressId, orderId]) if (id !== undefined) keys.add(id);
  }
  return [...keys];
};

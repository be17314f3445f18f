import type { AddressEvent } from '#schemas/generated/address-event.js';
import type { Envelope } from './envelope.js';
import { eventHead, isBare, isDeleted, saysAll, versionOf } from './event-head.js';
import { addressRow } from './medusa-rows.js';
import { snapshotOf } from './snapshot-of.js';
import { toCustomerAddress } from './to-customer-snapshot.js';
import { parse, Unmappable } from './unmappable.js';

const everyField = [
  'address_name',
  'company',
  'first_name',
  'last_name',
  'address_1',
  'address_2',
  'city',
  'province',
  'postal_code',
  'country_code',
  'phone',
  'is_default_billing',
  'is_default_shipping',
] as const;

/** @throws Unmappable */
export const toAddressEvent = (envelope: Envelope): AddressEvent => {
  const row = parse(addressRow.nullable(), envelope.row, 'entity');
  const addressId = row?.id ?? envelope.named.id;
  if (!addressId) throw new Unmappable('event.data.id: missing, and the row is gone');
  const customerId = row?.customer_id ?? row?.customer?.id ?? envelope.named.customer_id ?? null;
  if (row && !customerId) throw new Unmappable('entity.customer_id: missing');

  const deleted = isDeleted(envelope, row);
  const version = versionOf(envelope, row, 'entity');
  return {
    ...eventHead(envelope, deleted ? 'medusa.address.deleted' : 'medusa.address.saved', version),
    whole: !isBare(envelope) && (row === null || saysAll(row, everyField)),
    stage: deleted ? 'DELETED' : 'SAVED',
    version,
    addressId,
    customerId,
    address: row && toCustomerAddress({ ...row, customer_id: customerId }),
    customer: snapshotOf(row?.customer, customerId),
  };
};

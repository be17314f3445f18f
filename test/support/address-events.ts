import type { AddressEvent } from '#schemas/generated/address-event.js';
import type { CustomerAddress } from '#schemas/generated/customer-address.js';
import { companyAddress } from './company-address.js';
import { customerSnapshot } from './customer-events.js';

const madeAt = Date.UTC(2026, 10, 23, 16, 48, 18, 804);

/** Where Ada's company is, unless told otherwise. */
export const customerAddress = (said: Partial<CustomerAddress> = {}): CustomerAddress => ({
  id: 'cuaddr_01M84MXWVMQ809QRYARE109WXP',
  customerId: 'cus_1',
  addressName: 'Zentrale',
  ...companyAddress,
  isDefaultBilling: false,
  isDefaultShipping: false,
  metadata: null,
  createdAt: madeAt,
  updatedAt: madeAt,
  deletedAt: null,
  ...said,
});

/** A whole SAVED event of that address, with the part of its customer that Medusa sends along. */
export const addressEvent = (
  address: Partial<CustomerAddress> | null = {},
  said: Partial<AddressEvent> = {},
): AddressEvent => {
  const row = address === null ? null : customerAddress(address);
  const version = row?.updatedAt ?? madeAt;
  const unknown = {
    firstName: null,
    lastName: null,
    phone: null,
    createdAt: null,
    updatedAt: null,
    addresses: null,
  };
  return {
    id: '00000000-0000-5000-8000-000000000001',
    type: 'medusa.address.saved',
    occurredAt: version,
    webhookId: 'evt_2',
    cause: 'customer.customer-address.updated',
    source: 'medusa',
    whole: true,
    stage: 'SAVED',
    version,
    addressId: row?.id ?? 'cuaddr_01M84MXWVMQ809QRYARE109WXP',
    customerId: row === null ? null : (row.customerId ?? 'cus_1'),
    address: row,
    customer: row === null ? null : customerSnapshot({ id: row.customerId ?? 'cus_1', ...unknown }),
    ...said,
  };
};

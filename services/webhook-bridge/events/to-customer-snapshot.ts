import type { CustomerAddress } from '#schemas/generated/customer-address.js';
import type { CustomerSnapshot } from '#schemas/generated/customer-snapshot.js';
import type { AddressFields, CustomerRow } from './medusa-rows.js';

export const toCustomerSnapshot = (row: CustomerRow): CustomerSnapshot => ({
  id: row.id,
  email: row.email ?? null,
  firstName: row.first_name ?? null,
  lastName: row.last_name ?? null,
  companyName: row.company_name ?? null,
  phone: row.phone ?? null,
  hasAccount: row.has_account ?? null,
  createdBy: row.created_by ?? null,
  metadata: row.metadata ?? null,
  createdAt: row.created_at ?? null,
  updatedAt: row.updated_at ?? null,
  deletedAt: row.deleted_at ?? null,
  addresses: row.addresses?.map(toCustomerAddress) ?? null,
});

export const toCustomerAddress = (row: AddressFields): CustomerAddress => ({
  id: row.id,
  customerId: row.customer_id ?? null,
  addressName: row.address_name ?? null,
  company: row.company ?? null,
  firstName: row.first_name ?? null,
  lastName: row.last_name ?? null,
  address1: row.address_1 ?? null,
  address2: row.address_2 ?? null,
  city: row.city ?? null,
  province: row.province ?? null,
  postalCode: row.postal_code ?? null,
  countryCode: row.country_code ?? null,
  phone: row.phone ?? null,
  isDefaultBilling: row.is_default_billing ?? null,
  isDefaultShipping: row.is_default_shipping ?? null,
  metadata: row.metadata ?? null,
  createdAt: row.created_at ?? null,
  updatedAt: row.updated_at ?? null,
  deletedAt: row.deleted_at ?? null,
});

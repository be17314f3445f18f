import type { CustomerEvent } from '#schemas/generated/customer-event.js';
import type { CustomerSnapshot } from '#schemas/generated/customer-snapshot.js';

const madeAt = Date.UTC(2026, 10, 23, 16, 48, 18, 570);

/** A person who registered a moment ago, unless told otherwise. */
export const customerSnapshot = (said: Partial<CustomerSnapshot> = {}): CustomerSnapshot => ({
  id: 'cus_1',
  email: 'ada@smith-daughters.example',
  firstName: 'Ada',
  lastName: 'Smith',
  companyName: null,
  phone: null,
  hasAccount: true,
  createdBy: null,
  metadata: null,
  createdAt: madeAt,
  updatedAt: said.createdAt ?? madeAt,
  deletedAt: null,
  addresses: [],
  ...said,
});

/** A whole SAVED event of that person, unless told otherwise. */
export const customerEvent = (
  customer: Partial<CustomerSnapshot> | null = {},
  said: Partial<CustomerEvent> = {},
): CustomerEvent => {
  const snapshot = customer === null ? null : customerSnapshot(customer);
  const version = snapshot?.updatedAt ?? madeAt;
  return {
    id: '00000000-0000-5000-8000-000000000000',
    type: 'medusa.customer.saved',
    occurredAt: version,
    webhookId: 'evt_1',
    cause: 'customer.updated',
    source: 'medusa',
    whole: true,
    stage: 'SAVED',
    version,
    customerId: snapshot?.id ?? 'cus_1',
    customer: snapshot,
    ...said,
  };
};

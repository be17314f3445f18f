import { addressEventSchema, type AddressEvent } from '#schemas/generated/address-event.js';
import { addressEvent } from '../support/address-events.js';
import { describeDelivery } from '../support/delivery-suite.js';

const address = (n: number): AddressEvent =>
  addressEvent({
    id: `cuaddr_${String(n).padStart(6, '0')}`,
    customerId: `cus_${n}`,
    address1: `Street ${n}`,
  });

describeDelivery<AddressEvent>({
  name: 'address-service',
  schema: addressEventSchema,
  topic: ({ addressEvents }) => addressEvents,
  deadLetterTopic: ({ addressDeadLetters }) => addressDeadLetters,
  doctype: 'Address',
  outcome: 'AddressSaved',
  event: (n) => {
    const event = address(n);
    return { ...event, customer: event.customer && { ...event.customer, email: `person${n}@example.com` } };
  },
  medusaIdOf: ({ addressId }) => addressId,
  keyOf: ({ customerId, addressId }) => customerId ?? addressId,
  // Its customer is nowhere to be found.
  stuck: () => Promise.resolve({ ...address(999_999), customer: null }),
});

import type { OrderAddress } from '#schemas/generated/order-address.js';

/** An order's copy of where Ada's company is, unless told otherwise. */
export const orderAddress = (said: Partial<OrderAddress> = {}): OrderAddress => ({
  id: 'ordaddr_01M84MY1H6VJZ8J3R3A8PBZ3QG',
  company: 'Smith & Daughters LLC',
  firstName: 'Ada',
  lastName: 'Smith',
  address1: 'Straße der Einheit 7',
  address2: 'Tor 3',
  city: 'München',
  province: 'Bayern',
  postalCode: '80331',
  countryCode: 'de',
  phone: '+49 89 5550123',
  metadata: null,
  ...said,
});

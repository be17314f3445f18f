import type { OrderAddress } from '#schemas/generated/order-address.js';
import { companyAddress } from './company-address.js';

/** An order's copy of where Ada's company is, unless told otherwise. */
export const orderAddress = (said: Partial<OrderAddress> = {}): OrderAddress => ({
  id: 'ordaddr_01M84MY1H6VJZ8J3R3A8PBZ3QG',
  ...companyAddress,
  metadata: null,
  ...said,
});

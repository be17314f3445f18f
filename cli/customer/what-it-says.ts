import type { AddressEvent } from '#schemas/generated/address-event.js';
import type { CustomerEvent } from '#schemas/generated/customer-event.js';
import type { QuotationEvent } from '#schemas/generated/quotation-event.js';

/** An event of any ingest topic in a few words that name nobody. */
export const whatItSays = (event: CustomerEvent | AddressEvent | QuotationEvent): string => {
  if ('orderId' in event) {
    const { orderId, order, quote } = event;
    return [
      `order ${orderId}${order === null ? '' : ` ${order.stage}`}`,
      ...(quote === null ? [] : [`quote ${quote.id} ${quote.stage}`]),
    ].join(', ');
  }
  if ('addressId' in event) return `address ${event.addressId} ${event.stage}`;
  return `customer ${event.customerId} ${event.stage}`;
};

import type { OrderLine } from '#schemas/generated/order-line.js';
import type { OrderPart } from '#schemas/generated/order-part.js';
import type { QuotationEvent } from '#schemas/generated/quotation-event.js';
import type { QuotePart } from '#schemas/generated/quote-part.js';
import type { ShippingMethod } from '#schemas/generated/shipping-method.js';
import { customerSnapshot } from './customer-events.js';
import { orderAddress } from './order-addresses.js';

export const orderedAt = Date.UTC(2026, 10, 23, 16, 48, 31, 726);

/** Ten pairs of gloves at 4.99 and 19 %, unless told otherwise. */
export const orderLine = (said: Partial<OrderLine> = {}): OrderLine => ({
  id: 'ordli_1',
  title: 'Safety gloves',
  subtitle: 'L',
  productId: 'prod_1',
  productTitle: 'Safety gloves',
  variantId: 'variant_1',
  variantSku: 'GLOVE-L',
  variantTitle: 'L',
  quantity: 10,
  unitPrice: 4.99,
  isTaxInclusive: false,
  isCustomPrice: false,
  subtotal: 49.9,
  discountTotal: 0,
  discountSubtotal: 0,
  taxTotal: 9.481,
  total: 59.381,
  metadata: null,
  taxLines: [{ rate: 19, code: 'vat-de', description: null, total: null }],
  adjustments: [],
  ...said,
});

export const shippingMethod = (said: Partial<ShippingMethod> = {}): ShippingMethod => ({
  id: 'ordsm_1',
  name: 'Freight',
  amount: 49,
  isTaxInclusive: false,
  subtotal: 49,
  discountTotal: 0,
  discountSubtotal: 0,
  taxTotal: 9.31,
  total: 58.31,
  shippingOptionId: 'so_1',
  taxLines: null,
  adjustments: null,
  ...said,
});

/** A draft order of those gloves, unless told otherwise. */
export const orderPart = (said: Partial<OrderPart> = {}): OrderPart => ({
  stage: 'DRAFT',
  version: said.updatedAt ?? said.createdAt ?? orderedAt,
  displayId: 7,
  customDisplayId: null,
  status: 'draft',
  isDraftOrder: (said.stage ?? 'DRAFT') === 'DRAFT',
  orderVersion: 1,
  email: 'ada@smith-daughters.example',
  currencyCode: 'eur',
  regionId: 'reg_1',
  regionName: 'Europe',
  salesChannelId: 'sc_1',
  salesChannelName: 'Webshop',
  locale: null,
  metadata: null,
  createdAt: orderedAt,
  updatedAt: orderedAt,
  deletedAt: null,
  canceledAt: null,
  total: 59.381,
  subtotal: 49.9,
  taxTotal: 9.481,
  discountTotal: 0,
  discountSubtotal: 0,
  discountTaxTotal: 0,
  shippingTotal: 0,
  shippingSubtotal: 0,
  itemTotal: 59.381,
  itemSubtotal: 49.9,
  originalTotal: 59.381,
  creditLineTotal: 0,
  paidTotal: 0,
  billingAddress: orderAddress(),
  shippingAddress: null,
  items: [orderLine()],
  shippingMethods: [],
  promotionCodes: [],
  ...said,
});

/** An order of these lines and ways of shipping, with the sums that Medusa makes of them. */
export const orderOf = (
  items: readonly OrderLine[],
  shippingMethods: readonly ShippingMethod[] = [],
  said: Partial<OrderPart> = {},
): OrderPart => {
  const sumOf = (pick: (part: OrderLine | ShippingMethod) => number | null) =>
    [...items, ...shippingMethods].reduce((total, part) => total + (pick(part) ?? 0), 0);
  return orderPart({
    items,
    shippingMethods,
    total: sumOf(({ total }) => total),
    taxTotal: sumOf(({ taxTotal }) => taxTotal),
    ...said,
  });
};

/** A line with the amounts that Medusa makes of net price, quantity, discount and rate. */
export const pricedLine = (
  id: string,
  { price, quantity = 1, discount = 0, rate = 19, ...said }: PricedLine,
): OrderLine => {
  const subtotal = price * quantity;
  const taxTotal = ((subtotal - discount) * rate) / 100;
  return orderLine({
    ...{ id, quantity, subtotal, taxTotal },
    unitPrice: price,
    discountSubtotal: discount,
    total: subtotal - discount + taxTotal,
    taxLines: rate === 0 ? [] : [{ rate, code: null, description: null, total: null }],
    ...said,
  });
};

interface PricedLine extends Partial<OrderLine> {
  readonly price: number;
  readonly discount?: number;
  readonly rate?: number;
}

export const quotePart = (said: Partial<QuotePart> = {}): QuotePart => ({
  id: 'quo_1',
  stage: 'REQUESTED',
  version: said.updatedAt ?? orderedAt,
  status: 'requested',
  rejectedBy: null,
  customerId: 'cus_1',
  validUntil: null,
  decidedBy: null,
  note: null,
  createdAt: orderedAt,
  updatedAt: orderedAt,
  deletedAt: null,
  ...said,
});

/** A whole event of that order of Ada's, unless told otherwise. */
export const quotationEvent = (
  order: Partial<OrderPart> | null = {},
  said: Partial<QuotationEvent> = {},
): QuotationEvent => {
  const part = order === null ? null : orderPart(order);
  return {
    id: '00000000-0000-5000-8000-000000000002',
    type: 'medusa.quotation.changed',
    occurredAt: part?.version ?? orderedAt,
    webhookId: 'evt_3',
    cause: 'order.order.updated',
    source: 'medusa',
    whole: true,
    orderId: 'order_1',
    customerId: 'cus_1',
    order: part,
    quote: null,
    customer: customerSnapshot({ createdAt: null, updatedAt: null, addresses: null }),
    ...said,
  };
};

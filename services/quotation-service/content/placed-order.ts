import type { OrderLine } from '#schemas/generated/order-line.js';
import type { OrderPart } from '#schemas/generated/order-part.js';
import type { ShippingMethod } from '#schemas/generated/shipping-method.js';
import { amountOf, type Amount } from './amount.js';
import type { Tax } from './books.js';
import { OrderIncomplete } from './errors.js';

/** What an order says, with nothing left out that its documents are made of. */
export interface PlacedOrder {
  readonly orderId: string;
  /** Upper case. */
  readonly currency: string;
  readonly createdAt: number;
  readonly total: Amount;
  readonly tax: Amount;
  readonly lines: readonly PlacedLine[];
  /** All ways of shipping together. Its taxes are undefined when the sender left them out, as most do. */
  readonly freight: {
    readonly net: Amount;
    readonly tax: Amount;
    readonly taxes: readonly Tax[] | undefined;
  };
  readonly part: OrderPart;
}

export interface PlacedLine {
  readonly id: string;
  readonly sku: string | null;
  readonly title: string;
  readonly quantity: Amount;
  /** Net of tax, before the discount. */
  readonly subtotal: Amount;
  /** Net of tax. */
  readonly discount: Amount;
  readonly taxes: readonly Tax[];
}

/** Whether an order says enough to make documents of it. */
export const saysWhatWasOrdered = (part: OrderPart | null): part is OrderPart => part?.items != null;

/** @throws OrderIncomplete naming the fields as Medusa calls them. */
export const placedOrder = (orderId: string, part: OrderPart, happenedAt: number): PlacedOrder => {
  const { currencyCode, total, taxTotal, items, shippingMethods } = part;
  const missing = [
    ...(currencyCode === null ? ['currency_code'] : []),
    ...(total === null ? ['total'] : []),
    ...(items === null || items.length === 0 ? ['items'] : []),
    ...(items ?? []).flatMap(missingOfLine),
    ...(shippingMethods ?? []).flatMap(missingOfShipping),
  ];
  if (missing.length > 0 || currencyCode === null || total === null || items === null)
    throw new OrderIncomplete(orderId, [...new Set(missing)]);

  const shipping = shippingMethods ?? [];
  return {
    orderId,
    currency: currencyCode.toUpperCase(),
    createdAt: part.createdAt ?? happenedAt,
    // Credit is a payment: the order is worth what it was worth before.
    total: amountOf(total) + amountOf(part.creditLineTotal ?? 0),
    tax: amountOf(taxTotal ?? 0),
    lines: items.map(toLine),
    freight: {
      net: shipping.reduce(
        (net, method) => net + amountOf(method.total ?? 0) - amountOf(method.taxTotal ?? 0),
        0n,
      ),
      tax: shipping.reduce((tax, method) => tax + amountOf(method.taxTotal ?? 0), 0n),
      taxes: taxesOfShipping(shipping),
    },
    part,
  };
};

const toLine = (line: OrderLine): PlacedLine => ({
  id: line.id,
  sku: line.variantSku?.trim() || null,
  title: [line.title, line.subtitle].filter((text) => text).join(', ') || line.id,
  quantity: amountOf(line.quantity),
  subtotal: amountOf(line.subtotal ?? 0),
  discount: amountOf(line.discountSubtotal ?? 0),
  taxes: (line.taxLines ?? []).map(({ rate, code }) => ({ rate, code })),
});

/** Methods that cost nothing are taxed by nothing. */
const taxesOfShipping = (methods: readonly ShippingMethod[]): readonly Tax[] | undefined => {
  const taxed = methods.filter(({ total }) => (total ?? 0) !== 0);
  if (taxed.some(({ taxLines }) => taxLines === null)) return undefined;
  return (taxed[0]?.taxLines ?? []).map(({ rate, code }) => ({ rate, code }));
};

const missingOfLine = (line: OrderLine): string[] => [
  ...(line.subtotal === null ? ['items.subtotal'] : []),
  ...(line.taxLines === null ? ['items.tax_lines'] : []),
];

const missingOfShipping = (method: ShippingMethod): string[] => [
  ...(method.total === null ? ['shipping_methods.total'] : []),
  ...(method.taxTotal === null ? ['shipping_methods.tax_total'] : []),
];

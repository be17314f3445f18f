import type { ChildRow, Fields } from '#libs/erpnext/erpnext-client.js';
import type { OrderPart } from '#schemas/generated/order-part.js';
import { numberOf } from './amount.js';
import type { Books, Pricing } from './books.js';
import { priceLines, toRow, type SoldItem } from './order-lines.js';
import { taxOrder } from './order-taxes.js';
import { placedOrder, type PlacedLine, type PlacedOrder } from './placed-order.js';

/** What Quotation and Sales Order have in common, in ERPNext's fields. */
export interface OrderContent {
  readonly order: PlacedOrder;
  /** What does not change as long as the order lives. */
  readonly frame: Fields;
  readonly discount: Fields;
  readonly items: readonly ChildRow[];
  readonly taxes: readonly ChildRow[];
}

/** What an order's content is made with. */
export interface ContentSources {
  readonly items: { of(order: PlacedOrder): Promise<ReadonlyMap<PlacedLine, SoldItem>> };
  readonly books: { of(channel: { id: string | null; name: string | null }): Promise<Books> };
}

/** @throws OrderIncomplete, ItemUnknown, TaxUnknown, CurrencyUnknown */
export const contentOf = async (
  orderId: string,
  part: OrderPart,
  happenedAt: number,
  { items, books }: ContentSources,
): Promise<OrderContent> => {
  const order = placedOrder(orderId, part, happenedAt);
  const own = await books.of({ id: part.salesChannelId, name: part.salesChannelName });
  const pricing = await own.pricing(order.currency);
  return composed(order, own, pricing, await items.of(order));
};

const composed = (
  order: PlacedOrder,
  books: Books,
  pricing: Pricing,
  itemOf: ReadonlyMap<PlacedLine, SoldItem>,
): OrderContent => {
  const { lines, discount } = priceLines(order);
  const taxes = taxOrder(order, books);
  const number = order.part.customDisplayId ?? order.part.displayId;
  return {
    order,
    frame: {
      company: books.company,
      currency: order.currency,
      conversion_rate: pricing.conversionRate,
      selling_price_list: pricing.priceList,
      plc_conversion_rate: pricing.priceListRate,
      order_type: 'Sales',
      // Else a Pricing Rule would set other prices than the shop's.
      ignore_pricing_rule: 1,
      disable_rounded_total: 1,
      medusa_id: order.orderId,
      ...(number === null ? {} : { medusa_order_no: String(number) }),
    },
    discount: { apply_discount_on: 'Net Total', discount_amount: numberOf(discount) },
    items: lines.flatMap((priced) => {
      const item = itemOf.get(priced.line);
      return item === undefined ? [] : [toRow(priced, item, taxes.templateOf(priced.line))];
    }),
    taxes: taxes.rows,
  };
};

import { Chance } from './chance.js';
import type { CustomerRow, OrderRow } from './rows.js';
import { Shop } from './shop.js';

export interface HistoryOptions {
  readonly seed: number;
  /** Webhooks. */
  readonly events: number;
  /** When the shop opens. */
  readonly opensAt: number;
}

/** So many customers are in the shop at a time, and so long does one stay. */
const presentAtOnce = 12;
const stepsOfOne = { least: 3, most: 16 };

/** Something that may happen next, and in how many webhooks it is told. */
interface Move {
  readonly weight: number;
  readonly tells: number;
  readonly make: () => void;
}

/** A shop with a past: customers who come, change, order and go, drawn from the seed alone. */
export const historyOf = ({ seed, events, opensAt }: HistoryOptions): Shop => {
  const chance = new Chance(seed);
  const shop = new Shop(opensAt, chance);
  const present: { customer: CustomerRow; steps: number }[] = [];

  while (shop.webhooks.length < events) {
    if (present.length < presentAtOnce) {
      const customer = chance.happens(0.3) ? shop.visit() : shop.register();
      present.push({ customer, steps: chance.whole(stepsOfOne.least, stepsOfOne.most) });
      continue;
    }
    const visitor = chance.pick(present);
    visitor.steps -= 1;
    const moves = movesOf(shop, visitor.customer, chance, (customer) => (visitor.customer = customer)).filter(
      ({ tells }) => tells <= events - shop.webhooks.length,
    );
    if (moves.length > 0) drawn(moves, chance).make();
    if (visitor.steps <= 0 || visitor.customer.deletedAt !== null)
      present.splice(present.indexOf(visitor), 1);
  }
  return shop;
};

const movesOf = (
  shop: Shop,
  customer: CustomerRow,
  chance: Chance,
  goesOnAs: (customer: CustomerRow) => void,
): Move[] => {
  const orders = shop.ordersOf(customer);
  const addresses = shop.addressesOf(customer);
  if (!customer.hasAccount) {
    const mayOpenAccount = !shop.hasOpenedAccount(customer);
    return [
      { weight: 3, tells: 1, make: () => void shop.order(customer, false) },
      ...orders.flatMap((order) => movesOfOrder(shop, order)),
      ...(mayOpenAccount ? [{ weight: 4, tells: 1, make: () => goesOnAs(shop.register(customer)) }] : []),
    ];
  }
  const use = chance.pick(['isDefaultBilling', 'isDefaultShipping'] as const);
  return [
    { weight: 5, tells: 1, make: () => shop.change(customer) },
    { weight: 3, tells: 1, make: () => shop.addAddress(customer) },
    { weight: 3, tells: 1, make: () => void shop.order(customer, true) },
    { weight: 1, tells: 1, make: () => void shop.order(customer, false) },
    { weight: 0.4, tells: 1, make: () => shop.leave(customer) },
    ...addresses.flatMap((address): Move[] => [
      { weight: 1.5, tells: 1, make: () => shop.move(address) },
      { weight: 1, tells: 2, make: () => shop.makeDefault(address, use) },
      { weight: 0.7, tells: 1, make: () => shop.removeAddress(address) },
    ]),
    ...orders.flatMap((order) => movesOfOrder(shop, order)),
  ];
};

const movesOfOrder = (shop: Shop, order: OrderRow): Move[] => {
  const one = (weight: number, make: () => void): Move => ({ weight, tells: 1, make });
  const { quote } = order;
  if (order.deletedAt !== null || order.canceledAt !== null || quote?.status.startsWith('rejected'))
    return [];
  if (!order.isDraft) return [one(1, () => shop.edit(order)), one(0.7, () => shop.cancel(order))];
  if (quote === undefined) {
    return [
      one(2, () => shop.edit(order)),
      one(3, () => shop.requestQuote(order)),
      one(1, () => shop.placeOrder(order)),
      one(0.7, () => shop.withdraw(order)),
    ];
  }
  switch (quote.status) {
    case 'requested':
      return [one(1, () => shop.edit(order)), one(3, () => shop.decide(order, 'offered'))];
    case 'offered':
      return [
        one(3, () => shop.decide(order, 'accepted')),
        one(1, () => shop.decide(order, 'rejected_by_customer')),
        one(0.5, () => shop.decide(order, 'rejected_by_merchant')),
      ];
    case 'accepted':
      return [one(5, () => shop.placeOrder(order))];
    default:
      return [];
  }
};

const drawn = (moves: readonly Move[], chance: Chance): Move => {
  let left = chance.draw() * moves.reduce((sum, { weight }) => sum + weight, 0);
  const move = moves.find(({ weight }) => (left -= weight) < 0) ?? moves[0];
  if (move === undefined) throw new Error('nobody can do anything');
  return move;
};

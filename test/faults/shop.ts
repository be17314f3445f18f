import type { Chance } from './chance.js';
import type { AddressRow, CustomerRow, LineRow, OrderRow, Place, QuoteStatus } from './rows.js';
import {
  addressWebhook,
  customerWebhook,
  orderWebhook,
  quoteWebhook,
  type Happening,
  type Webhook,
} from './webhook.js';

/** What every kind of goods is called and costs; they are Items of `isthmus setup --demo-data`. */
const goods = [
  ['GLOVE-L', 'Safety gloves L', 499],
  ['GLOVE-M', 'Safety gloves M', 479],
  ['PJACK-25', 'Pallet jack 2.5 t', 38_950],
  ['SHELF-200-BK', 'Steel shelf 200x80 Black', 13_400],
  ['SHELF-200-GR', 'Steel shelf 200x80 Grey', 12_990],
] as const;

/** Every name, e-mail address, phone and street of the people below. */
export const personal = /@(shop|moved)\.example|(Muster|Kasse|Werk|Werkstraße) \d|\+49 \d/;

/** A shop whose rows change; each change is told by webhooks, in the order in which it happened. */
export class Shop {
  readonly customers: CustomerRow[] = [];
  readonly addresses: AddressRow[] = [];
  readonly orders: OrderRow[] = [];
  readonly webhooks: Webhook[] = [];
  private readonly customersById = new Map<string, CustomerRow>();
  private readonly addressesByOwner = new Map<string, AddressRow[]>();
  private readonly ordersByBuyer = new Map<string, OrderRow[]>();
  private readonly guestsWithAccount = new Set<string>();
  /** Every version that a row ever had, by its id; of an order those of its quote too. */
  readonly versions = new Map<string, Set<number>>();
  /** Orders that were approved at some time. */
  readonly approved = new Set<OrderRow>();
  /** E-mail addresses that more than one customer had, one after the other. */
  readonly handedOn = new Set<string>();
  /** E-mail addresses that their customers gave up, by moving or by leaving: the next one may register with them. */
  private readonly free: string[] = [];
  private readonly firstWebhook = new Map<string, string>();
  private ids = 0;

  constructor(
    private now: number,
    private readonly chance: Chance,
  ) {}

  register(guest?: CustomerRow): CustomerRow {
    const at = this.tick();
    // No two of a name: whether they are one buyer would be for a person to say.
    const n = this.ids;
    const customer: CustomerRow = {
      id: this.id('cus'),
      email: guest?.email ?? this.freeEmail() ?? `buyer${n}@shop.example`,
      firstName: this.chance.pick(['Ada', 'Jürgen', 'Zoë', 'Łucja', 'Mehmet']),
      lastName: `Muster ${n}`,
      companyName: this.chance.happens(0.5) ? `Werk ${n} GmbH` : null,
      phone: this.chance.happens(0.5) ? `+49 30 55${n}` : null,
      hasAccount: true,
      guestId: guest?.id,
      createdAt: at,
      updatedAt: at,
      deletedAt: null,
    };
    if (guest !== undefined) this.guestsWithAccount.add(guest.id);
    this.add(customer);
    this.tellCustomer('customer.created', customer);
    return customer;
  }

  /** An e-mail left in a cart: Medusa makes the row by itself. */
  visit(): CustomerRow {
    const at = this.tick();
    const guest: CustomerRow = {
      ...{ id: this.id('cus'), email: `guest${this.customers.length}@shop.example` },
      ...{ firstName: null, lastName: null, companyName: null, phone: null },
      ...{ hasAccount: false, guestId: undefined, createdAt: at, updatedAt: at, deletedAt: null },
    };
    this.add(guest);
    this.tellCustomer('customer.customer.created', guest);
    return guest;
  }

  change(customer: CustomerRow): void {
    const n = this.ids;
    const changes: (() => void)[] = [
      () => (customer.lastName = `Muster ${n}`),
      () => (customer.companyName = `Werk ${n} GmbH`),
      () => (customer.companyName = null),
      () => (customer.phone = `+49 40 77${n}`),
      () => (customer.phone = null),
      // An account is told from a stranger with its guest's e-mail by that e-mail.
      () => customer.guestId ?? this.changeEmail(customer, `buyer${n}@moved.example`),
    ];
    this.chance.pick(changes)();
    customer.updatedAt = this.tick();
    this.tellCustomer('customer.updated', customer);
  }

  leave(customer: CustomerRow): void {
    customer.deletedAt = customer.updatedAt = this.tick();
    if (customer.guestId === undefined) this.free.push(customer.email);
    this.tellCustomer('customer.deleted', customer);
  }

  private changeEmail(customer: CustomerRow, email: string): void {
    this.free.push(customer.email);
    customer.email = email;
  }

  private freeEmail(): string | undefined {
    const given = this.chance.happens(0.5) ? this.free.shift() : undefined;
    if (given !== undefined) this.handedOn.add(given);
    return given;
  }

  addAddress(customer: CustomerRow): void {
    const at = this.tick();
    const added: AddressRow = {
      ...{ id: this.id('cuaddr'), customerId: customer.id, place: this.place() },
      ...{ isDefaultBilling: false, isDefaultShipping: false },
      ...{ createdAt: at, updatedAt: at, deletedAt: null },
    };
    this.addresses.push(added);
    listedUnder(this.addressesByOwner, customer.id, added);
    this.tellAddress('customer.customer-address.created', added, customer);
  }

  move(address: AddressRow): void {
    address.place = this.place();
    address.updatedAt = this.tick();
    this.tellAddress('customer.customer-address.updated', address, this.customer(address.customerId));
  }

  /** Medusa keeps one default: the other address of the customer that had it is told as well. */
  makeDefault(address: AddressRow, use: 'isDefaultBilling' | 'isDefaultShipping'): void {
    const owner = this.customer(address.customerId);
    const [before] = this.addressesOf(owner).filter((other) => other !== address && other[use]);
    for (const [row, isDefault] of [[before, false] as const, [address, true] as const]) {
      if (row === undefined) continue;
      row[use] = isDefault;
      row.updatedAt = this.tick();
      this.tellAddress('customer.customer-address.updated', row, owner);
    }
  }

  removeAddress(address: AddressRow): void {
    address.deletedAt = address.updatedAt = this.tick();
    const owner = this.customer(address.customerId);
    const gone = this.goneAtTimes(address.id);
    this.tellAddress('customer.customer-address.deleted', address, owner, gone);
  }

  /** What a checkout makes, or a merchant in the admin. */
  order(customer: CustomerRow, isDraft: boolean): OrderRow {
    const at = this.tick();
    const known = this.addressesOf(customer).map(({ place }) => place);
    const order: OrderRow = {
      id: this.id('order'),
      displayId: this.orders.length + 1,
      customerId: customer.id,
      wasDraft: isDraft,
      isDraft,
      lines: this.lines(),
      billing: known.length > 0 && this.chance.happens(0.5) ? this.chance.pick(known) : this.place(),
      billedTo: { firstName: 'Ida', lastName: `Kasse ${this.orders.length}` },
      quote: undefined,
      ...{ createdAt: at, updatedAt: at, canceledAt: null, deletedAt: null },
    };
    this.orders.push(order);
    listedUnder(this.ordersByBuyer, customer.id, order);
    if (!isDraft) this.approved.add(order);
    this.tellOrder(isDraft ? 'order.order.created' : 'order.placed', order);
    return order;
  }

  edit(order: OrderRow): void {
    order.lines = order.lines.map((line) => ({ ...line, quantity: this.chance.whole(1, 20) }));
    order.updatedAt = this.tick();
    this.tellOrder(order.isDraft ? 'order.order.updated' : 'order-edit.confirmed', order);
  }

  requestQuote(order: OrderRow): void {
    const at = this.tick();
    order.quote = { id: this.id('quo'), status: 'requested', validUntil: null, createdAt: at, updatedAt: at };
    this.tellQuote(order);
  }

  decide(order: OrderRow, status: QuoteStatus): void {
    if (order.quote === undefined) return;
    order.quote.status = status;
    order.quote.updatedAt = this.tick();
    if (status === 'offered') order.quote.validUntil = this.now + 30 * 24 * 3_600_000;
    if (status === 'accepted') this.approved.add(order);
    this.tellQuote(order);
  }

  /** The draft becomes an order. */
  placeOrder(order: OrderRow): void {
    order.isDraft = false;
    order.updatedAt = this.tick();
    this.approved.add(order);
    this.tellOrder('order.placed', order);
  }

  cancel(order: OrderRow): void {
    order.canceledAt = order.updatedAt = this.tick();
    this.tellOrder('order.canceled', order);
  }

  withdraw(order: OrderRow): void {
    order.deletedAt = order.updatedAt = this.tick();
    this.tellOrder('order.order.deleted', order, this.goneAtTimes(order.id));
  }

  customer(id: string): CustomerRow {
    const customer = this.customersById.get(id);
    if (customer === undefined) throw new Error(`no customer ${id}`);
    return customer;
  }

  addressesOf(customer: CustomerRow): AddressRow[] {
    return (this.addressesByOwner.get(customer.id) ?? []).filter(({ deletedAt }) => deletedAt === null);
  }

  ordersOf(customer: CustomerRow): readonly OrderRow[] {
    return this.ordersByBuyer.get(customer.id) ?? [];
  }

  hasOpenedAccount(guest: CustomerRow): boolean {
    return this.guestsWithAccount.has(guest.id);
  }

  private add(customer: CustomerRow): void {
    this.customers.push(customer);
    this.customersById.set(customer.id, customer);
  }

  private tellCustomer(name: string, row: CustomerRow): void {
    this.tell(row.id, customerWebhook(this.happening(name), row), row.updatedAt);
  }

  private tellAddress(name: string, row: AddressRow, owner: CustomerRow, gone?: { after: string }): void {
    this.tell(row.id, addressWebhook(this.happening(name), row, owner, gone), row.updatedAt);
  }

  private tellOrder(name: string, row: OrderRow, gone?: { after: string }): void {
    const owner = this.customer(row.customerId);
    this.tell(row.id, orderWebhook(this.happening(name), row, owner, gone), row.updatedAt);
  }

  private tellQuote(row: OrderRow): void {
    const owner = this.customer(row.customerId);
    const name = `quote.${row.quote?.status ?? ''}`;
    this.tell(row.id, quoteWebhook(this.happening(name), row, owner), row.quote?.updatedAt ?? 0);
  }

  private tell(about: string, webhook: Webhook, version: number): void {
    this.webhooks.push(webhook);
    if (!this.firstWebhook.has(about)) this.firstWebhook.set(about, webhook.id);
    const versions = this.versions.get(about) ?? new Set();
    this.versions.set(about, versions.add(version));
  }

  private happening(name: string): Happening {
    return { id: this.id('evt'), name, at: this.now };
  }

  /** Often the row can still be read when its deletion is told, not always. */
  private goneAtTimes(about: string): { after: string } | undefined {
    const after = this.firstWebhook.get(about);
    return after !== undefined && this.chance.happens(0.4) ? { after } : undefined;
  }

  private lines(): LineRow[] {
    return this.chance
      .shuffled(goods)
      .slice(0, this.chance.whole(1, 3))
      .map(([sku, title, cents]) => ({
        ...{ id: this.id('ordli'), sku, title, cents },
        quantity: this.chance.whole(1, 20),
      }));
  }

  private place(): Place {
    const n = (this.ids += 1);
    return {
      street: `Werkstraße ${n}`,
      city: this.chance.pick(['München', 'Augsburg', 'Köln']),
      postalCode: String(10_000 + (n % 89_999)),
    };
  }

  private id(prefix: string): string {
    this.ids += 1;
    return `${prefix}_${String(this.ids).padStart(26, '0')}`;
  }

  private tick(): number {
    this.now += this.chance.whole(1, 3_000);
    return this.now;
  }
}

const listedUnder = <Row>(lists: Map<string, Row[]>, id: string, row: Row): void => {
  const list = lists.get(id);
  if (list === undefined) lists.set(id, [row]);
  else list.push(row);
};

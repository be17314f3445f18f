import type { ChildRow } from '#libs/erpnext/erpnext-client.js';
import { absolute, amountOf, digitsOf, numberOf, rounded, times } from './amount.js';
import type { Books, Tax } from './books.js';
import type { PlacedLine, PlacedOrder } from './placed-order.js';

export interface OrderTaxes {
  readonly rows: readonly ChildRow[];
  /** Of a line that is taxed otherwise than the rest of the order. */
  readonly templateOf: (line: PlacedLine) => string | undefined;
}

/**
 * Freight and taxes as rows. A tax is told by its rate, never as one sum: a sum has no rate on the items, and a partial
 * delivery would repeat it.
 */
export const taxOrder = (order: PlacedOrder, books: Books): OrderTaxes => {
  const { lines, freight } = order;
  const ships = freight.net !== 0n;
  const [main = []] = [...lines].sort((a, b) => (a.subtotal < b.subtotal ? 1 : -1)).map(({ taxes }) => taxes);
  const others = lines.filter(({ taxes, subtotal }) => subtotal !== 0n && !isSame(taxes, main));
  const freightRow = ships ? [actual(books.freightAccount, 'Shipping', toNumber(order, freight.net))] : [];

  if (others.length === 0 && (!ships || isTaxedAt(freight, main))) {
    const base: ChildRow = ships
      ? { charge_type: 'On Previous Row Total', row_id: '1' }
      : { charge_type: 'On Net Total' };
    return {
      rows: [...freightRow, ...main.map((tax) => byRate(tax, books, base))],
      templateOf: () => undefined,
    };
  }
  const onNetTotal: ChildRow = { charge_type: 'On Net Total' };
  return {
    rows: [
      ...freightRow,
      ...main.map((tax) => byRate(tax, books, onNetTotal)),
      ...accountsOnlyOf(others, main, books).map((tax) => ({ ...byRate(tax, books, onNetTotal), rate: 0 })),
      ...taxOnFreight(order, books),
    ],
    templateOf: (line) =>
      isSame(line.taxes, main) || line.subtotal === 0n
        ? undefined
        : books.itemTaxTemplate(rateOf(line.taxes)),
  };
};

const isSame = (some: readonly Tax[], others: readonly Tax[]): boolean =>
  some.length === others.length && some.every(({ rate }) => others.some((other) => other.rate === rate));

/** Where the taxes of shipping were not sent, its tax tells the rate, to a cent. */
const isTaxedAt = ({ net, tax, taxes }: PlacedOrder['freight'], main: readonly Tax[]): boolean =>
  taxes === undefined
    ? absolute(times(net, amountOf(rateOf(main) / 100)) - tax) < amountOf(0.01)
    : isSame(taxes, main);

const rateOf = (taxes: readonly Tax[]): number => taxes.reduce((sum, { rate }) => sum + rate, 0);

const byRate = (tax: Tax, books: Books, base: ChildRow): ChildRow => ({
  ...base,
  account_head: books.taxAccount(tax),
  description: `Tax ${tax.rate} %`,
  rate: tax.rate,
});

const actual = (account: string, description: string, amount: number): ChildRow => ({
  charge_type: 'Actual',
  account_head: account,
  description,
  tax_amount: amount,
});

/** A template sets the rate of an account only where the order has a row for that account. */
const accountsOnlyOf = (lines: readonly PlacedLine[], main: readonly Tax[], books: Books): Tax[] => {
  const known = new Set(main.map((tax) => books.taxAccount(tax)));
  return lines
    .flatMap(({ taxes }) => taxes)
    .filter((tax) => {
      const account = books.taxAccount(tax);
      return !known.has(account) && known.add(account);
    });
};

const taxOnFreight = (order: PlacedOrder, books: Books): ChildRow[] => {
  const { net, tax, taxes } = order.freight;
  if (tax === 0n) return [];
  const rate = taxes === undefined ? Math.round((numberOf(tax) / numberOf(net)) * 100) : rateOf(taxes);
  const account = books.taxAccount(taxes?.[0] ?? { rate, code: null });
  return [actual(account, `Tax ${rate} % on shipping`, toNumber(order, tax))];
};

const toNumber = ({ currency }: PlacedOrder, amount: bigint): number =>
  numberOf(rounded(amount, digitsOf(currency)));

import { readFileSync } from 'node:fs';

/** As much of a customer's last state in the shop as tests ask for. */
export interface CapturedCustomer {
  readonly id: string;
  readonly email: string;
  readonly has_account: boolean;
  readonly created_by: string | null;
  readonly addresses: readonly {
    readonly id: string;
    readonly is_default_billing: boolean;
    readonly is_default_shipping: boolean;
  }[];
}

export interface CapturedOrder {
  readonly id: string;
  readonly total: number;
}

/** What the shop itself said of its customers when the story was over; Hanna Brutto came later and is not among them. */
export const customersInTheEnd = (): readonly CapturedCustomer[] => entities('customers');

/** Without Hanna Brutto's order. */
export const ordersInTheEnd = (): readonly CapturedOrder[] => entities('orders');

const entities = <T>(kind: string): readonly T[] =>
  JSON.parse(
    readFileSync(new URL(`../../../test/fixtures/medusa/entities/${kind}.json`, import.meta.url), 'utf8'),
  ) as readonly T[];

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

/** What the shop itself said of its customers when the story was over; Hanna Brutto came later and is not among them. */
export const capturedCustomers = (): readonly CapturedCustomer[] =>
  JSON.parse(
    readFileSync(new URL('../../../test/fixtures/medusa/entities/customers.json', import.meta.url), 'utf8'),
  ) as readonly CapturedCustomer[];

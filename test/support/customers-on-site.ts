import type { CustomerEvent } from '#schemas/generated/customer-event.js';
import { refusalOf } from './refusal-of.js';
import { siteForEachTest } from './site-for-each-test.js';

/** Called in a describe: before each of its tests ERPNext knows nobody yet. */
export const customersOnSite = () => {
  const its = siteForEachTest((site) => site.reset());
  const handle = (event: CustomerEvent) => its.member().leads.handle(event);
  return {
    ...its,
    handle,
    refusalOf: (event: CustomerEvent) => refusalOf(handle(event)),
    leadOf: (medusaId: string) =>
      its
        .site()
        .leads()
        .find((lead) => lead['medusa_id'] === medusaId),
  };
};

/** Minutes after the first thing that the customers of these tests did. */
export const at = (minutes: number): number => Date.UTC(2026, 10, 23, 12) + minutes * 60_000;

/** Who registers with an e-mail that a guest has spelled otherwise. */
export const account = {
  id: 'cus_account',
  email: 'Emile@Laufkundschaft.example',
  firstName: 'Émile',
  lastName: 'Dupré',
};

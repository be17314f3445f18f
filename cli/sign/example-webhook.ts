import { randomBytes } from 'node:crypto';

/** What a shop sends when somebody signs up: a new person each time. */
export const exampleWebhook = (now: Date): string => {
  const id = randomBytes(8).toString('hex').toUpperCase();
  const time = now.toISOString();
  return JSON.stringify({
    type: 'customer.created',
    occurred_at: time,
    source: { system: 'medusa', version: '2.21.2' },
    event: { data: { id: `cus_${id}` } },
    entity_type: 'customer',
    entity: {
      id: `cus_${id}`,
      email: `ada.${id.toLowerCase()}@example.com`,
      first_name: 'Ada',
      last_name: 'Lovelace',
      company_name: 'Analytical Engines Ltd',
      phone: '+44 20 7946 0000',
      has_account: true,
      created_by: null,
      metadata: null,
      created_at: time,
      updated_at: time,
      deleted_at: null,
      addresses: [],
    },
  });
};

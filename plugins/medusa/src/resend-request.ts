import type { ImportRequest } from './outbox/imports.js';
import type { EntityType } from './relay/change.js';

const usage =
  'one of { "failed": true }, { "all": true }, { "since": "2026-01-31T00:00:00Z" }, { "customer_id": "cus_…" }';

/** What to send again, by route or command line; null means what failed, a text says what is wrong. */
export const readResendRequest = (
  body: unknown,
  sent: readonly EntityType[],
): ImportRequest | null | string => {
  if (typeof body !== 'object' || body === null) return `The body must be ${usage}`;
  const { failed, all, since, customer_id, entity_types } = body as Record<string, unknown>;
  if ([failed, all, since, customer_id].filter((one) => one !== undefined).length !== 1) {
    return `The body must be ${usage}`;
  }
  const types = entity_types ?? sent;
  if (
    !Array.isArray(types) ||
    types.length === 0 ||
    !types.every((type) => sent.includes(type as EntityType))
  ) {
    return `entity_types must be a list of ${sent.join(', ')}`;
  }
  const request = { entityTypes: types as EntityType[], since: null, customerId: null };
  if (failed === true) return null;
  if (all === true) return request;
  if (typeof since === 'string' && !Number.isNaN(Date.parse(since)))
    return { ...request, since: new Date(since) };
  if (typeof customer_id === 'string' && customer_id !== '') return { ...request, customerId: customer_id };
  return `The body must be ${usage}`;
};

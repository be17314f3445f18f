import type { CustomerEvent } from '#schemas/generated/customer-event.js';
import type { Envelope } from './envelope.js';
import { eventHead, isBare, isDeleted, saysAll, versionOf } from './event-head.js';
import { customerRow } from './medusa-rows.js';
import { toCustomerSnapshot } from './to-customer-snapshot.js';
import { parse, Unmappable } from './unmappable.js';

const everyField = [
  'email',
  'first_name',
  'last_name',
  'company_name',
  'phone',
  'has_account',
  'created_by',
  'metadata',
  'created_at',
] as const;

/** @throws Unmappable */
export const toCustomerEvent = (envelope: Envelope): CustomerEvent => {
  const row = parse(customerRow.nullable(), envelope.row, 'entity');
  const customerId = row?.id ?? envelope.named.id;
  if (!customerId) throw new Unmappable('event.data.id: missing, and the row is gone');

  const deleted = isDeleted(envelope, row);
  const version = versionOf(envelope, row, 'entity');
  return {
    ...eventHead(envelope, deleted ? 'medusa.customer.deleted' : 'medusa.customer.saved', version),
    whole: !isBare(envelope) && (row === null || saysAll(row, everyField)),
    stage: deleted ? 'DELETED' : 'SAVED',
    version,
    customerId,
    customer: row && toCustomerSnapshot(row),
  };
};

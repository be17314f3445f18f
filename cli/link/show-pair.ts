import type { Pair } from '#libs/party/link-checks.js';
import { counted } from '../terminal/time.js';

/** What a link or an unlink would do, for a person who is asked. */
export const showPair = ({ lead, medusaId, customer, as }: Pair, deed: 'link' | 'unlink'): string => {
  const who = `${medusaId} (Lead ${lead.name}, ${nameOf(lead)})`;
  const whom = `Customer ${customer.name}`;
  if (deed === 'link') {
    return as === 'Customer'
      ? `${whom} will stand for ${who}; the Lead's Contacts and Addresses will be the Customer's too.`
      : `${whom} stands for ${customer.medusa_id ?? 'another person of the shop'}, so ${who} becomes a further buyer: a Contact of it.`;
  }
  return as === 'Customer'
    ? `${whom} will no longer stand for ${who}; the Lead takes its Contacts and Addresses back. Orders stay where they are.`
    : `${who} will no longer be a buyer of ${whom}. Orders stay where they are.`;
};

export const pairAsJson = ({ lead, medusaId, customer, as }: Pair) => ({
  medusaId,
  lead: lead.name,
  customer: customer.name,
  as,
});

export const showDone = (
  done: readonly { readonly medusaId: string; readonly customer: string; readonly redriven: number }[],
  deed: 'link' | 'unlink',
): string => {
  if (done.length === 0) return 'No link is half done.';
  return done
    .map(({ medusaId, customer, redriven }) =>
      deed === 'unlink'
        ? `${customer} does not stand for ${medusaId} any more.`
        : redriven > 0
          ? `${customer} stands for ${medusaId}; ${counted(redriven, 'dead letter')} went back.`
          : `${customer} stands for ${medusaId}. What was parked for want of it: npx isthmus dead-letters redrive --key ${medusaId} --apply`,
    )
    .join('\n');
};

const nameOf = (lead: Pair['lead']): string =>
  String(
    lead['company_name'] || [lead['first_name'], lead['last_name']].filter(Boolean).join(' ') || 'nameless',
  );

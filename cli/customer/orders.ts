import type { CustomerDocument } from './documents.js';
import type { Told, ToldRecord } from './story.js';

/** Where one order is. */
export interface WhereOrder {
  readonly orderId: string;
  /** The last that the shop said of it; undefined when that is longer ago than was looked. */
  readonly last: ToldRecord | undefined;
  readonly documents: readonly CustomerDocument[];
  /** Why a person has to look at it, if the last of its outcomes says so. */
  readonly needsAttention: string | null;
}

/** Every order that the topics or ERPNext know of the customer. */
export const ordersOf = (told: readonly Told[], documents: readonly CustomerDocument[]): WhereOrder[] => {
  const selling = documents.filter(({ doctype }) => doctype === 'Quotation' || doctype === 'Sales Order');
  const ids = new Set([
    ...told.flatMap((each) => (each.kind === 'record' ? (each.orderId ?? []) : [])),
    ...selling.flatMap(({ medusaId }) => medusaId ?? []),
  ]);
  return [...ids].map((orderId) => {
    const records = told.filter(
      (each): each is ToldRecord => each.kind === 'record' && each.orderId === orderId,
    );
    // What waits or was parked is the answer, whatever was done before or after it.
    const open = records.findLast(({ fate: { state } }) => state === 'parked' || state === 'waits');
    const outcome = told.findLast((each) => each.kind === 'outcome' && each.medusaId === orderId);
    return {
      orderId,
      last: open ?? records.at(-1),
      documents: selling.filter(({ medusaId }) => medusaId === orderId),
      needsAttention:
        outcome?.kind === 'outcome' && outcome.type === 'NeedsAttention'
          ? (outcome.reason ?? 'unknown')
          : null,
    };
  });
};

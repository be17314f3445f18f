import type { OrderPart } from '#schemas/generated/order-part.js';
import type { QuotationEvent } from '#schemas/generated/quotation-event.js';
import type { QuotePart } from '#schemas/generated/quote-part.js';
import type { Envelope } from './envelope.js';
import { eventHead, isBare, isDeleted, saysAll, versionOf } from './event-head.js';
import { orderRow, quoteRow, type CustomerRow, type OrderRow, type QuoteFields } from './medusa-rows.js';
import { snapshotOf } from './snapshot-of.js';
import { orderStage, toOrderPart } from './to-order-part.js';
import { toQuotePart } from './to-quote-part.js';
import { parse, Unmappable } from './unmappable.js';

/**
 * Orders and quotes become the same event with two parts; a part that the body does not have says nothing.
 * @throws Unmappable
 */
export const toQuotationEvent = (envelope: Envelope): QuotationEvent =>
  envelope.entityType === 'quote' ? fromQuote(envelope) : fromOrder(envelope);

const fromOrder = (envelope: Envelope): QuotationEvent => {
  const row = parse(orderRow.nullable(), envelope.row, 'entity');
  const { named } = envelope;
  return event(envelope, {
    orderId: row?.id ?? named.order_id ?? named.id,
    customerId: row ? (row.customer_id ?? row.customer?.id) : named.customer_id,
    order: orderPart(envelope, row, 'entity', isDeleted(envelope, row)),
    quote: row?.quote ? quotePart(envelope, row.quote, 'entity.quote') : null,
    customer: row?.customer,
    whole: row === null || isWholeOrder(row),
  });
};

const fromQuote = (envelope: Envelope): QuotationEvent => {
  const row = parse(quoteRow.nullable(), envelope.row, 'entity');
  if (row === null) throw new Unmappable('entity: a quote that is gone says nothing of its order');
  const order = row.order ?? row.draft_order ?? null;
  const customer = order?.customer ?? row.customer;
  return event(envelope, {
    orderId: order?.id ?? row.order_id ?? row.draft_order_id ?? envelope.named.order_id,
    customerId: order?.customer_id ?? row.customer_id ?? customer?.id,
    order: order && orderPart(envelope, order, 'entity.order', order.deleted_at != null),
    quote: isDeleted(envelope, row) ? null : quotePart(envelope, row, 'entity'),
    customer,
    whole: order === null || isWholeOrder(order),
  });
};

interface Content {
  readonly orderId: string | null | undefined;
  readonly customerId: string | null | undefined;
  readonly order: OrderPart | null;
  readonly quote: QuotePart | null;
  readonly customer: CustomerRow | null | undefined;
  readonly whole: boolean;
}

const event = (envelope: Envelope, content: Content): QuotationEvent => {
  const { orderId, order, quote } = content;
  const customerId = content.customerId ?? null;
  if (!orderId) throw new Unmappable('entity.order_id: missing, and no order named in event.data');
  if (!order && !quote) throw new Unmappable('entity: a deleted quote without its order says nothing');
  if (!customerId && envelope.row !== null) throw new Unmappable('entity.customer_id: missing');
  return {
    ...eventHead(envelope, 'medusa.quotation.changed', order?.version ?? null, quote?.version ?? null),
    whole: content.whole && !isBare(envelope),
    orderId,
    customerId,
    order,
    quote,
    customer: snapshotOf(content.customer, customerId),
  };
};

const orderPart = (envelope: Envelope, row: OrderRow | null, where: string, deleted: boolean): OrderPart =>
  toOrderPart(row ?? {}, orderStage(row ?? {}, deleted), versionOf(envelope, row, where));

const quotePart = (envelope: Envelope, row: QuoteFields, where: string): QuotePart =>
  toQuotePart(row, versionOf(envelope, row, where));

/** The fields that ERPNext's documents are made of; a quote has none of its own that every quote module knows. */
const isWholeOrder = (row: OrderRow): boolean =>
  saysAll(row, [
    'display_id',
    'status',
    'is_draft_order',
    'customer_id',
    'currency_code',
    'metadata',
    'canceled_at',
    'created_at',
    'total',
    'subtotal',
    'tax_total',
    'billing_address',
    'shipping_address',
    'items',
    'shipping_methods',
  ]) &&
  (row.items ?? []).every((line) =>
    saysAll(line, ['variant_sku', 'subtotal', 'discount_subtotal', 'total', 'tax_lines']),
  ) &&
  (row.shipping_methods ?? []).every((method) => saysAll(method, ['total', 'tax_total']));

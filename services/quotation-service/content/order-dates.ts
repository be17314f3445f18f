import type { OrderPart } from '#schemas/generated/order-part.js';
import type { QuotePart } from '#schemas/generated/quote-part.js';

const dayMs = 86_400_000;

/** Dates without a time, as the shop's people see them on their calendar. */
export class ShopCalendar {
  private readonly format: Intl.DateTimeFormat;

  constructor(timeZone: string) {
    this.format = new Intl.DateTimeFormat('sv-SE', {
      timeZone,
      year: 'numeric',
      month: '2-digit',
      day: '2-digit',
    });
  }

  /** `2026-11-23`; ERPNext takes nothing else for a date. */
  dateOf(ms: number): string {
    return this.format.format(ms);
  }

  daysAfter(date: string, days: number): string {
    return new Date(Date.parse(date) + days * dayMs).toISOString().slice(0, 10);
  }

  /** What a shop writes into metadata: a date, or a time. */
  dateSaid(text: unknown): string | undefined {
    if (typeof text !== 'string') return undefined;
    if (/^\d{4}-\d{2}-\d{2}$/.test(text) && !Number.isNaN(Date.parse(text))) return text;
    const ms = Date.parse(text);
    return Number.isNaN(ms) ? undefined : this.dateOf(ms);
  }
}

/** Until when an offer stands, if the shop said so. */
export const validUntil = (
  part: OrderPart | null,
  quote: QuotePart | null,
  calendar: ShopCalendar,
): string | undefined =>
  quote?.validUntil != null
    ? calendar.dateOf(quote.validUntil)
    : calendar.dateSaid(metadataOf(part)['valid_until']);

/** Metadata is the shop's own: anything that is no object says nothing. */
export const metadataOf = (part: OrderPart | null): Readonly<Record<string, unknown>> => {
  try {
    const value: unknown = JSON.parse(part?.metadata ?? '{}');
    return typeof value === 'object' && value !== null ? (value as Record<string, unknown>) : {};
  } catch {
    return {};
  }
};

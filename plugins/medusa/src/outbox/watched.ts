import type { QuoteAdapter } from '../quotes/quote-adapter.js';
import type { EntityType } from '../relay/change.js';
import type { Watched } from './triggers.js';
import { addressTables, customerTables, orderPartTables, orderTables } from './watched-tables.js';

/** The tables that have to be watched for what a shop sends. */
export const watchedFor = (send: readonly EntityType[], quotes: QuoteAdapter | null): Watched => ({
  entities: [
    ...(send.includes('customer') ? customerTables : []),
    ...(send.includes('customer_address') ? addressTables : []),
    ...(send.includes('order') ? orderTables : []),
    ...(quotes && send.includes('quote')
      ? [{ table: quotes.table, entityType: 'quote' as const, customerColumn: 'customer_id' }]
      : []),
  ],
  orderParts: send.includes('order') ? orderPartTables : [],
});

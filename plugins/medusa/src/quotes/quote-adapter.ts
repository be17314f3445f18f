import { plain, type Row } from '../rows/query.js';

/** How far a quote is, in words that each quote module's own are translated to. */
export type QuoteState =
  'requested' | 'offered' | 'accepted' | 'rejected_by_customer' | 'rejected_by_merchant';

/** A quote as it is told, whatever the shop's module calls things. */
export interface QuoteStatus {
  readonly id: string;
  readonly status: QuoteState;
  readonly customer_id: string;
  /** The draft order that holds its lines. */
  readonly order_id: string;
  readonly valid_until: unknown;
  readonly decided_by: unknown;
  readonly note: unknown;
  readonly created_at: unknown;
  readonly updated_at: unknown;
  readonly deleted_at: unknown;
}

/** What the plugin has to know of a shop's quote module. */
export interface QuoteAdapter {
  /** The table whose rows are quotes; it has the columns `id`, `updated_at` and `customer_id`. */
  readonly table: string;
  /** What `query.graph` calls them. */
  readonly entity: string;
  readonly fields: readonly string[];
  /** The field that holds the id of the draft order. */
  readonly orderField: string;
  /** Whether what is offered stands in an order change until it is accepted, not in the draft order itself. */
  readonly stagesOffers?: boolean;
  toQuote(row: Row): QuoteStatus;
}

const times = ['created_at', 'updated_at', 'deleted_at'];

/** A quote module whose rows already speak our words: the smallest one there is. */
export const plainQuotes: QuoteAdapter = {
  table: 'quote',
  entity: 'quote',
  fields: ['id', 'status', 'customer_id', 'order_id', 'valid_until', 'decided_by', 'note', ...times],
  orderField: 'order_id',
  toQuote: (row) => plain(row) as unknown as QuoteStatus,
};

const b2bStates: Record<string, QuoteState> = {
  pending_merchant: 'requested',
  pending_customer: 'offered',
  accepted: 'accepted',
  customer_rejected: 'rejected_by_customer',
  merchant_rejected: 'rejected_by_merchant',
};

/** The quotes of Medusa's B2B starter. */
export const b2bStarterQuotes: QuoteAdapter = {
  table: 'quote',
  entity: 'quote',
  fields: ['id', 'status', 'customer_id', 'draft_order_id', ...times],
  orderField: 'draft_order_id',
  stagesOffers: true,
  toQuote: (row) => {
    const { id, status, customer_id, draft_order_id, created_at, updated_at, deleted_at } = plain(row);
    return {
      id,
      status: b2bStates[String(status)] ?? 'requested',
      customer_id: String(customer_id),
      order_id: String(draft_order_id),
      valid_until: null,
      decided_by: null,
      note: null,
      created_at,
      updated_at,
      deleted_at,
    };
  },
};

/** Those that options can name. */
export const knownQuotes: Readonly<Record<string, QuoteAdapter>> = {
  plain: plainQuotes,
  'b2b-starter': b2bStarterQuotes,
};

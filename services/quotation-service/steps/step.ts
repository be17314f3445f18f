import type { lostReasons } from '#libs/erpnext/masters.js';
import type { OrderDoctype } from './order-document.js';

export type LostBecause = keyof typeof lostReasons;

/** One thing that is to be done in ERPNext: data, so that it can be printed before it is done. */
export type Step =
  | { readonly kind: 'make-customer' }
  | {
      readonly kind: 'make';
      readonly doctype: OrderDoctype;
      /** The cancelled document that the new one continues. */
      readonly amends?: string;
      /** The Quotation whose lines the Sales Order orders. */
      readonly quotation?: string;
    }
  /** Brings a draft to what the shop says. */
  | { readonly kind: 'rewrite'; readonly doctype: OrderDoctype; readonly name: string }
  /** A draft Quotation that was made to the Lead goes to the Customer with the same call. */
  | { readonly kind: 'submit'; readonly doctype: OrderDoctype; readonly name: string }
  /** Changes the lines of a submitted Sales Order. */
  | { readonly kind: 'change-lines'; readonly doctype: 'Sales Order'; readonly name: string }
  | {
      readonly kind: 'lose';
      readonly doctype: 'Quotation';
      readonly name: string;
      readonly because: LostBecause;
    }
  | { readonly kind: 'cancel'; readonly doctype: OrderDoctype; readonly name: string }
  /** Nothing else changed: the document has the newest state. */
  | { readonly kind: 'note-version'; readonly doctype: OrderDoctype; readonly name: string };

/** Why Isthmus leaves a document to people. */
export type AttentionReason =
  | 'TOTALS_DIFFER'
  | 'CHANGED_BY_PERSON'
  | 'CANCELLED_BY_PERSON'
  | 'CHANGED_AFTER_SUBMISSION'
  | 'REJECTED_AFTER_ORDER'
  | 'CANCEL_REFUSED';

export interface Attention {
  readonly reason: AttentionReason;
  readonly doctype: OrderDoctype;
  readonly name: string;
  /** ERPNext's own words, if it refused something. */
  readonly words?: string;
}

/** What is to be done, in this order, and what is left to people. */
export interface Plan {
  readonly steps: readonly Step[];
  readonly attention?: Attention;
}

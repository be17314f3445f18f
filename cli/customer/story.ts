import type { LifecycleEvent } from '#schemas/generated/lifecycle-event.js';

/** How far a record has come. */
export type Fate =
  | { readonly state: 'done' }
  | { readonly state: 'waits' }
  | { readonly state: 'parked' | 'redriven' | 'discarded'; readonly cause: string; readonly message: string };

/** A record that the bridge made of a webhook. */
export interface ToldRecord {
  readonly kind: 'record';
  readonly atMs: number;
  /** Where it stands; a dead letter of it has the same id. */
  readonly id: string;
  readonly service: string;
  /** What it says: `order order_1 APPROVED`. */
  readonly says: string;
  readonly orderId: string | null;
  /** Medusa's event that made the shop send it. */
  readonly event: string;
  readonly fate: Fate;
}

/** A fact that was announced. */
export interface ToldOutcome {
  readonly kind: 'outcome';
  readonly atMs: number;
  readonly type: string;
  readonly medusaId: string;
  readonly document: { readonly doctype: string; readonly name: string } | null;
  readonly reason: string | null;
  readonly warnings: readonly string[];
}

export type Told = ToldRecord | ToldOutcome;

export const toldOutcome = (event: LifecycleEvent, atMs: number): ToldOutcome => ({
  kind: 'outcome',
  atMs,
  type: event.type,
  medusaId: event.medusaId,
  document: event.document,
  reason: event.reasonCode,
  warnings: event.warnings,
});

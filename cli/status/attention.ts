import type { LifecycleEvent } from '#schemas/generated/lifecycle-event.js';

/** Something that a person has to look at in ERPNext. */
export interface Standing {
  readonly medusaId: string;
  readonly medusaCustomerId: string;
  readonly document: { readonly doctype: string; readonly name: string } | null;
  readonly reason: string;
  readonly sinceMs: number;
}

/** Facts of one event are announced one after the other. */
const sameBreathMs = 60_000;

/**
 * What needs attention still, as far as the lifecycle topic can tell: a NeedsAttention stands until something else is
 * announced of the same thing without it. What a person has done in ERPNext meanwhile shows with the next event only.
 */
export class Attention {
  private readonly noted = new Map<string, LifecycleEvent>();

  /** In the order of the topic. */
  note(event: LifecycleEvent): void {
    const { medusaId, type, recordedAt, causingEventId } = event;
    const standing = this.noted.get(medusaId);
    if (type === 'NeedsAttention') {
      this.noted.set(medusaId, event);
      return;
    }
    const sameBreath =
      causingEventId === standing?.causingEventId && recordedAt - (standing?.recordedAt ?? 0) < sameBreathMs;
    if (standing !== undefined && !sameBreath) this.noted.delete(medusaId);
  }

  /** The oldest first. */
  standing(): Standing[] {
    return [...this.noted.values()]
      .map(({ medusaId, medusaCustomerId, document, reasonCode, recordedAt }) => ({
        ...{ medusaId, medusaCustomerId, document },
        reason: reasonCode ?? 'unknown',
        sinceMs: recordedAt,
      }))
      .sort((a, b) => a.sinceMs - b.sinceMs);
  }
}

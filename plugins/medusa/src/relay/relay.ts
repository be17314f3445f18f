import { backoffMs, refused, unreachable } from './backoff.js';
import type { Change, Delivery, Outbox } from './change.js';
import { toEnvelope, type Source, type Told } from './envelope.js';
import { Pause } from './pause.js';
import type { Answer, Receiver } from './receiver.js';

export interface RelayLog {
  info(message: string): void;
  warn(message: string): void;
  error(message: string): void;
}

export interface RelayParts {
  readonly outbox: Outbox;
  readonly receiver: Receiver;
  /** Reads the state that is sent; undefined when there is nothing to say. */
  readonly tell: (change: Change) => Promise<Told | undefined>;
  readonly source: Source;
  readonly log: RelayLog;
  readonly concurrency: number;
  readonly pollMs: number;
  readonly nowMs?: () => number;
  readonly random?: () => number;
}

const pruneEveryMs = 10 * 60_000;

/**
 * Empties the outbox into the receiver. Each hand claims a change, reads the state, posts it and lets go; a hand that
 * found work calls another one, one that found none leaves.
 */
export class Relay {
  private readonly lanes = new Set<string>();
  private readonly hands = new Set<Promise<void>>();
  private readonly pause: Pause;
  private readonly nowMs: () => number;
  private readonly random: () => number;
  private timer: NodeJS.Timeout | undefined;
  private stopped = true;
  private woken = false;
  private prunedAtMs = 0;

  constructor(private readonly parts: RelayParts) {
    this.nowMs = parts.nowMs ?? Date.now;
    this.random = parts.random ?? Math.random;
    this.pause = new Pause(this.nowMs, this.random);
  }

  start(): void {
    if (!this.stopped) return;
    this.stopped = false;
    // Notifications get lost, changes fall due without one, pauses end: this finds them all.
    this.timer = setInterval(() => this.wake(), this.parts.pollMs);
    this.wake();
  }

  /** There may be something to do. */
  wake(): void {
    this.woken = true;
    if (this.stopped || this.pause.isOn || this.hands.size >= this.mostHands) return;
    const hand: Promise<void> = this.work().finally(() => this.hands.delete(hand));
    this.hands.add(hand);
  }

  /** What was begun is ended; nothing new is begun. */
  async stop(): Promise<void> {
    this.stopped = true;
    clearInterval(this.timer);
    await Promise.all(this.hands);
  }

  private get mostHands(): number {
    return this.pause.isDoubtful ? 1 : this.parts.concurrency;
  }

  private async work(): Promise<void> {
    try {
      while (!this.stopped && !this.pause.isOn && this.hands.size <= this.mostHands) {
        this.woken = false;
        const delivery = await this.parts.outbox.claim(this.lanes);
        if (!delivery && !this.woken) break;
        if (!delivery) continue;
        await this.deliver(delivery);
      }
      await this.prune();
    } catch (error) {
      // The database is away; the next poll tries again.
      this.parts.log.warn(`Isthmus cannot read its outbox: ${messageOf(error)}`);
    }
  }

  private async deliver(delivery: Delivery): Promise<void> {
    const { lane } = delivery;
    this.lanes.add(lane);
    try {
      this.wake();
      await this.send(delivery);
    } finally {
      this.lanes.delete(lane);
    }
  }

  private async send(delivery: Delivery): Promise<void> {
    let answer: Answer;
    try {
      const { change } = delivery;
      const told = await this.parts.tell(change);
      if (!told) return await delivery.done();
      const envelope = toEnvelope(change, told, this.parts.source, new Date(this.nowMs()));
      answer = await this.parts.receiver.post(change.webhookId, Buffer.from(JSON.stringify(envelope)));
    } catch (error) {
      return await this.putOff(delivery, unreachable, `not read: ${messageOf(error)}`, null);
    }
    switch (answer.verdict) {
      case 'taken':
        this.pause.end();
        return await delivery.done();
      case 'refused':
        this.pause.end();
        return await this.putOff(delivery, refused, answer.said, answer.retryAfterMs);
      case 'unreachable':
        this.pause.begin(answer.retryAfterMs);
        return await this.putOff(delivery, unreachable, answer.said, answer.retryAfterMs);
    }
  }

  private async putOff(
    delivery: Delivery,
    curve: typeof refused,
    error: string,
    retryAfterMs: number | null,
  ): Promise<void> {
    const delayMs = backoffMs(curve, delivery.attempts, retryAfterMs, this.random);
    const { entityType, entityId } = delivery.change;
    this.parts.log.warn(
      `Isthmus did not take ${entityType} ${entityId} (${error}); again in ${Math.ceil(delayMs / 1_000)} s`,
    );
    await delivery.putOff(delayMs, error);
  }

  private async prune(): Promise<void> {
    if (this.nowMs() - this.prunedAtMs < pruneEveryMs) return;
    this.prunedAtMs = this.nowMs();
    await this.parts.outbox.prune();
  }
}

const messageOf = (error: unknown): string => (error instanceof Error ? error.message : String(error));

import { IntegrationError } from '#libs/errors/integration-error.js';
import type { Event, MessageHandler, Outcome } from '#libs/messaging/message.js';
import { expectedRecord, recordFiles } from './webhooks.js';

/** An event of the captured story, and the topic that it came by. */
export interface Told {
  readonly topic: string;
  readonly event: Event & { readonly occurredAt: number };
}

/** What the bridge makes of the captured webhooks, in the order in which it happened. */
export const capturedStory = (...topics: readonly string[]): Told[] =>
  recordFiles()
    .map((file) => expectedRecord(file) as unknown as Told)
    .filter(({ topic }) => topics.includes(topic))
    .sort((a, b) => a.event.occurredAt - b.event.occurredAt);

export interface Heard {
  /** Every fact that was told on the way, as text. */
  readonly facts: ReadonlySet<string>;
  /** Codes of the failures that no later event has healed. */
  readonly parked: readonly string[];
}

/** Has each event handled, one after the other; what has to wait is tried again after the others. */
export const tell = async (
  story: readonly Told[],
  handlers: Readonly<Record<string, MessageHandler<never>>>,
): Promise<Heard> => {
  const facts = new Set<string>();
  let waiting = [...story];
  for (;;) {
    const failed: { told: Told; code: string }[] = [];
    for (const told of waiting) {
      const handler = handlers[told.topic] as MessageHandler<Event>;
      try {
        for (const outcome of await handler.handle(told.event)) facts.add(factOf(outcome));
      } catch (error) {
        if (!(error instanceof IntegrationError)) throw error;
        failed.push({ told, code: error.code });
      }
    }
    if (failed.length === 0 || failed.length === waiting.length)
      return { facts, parked: failed.map(({ code }) => code) };
    waiting = failed.map(({ told }) => told);
  }
};

const factOf = (outcome: Outcome): string => JSON.stringify(outcome);

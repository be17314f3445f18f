import { setTimeout as sleep } from 'node:timers/promises';
import { signedHeaders } from '../support/webhooks.js';
import type { Webhook } from './webhook.js';

export interface SenderOptions {
  /** Where the bridge listens now: it may have been started anew. */
  readonly url: () => string;
  readonly secret: string;
  /** Resolves when so much of everything may be on its way. */
  readonly mayGo: (share: number) => Promise<void>;
}

const sendersAtOnce = 8;
const againMs = 100;

/** Sends as a shop does: every webhook again, signed anew, until the bridge has acknowledged it. */
export class Sender {
  readonly acknowledged = new Set<string>();

  constructor(private readonly options: SenderOptions) {}

  async send(sendings: readonly Webhook[]): Promise<void> {
    let next = 0;
    const sendOneAfterTheOther = async (): Promise<void> => {
      for (let index = next++; index < sendings.length; index = next++) {
        await this.options.mayGo(index / sendings.length);
        const webhook = sendings[index];
        if (webhook !== undefined) await this.untilAcknowledged(webhook);
      }
    };
    await Promise.all(Array.from({ length: sendersAtOnce }, sendOneAfterTheOther));
  }

  private async untilAcknowledged(webhook: Webhook): Promise<void> {
    while (webhook.after !== undefined && !this.acknowledged.has(webhook.after)) await sleep(againMs);
    const body = JSON.stringify(webhook.body);
    for (;;) {
      const status = await this.attempt(webhook.id, body);
      if (status === 202) break;
      if (status !== undefined && status < 500 && status !== 429)
        throw new Error(`the bridge refused ${webhook.id} with ${status}`);
      await sleep(againMs);
    }
    this.acknowledged.add(webhook.id);
  }

  /** Undefined when nobody answered. */
  private async attempt(id: string, body: string): Promise<number | undefined> {
    try {
      const answer = await fetch(`${this.options.url()}/webhooks/medusa`, {
        method: 'POST',
        headers: signedHeaders(id, body, this.options.secret),
        body,
        signal: AbortSignal.timeout(15_000),
      });
      await answer.arrayBuffer();
      return answer.status;
    } catch {
      return undefined;
    }
  }
}

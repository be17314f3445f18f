import { setTimeout as sleep } from 'node:timers/promises';
import { signWebhook } from '../sign/sign-webhook.js';
import type { Webhook } from './story.js';

export interface Stage {
  /** Where the bridge takes webhooks. */
  readonly url: string;
  readonly secret: string;
}

const tries = 20;
const passing = new Set([408, 429, 503]);

/** Sends the webhooks one after the other, as the shop's outbox does; answers how often each status came. */
export const play = async (story: readonly Webhook[], stage: Stage): Promise<Record<string, number>> => {
  const answers: Record<string, number> = {};
  for (const webhook of story) {
    const status = await sendUntilAnswered(webhook, stage);
    answers[status] = (answers[status] ?? 0) + 1;
  }
  return answers;
};

const sendUntilAnswered = async (webhook: Webhook, stage: Stage): Promise<number | 'none'> => {
  for (let left = tries; ; left--) {
    const { status, retryAfterMs } = await send(webhook, stage);
    if (left === 0 || (status !== 'none' && !passing.has(status))) return status;
    await sleep(retryAfterMs);
  }
};

/** Signed anew for each attempt: a signature is good for five minutes. */
const send = async ({ id, body }: Webhook, { url, secret }: Stage) => {
  const headers = signWebhook(body, { id, secret, nowMs: Date.now() });
  try {
    const answer = await fetch(url, {
      method: 'POST',
      headers: { 'content-type': 'application/json', ...headers },
      body,
      signal: AbortSignal.timeout(60_000),
    });
    await answer.arrayBuffer();
    const retryAfter = Number(answer.headers.get('retry-after'));
    return { status: answer.status, retryAfterMs: retryAfter > 0 ? retryAfter * 1000 : 500 };
  } catch {
    return { status: 'none' as const, retryAfterMs: 500 };
  }
};

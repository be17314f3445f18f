import { retryAfterMs } from './retry-after.js';
import { signWebhook } from './sign-webhook.js';

/**
 * - `taken`: the receiver has it.
 * - `refused`: it does not want this body; others may go through.
 * - `unreachable`: nothing goes through at the moment, this body or another.
 */
export type Verdict = 'taken' | 'refused' | 'unreachable';

export interface Answer {
  readonly verdict: Verdict;
  /** For operators: status and code, never anything of a body. */
  readonly said: string;
  readonly retryAfterMs: number | null;
}

export interface Receiver {
  post(webhookId: string, body: Buffer): Promise<Answer>;
}

/** A wrong address or secret concerns every webhook, and so do time-outs and full hands. */
const concernsEverybody = new Set([401, 403, 404, 405, 407, 408, 421, 425, 429]);

export const verdictOf = (status: number): Verdict => {
  if (status >= 200 && status < 300) return 'taken';
  return status >= 400 && status < 500 && !concernsEverybody.has(status) ? 'refused' : 'unreachable';
};

export interface HttpReceiverOptions {
  readonly url: string;
  readonly secrets: readonly string[];
  readonly deadlineMs: number;
  readonly nowMs?: () => number;
}

export class HttpReceiver implements Receiver {
  private readonly nowMs: () => number;

  constructor(private readonly options: HttpReceiverOptions) {
    this.nowMs = options.nowMs ?? Date.now;
  }

  async post(webhookId: string, body: Buffer): Promise<Answer> {
    const { url, secrets, deadlineMs } = this.options;
    try {
      const response = await fetch(url, {
        method: 'POST',
        headers: {
          'content-type': 'application/json',
          'user-agent': 'isthmus-medusa-plugin',
          ...signWebhook(webhookId, body, secrets, this.nowMs()),
        },
        body: new Uint8Array(body),
        // An answer from elsewhere would not be the receiver's.
        redirect: 'manual',
        signal: AbortSignal.timeout(deadlineMs),
      });
      const code = await codeIn(response);
      return {
        verdict: verdictOf(response.status),
        said: code === null ? String(response.status) : `${response.status} ${code}`,
        retryAfterMs: retryAfterMs(response.headers.get('retry-after'), this.nowMs()),
      };
    } catch (error) {
      return { verdict: 'unreachable', said: reasonOf(error, deadlineMs), retryAfterMs: null };
    }
  }
}

/** The stable code of a problem+json answer; anything else of the answer might hold what was sent. */
const codeIn = async (response: Response): Promise<string | null> => {
  const text = await response.text();
  if (response.ok) return null;
  try {
    const { code } = JSON.parse(text) as { code?: unknown };
    return typeof code === 'string' && /^[A-Z][A-Z0-9_]{2,60}$/.test(code) ? code : null;
  } catch {
    return null;
  }
};

/** fetch says only "fetch failed"; what happened stands in its cause. */
const reasonOf = (error: unknown, deadlineMs: number): string => {
  if (!(error instanceof Error)) return 'no answer';
  if (error.name === 'TimeoutError') return `no answer within ${deadlineMs} ms`;
  const { cause } = error;
  const code = cause instanceof Error && 'code' in cause ? cause.code : undefined;
  return typeof code === 'string' ? code : error.name;
};

import { randomUUID } from 'node:crypto';
import { localWebhookSecret } from '../../cli/local/services.js';
import { signWebhook } from '../../cli/sign/sign-webhook.js';
import { rawWebhook } from '../support/webhooks.js';
import type { SignedRequest } from './load.js';

const signUp = rawWebhook('customer.created/us-company.json').toString('utf8');

/** Somebody signs up: the captured webhook with another person's ids. */
export const signUpWebhook = (n: number | string): { readonly id: string; readonly body: Buffer } => {
  const captured = JSON.parse(signUp) as { id: string; entity: Record<string, unknown> };
  const id = `evt_${randomUUID()}`;
  const entity = {
    ...captured.entity,
    id: `cus_bench_${n}`,
    email: `bench-${n}@example.com`,
    updated_at: captured.entity['created_at'],
  };
  return { id, body: Buffer.from(JSON.stringify({ ...captured, id, entity })) };
};

export const signed = ({ id, body }: { id: string; body: Buffer }): SignedRequest => ({
  headers: {
    'content-type': 'application/json',
    ...signWebhook(body, { id, secret: localWebhookSecret, nowMs: Date.now() }),
  },
  body,
});

import { createHmac } from 'node:crypto';
import { readdirSync, readFileSync } from 'node:fs';
import type { Envelope } from '../../services/webhook-bridge/events/envelope.js';

const fixtures = new URL('../../../test/fixtures/medusa/', import.meta.url);

/** `<event>/<case>.json` of every captured webhook. */
export const webhookFiles = (): string[] => jsonFilesIn('webhooks');
export const recordFiles = (): string[] => jsonFilesIn('records');

const jsonFilesIn = (folder: string): string[] =>
  readdirSync(new URL(`${folder}/`, fixtures), { recursive: true, encoding: 'utf8' })
    .filter((file) => file.endsWith('.json'))
    .sort();

export interface CapturedWebhook {
  readonly id: string;
  readonly type: string;
  readonly entity_type: string;
  readonly entity: Record<string, unknown> | null;
}

export const rawWebhook = (file: string): Buffer => readFileSync(new URL(`webhooks/${file}`, fixtures));
export const capturedWebhook = (file: string): CapturedWebhook =>
  JSON.parse(rawWebhook(file).toString('utf8')) as CapturedWebhook;

export interface ExpectedRecord {
  readonly topic: string;
  readonly key: string;
  readonly headers: Record<string, string>;
  readonly event: { readonly id: string };
}
export const expectedRecord = (file: string): ExpectedRecord =>
  JSON.parse(readFileSync(new URL(`records/${file}`, fixtures), 'utf8')) as ExpectedRecord;

/** What the lambdacurry plugin sent. */
export const bareBodies = (): string[] => {
  const text = readFileSync(new URL('lambdacurry-http-requests.json', fixtures), 'utf8');
  const { requests } = JSON.parse(text) as { requests: { raw_body: string }[] };
  return requests.map(({ raw_body }) => raw_body);
};

/** Signed as Standard Webhooks say, by a plain secret. */
export const signedHeaders = (
  id: string,
  body: Buffer | string,
  secret: string,
  nowMs = Date.now(),
): Record<string, string> => {
  const timestamp = String(Math.floor(nowMs / 1000));
  const mac = createHmac('sha256', secret).update(`${id}.${timestamp}.`).update(body).digest('base64');
  return {
    'content-type': 'application/json',
    'webhook-id': id,
    'webhook-timestamp': timestamp,
    'webhook-signature': `v1,${mac}`,
  };
};

export const envelope = (over: Partial<Envelope> = {}): Envelope => ({
  webhookId: 'evt_1',
  identity: 'evt_1',
  cause: 'customer.updated',
  occurredAt: Date.parse('2026-11-23T16:00:10.000Z'),
  source: 'medusa',
  entityType: 'customer',
  row: null,
  named: {},
  ...over,
});

/** As the bridge shapes a body that came without an envelope. */
export const bare = (over: Partial<Envelope> = {}): Envelope =>
  envelope({ webhookId: null, identity: 'customer.created\n{}', ...over });

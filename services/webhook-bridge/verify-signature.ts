/**
 * Standard Webhooks, symmetric: `v1,` + base64 of HMAC-SHA256 over `id.timestamp.body`. An own check, because the
 * `standardwebhooks` package decodes the body to text before it hashes (so not the bytes that were sent), takes one
 * secret, and hashes in JavaScript, for an order of 5 KB some forty times slower than OpenSSL.
 */
import { createHash, createHmac, timingSafeEqual } from 'node:crypto';
import type { IncomingHttpHeaders } from 'node:http';
import { Refusal } from './problem.js';

const toleranceSeconds = 300;

export interface SignedHeaders {
  readonly id: string;
  readonly timestamp: string;
  readonly signature: string;
}

/** A secret is `whsec_` + base64, or plain text. */
export const keyOf = (secret: string): Buffer =>
  secret.startsWith('whsec_') ? Buffer.from(secret.slice(6), 'base64') : Buffer.from(secret, 'utf8');

/**
 * What can be refused before the body is read.
 * @throws Refusal
 */
export const readSignature = (headers: IncomingHttpHeaders, nowMs: number): SignedHeaders => {
  const id = headers['webhook-id'];
  const timestamp = headers['webhook-timestamp'];
  const signature = headers['webhook-signature'];
  if (typeof id !== 'string' || typeof timestamp !== 'string' || typeof signature !== 'string' || !id) {
    throw new Refusal('SIGNATURE_MISSING');
  }
  const ageSeconds = /^\d{1,12}$/.test(timestamp) ? Math.abs(Math.floor(nowMs / 1000) - +timestamp) : NaN;
  if (!(ageSeconds <= toleranceSeconds)) throw new Refusal('TIMESTAMP_REFUSED');
  return { id, timestamp, signature };
};

/**
 * Several keys, and several signatures in the header, let a secret be changed without losing a webhook.
 * @throws Refusal
 */
export const verifySignature = (
  { id, timestamp, signature }: SignedHeaders,
  body: Buffer,
  keys: readonly Buffer[],
): void => {
  const given = signature
    .split(' ')
    .filter((part) => part.startsWith('v1,'))
    .map((part) => Buffer.from(part.slice(3), 'base64'))
    .filter((mac) => mac.length === 32);
  const genuine = keys.some((key) => {
    // Node reads header bytes as latin1; the signature is over the bytes.
    const mac = createHmac('sha256', key).update(`${id}.${timestamp}.`, 'latin1').update(body).digest();
    return given.some((candidate) => timingSafeEqual(candidate, mac));
  });
  if (!genuine) throw new Refusal('SIGNATURE_REFUSED');
};

const digest = (text: string) => createHash('sha256').update(text, 'utf8').digest();

/**
 * Compares digests, so that neither content nor length shows in the time it takes.
 * @throws Refusal
 */
export const verifyToken = (given: string | string[] | undefined, token: string): void => {
  if (typeof given !== 'string' || !timingSafeEqual(digest(given), digest(token))) {
    throw new Refusal('TOKEN_REFUSED');
  }
};

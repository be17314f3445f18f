import { isUtf8 } from 'node:buffer';
import { bareEnvelope, entityTypeIn, entityTypeOf, openEnvelope, type Envelope } from './events/envelope.js';
import { Refusal } from './problem.js';
import type { Webhook } from './webhook.js';

export interface OpenedWebhook {
  readonly entityType: string;
  /** @throws Unmappable */
  envelope(): Envelope;
}

/** @throws Refusal when the body is not JSON, or no envelope at all. */
export const openWebhook = ({ id, event, body, receivedAt }: Webhook): OpenedWebhook => {
  const text = textOf(body);
  const json = objectIn(text);
  const entityType = event === null ? entityTypeIn(json) : entityTypeOf(event);
  if (entityType === undefined) throw new Refusal('NO_ENVELOPE');
  return {
    entityType,
    envelope: () =>
      id === null ? bareEnvelope(event ?? '', entityType, json, text, receivedAt) : openEnvelope(id, json),
  };
};

const textOf = (body: Buffer): string => {
  if (!isUtf8(body)) throw new Refusal('BODY_NOT_JSON');
  return body.toString('utf8');
};

const objectIn = (text: string): object => {
  let json: unknown;
  try {
    json = JSON.parse(text);
  } catch {
    throw new Refusal('BODY_NOT_JSON');
  }
  if (typeof json !== 'object' || json === null || Array.isArray(json)) throw new Refusal('NO_ENVELOPE');
  return json;
};

import { readFileSync, readdirSync } from 'node:fs';
import { join } from 'node:path';
import type { AddressEvent } from '#schemas/generated/address-event.js';
import type { CustomerEvent } from '#schemas/generated/customer-event.js';
import type { QuotationEvent } from '#schemas/generated/quotation-event.js';

const folder = new URL('../../../test/fixtures/medusa/records/', import.meta.url).pathname;

/** A record that the bridge made of a captured webhook. */
export type CapturedRecord = { readonly path: string; readonly key: string } & (
  | { readonly topic: 'medusa.customer.events.v1'; readonly event: CustomerEvent }
  | { readonly topic: 'medusa.address.events.v1'; readonly event: AddressEvent }
  | { readonly topic: 'medusa.quotation.events.v1'; readonly event: QuotationEvent }
);

/** Of every captured webhook its record, in the order in which it happened. */
export const capturedRecords = (): CapturedRecord[] =>
  readdirSync(folder, { recursive: true, encoding: 'utf8' })
    .filter((path) => path.endsWith('.json'))
    .map((path): CapturedRecord => ({
      ...(JSON.parse(readFileSync(join(folder, path), 'utf8')) as CapturedRecord),
      path,
    }))
    .sort((a, b) => a.event.occurredAt - b.event.occurredAt || a.path.localeCompare(b.path));

export const capturedOrders = (): (QuotationEvent & { readonly path: string })[] =>
  capturedRecords().flatMap((record) =>
    record.topic === 'medusa.quotation.events.v1' ? [{ ...record.event, path: record.path }] : [],
  );

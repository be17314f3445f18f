import type { IncomingHttpHeaders } from 'node:http';

/** A request whose sender is known to be the shop. */
export interface Webhook {
  /** The signed `webhook-id`; null for a bare body. */
  readonly id: string | null;
  /** Of a bare body: Medusa's event name, out of the address. */
  readonly event: string | null;
  readonly path: string;
  readonly headers: IncomingHttpHeaders;
  readonly body: Buffer;
  /** ms since 1970. */
  readonly receivedAt: number;
}

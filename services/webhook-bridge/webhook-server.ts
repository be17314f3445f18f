import { createServer, type IncomingMessage, type Server, type ServerResponse } from 'node:http';
import type { AddressInfo } from 'node:net';
import type { Logger } from '#libs/logging/logger.js';
import type { BridgeMetrics } from './bridge-metrics.js';
import { Refusal } from './problem.js';
import { readBody, SenderGone } from './read-body.js';
import type { Receipt, Webhook, WebhookReceiver } from './receive-webhook.js';
import { keyOf, readSignature, verifySignature, verifyToken } from './verify-signature.js';

export interface WebhookServerOptions {
  /** All are accepted, so that a secret can be changed without losing a webhook. */
  readonly secrets: readonly string[];
  /** Bare bodies are taken only if there is one. */
  readonly token?: string | undefined;
  readonly maxInFlight?: number;
  readonly maxBodyBytes?: number;
  readonly bodyTimeoutMs?: number;
  /** How long a refused sender may finish talking before it is cut off, so that it can read the answer. */
  readonly lingerMs?: number;
  readonly now?: () => number;
  /** Answers what is not a webhook (`/livez`, …), or says false. */
  readonly otherwise?: (request: IncomingMessage, response: ServerResponse) => boolean;
}

/** Verifies, hands over to the receiver, answers. */
export class WebhookServer {
  private readonly server: Server;
  private readonly keys: readonly Buffer[];
  private readonly token: string | undefined;
  private readonly maxInFlight: number;
  private readonly bodyLimits: { readonly maxBytes: number; readonly timeoutMs: number };
  private readonly lingerMs: number;
  private readonly now: () => number;
  private readonly otherwise: NonNullable<WebhookServerOptions['otherwise']>;
  private inFlight = 0;
  private stopping = false;

  constructor(
    private readonly receiver: Pick<WebhookReceiver, 'receive'>,
    private readonly metrics: BridgeMetrics,
    private readonly log: Logger,
    {
      secrets,
      token,
      maxInFlight = 1_000,
      maxBodyBytes = 256 * 1024,
      bodyTimeoutMs = 10_000,
      lingerMs = 1_000,
      now = Date.now,
      otherwise = () => false,
    }: WebhookServerOptions,
  ) {
    this.keys = secrets.map(keyOf);
    this.token = token;
    this.maxInFlight = maxInFlight;
    this.bodyLimits = { maxBytes: maxBodyBytes, timeoutMs: bodyTimeoutMs };
    this.lingerMs = lingerMs;
    this.now = now;
    this.otherwise = otherwise;
    this.server = createServer({ headersTimeout: bodyTimeoutMs, requestTimeout: 2 * bodyTimeoutMs });
    // Unread bodies are held per connection: this bounds the memory that strangers can make us use.
    this.server.maxConnections = 2 * maxInFlight;
    this.server.on('request', (request, response) => void this.respond(request, response));
  }

  listen(port: number, host: string): Promise<AddressInfo> {
    return new Promise((resolve, reject) => {
      this.server.once('error', reject);
      this.server.listen(port, host, () => resolve(this.server.address() as AddressInfo));
    });
  }

  /** Takes nothing new; resolves when what was begun has its answer, or was cut off at the deadline. */
  stop(deadlineMs: number): Promise<void> {
    this.stopping = true;
    return new Promise((resolve) => {
      const deadline = setTimeout(() => this.server.closeAllConnections(), deadlineMs);
      this.server.close(() => {
        clearTimeout(deadline);
        resolve();
      });
    });
  }

  private async respond(request: IncomingMessage, response: ServerResponse): Promise<void> {
    try {
      if (this.otherwise(request, response)) return;
      this.answer(request, response, 202, await this.accept(request));
    } catch (error) {
      if (error instanceof SenderGone) return this.metrics.answered('sender_gone');
      if (error instanceof Refusal) return this.answer(request, response, error.status, error);
      this.log.error({ error }, 'request failed by a bug');
      this.answer(request, response, 503, new Refusal('NOT_STORED', 'BUG', { 'retry-after': '5' }));
    }
  }

  /** Cheap refusals first: nothing of a stranger's is read or counted longer than it must be. */
  private async accept(request: IncomingMessage): Promise<Receipt> {
    const path = pathOf(request);
    const event = this.eventIn(path);
    if (request.method !== 'POST') throw new Refusal('METHOD_NOT_ALLOWED', undefined, { allow: 'POST' });
    if (!isPlainJson(request)) throw new Refusal('NOT_JSON_TYPE');
    if (this.stopping) throw new Refusal('SHUTTING_DOWN', undefined, { 'retry-after': '1' });
    this.refuseCrowds();

    const { headers } = request;
    const receivedAt = this.now();
    if (event !== null) {
      verifyToken(headers['x-webhook-token'], this.token ?? '');
      const body = await readBody(request, this.bodyLimits);
      return this.receive({ id: null, event, path, headers, body, receivedAt });
    }
    const signed = readSignature(headers, receivedAt);
    const body = await readBody(request, this.bodyLimits);
    verifySignature(signed, body, this.keys);
    return this.receive({ id: signed.id, event, path, headers, body, receivedAt });
  }

  private async receive(webhook: Webhook): Promise<Receipt> {
    this.refuseCrowds();
    this.metrics.inFlight(++this.inFlight);
    try {
      return await this.receiver.receive(webhook);
    } finally {
      this.metrics.inFlight(--this.inFlight);
    }
  }

  private refuseCrowds(): void {
    if (this.inFlight >= this.maxInFlight) {
      throw new Refusal('TOO_MANY_IN_FLIGHT', undefined, { 'retry-after': '1' });
    }
  }

  /** Null for the signed envelope, whose event name stands in the body. */
  private eventIn(path: string): string | null {
    if (path === '/webhooks/medusa') return null;
    const event = /^\/webhooks\/medusa\/([a-z0-9_.-]{1,100})$/i.exec(path)?.[1];
    if (!event || !this.token) throw new Refusal('NOT_FOUND');
    return event;
  }

  private answer(
    request: IncomingMessage,
    response: ServerResponse,
    status: number,
    content: Receipt | Refusal,
  ): void {
    const refused = content instanceof Refusal;
    this.metrics.answered(refused ? content.code : content.result);
    const body = JSON.stringify(content);
    response.writeHead(status, {
      'content-type': refused ? 'application/problem+json' : 'application/json',
      'content-length': Buffer.byteLength(body),
      ...(refused ? content.headers : {}),
      ...(this.stopping ? { connection: 'close' } : {}),
    });
    response.end(body);
    if (!request.complete) this.letFinish(request);
  }

  /** Closing at once would throw away the answer together with the rest of the body that is still on its way. */
  private letFinish(request: IncomingMessage): void {
    const cutOff = setTimeout(() => request.socket.destroy(), this.lingerMs);
    request.once('close', () => clearTimeout(cutOff));
    request.resume();
  }
}

const pathOf = (request: IncomingMessage): string => (request.url ?? '/').split('?', 1)[0] ?? '/';

const isPlainJson = ({ headers }: IncomingMessage): boolean =>
  /^application\/json\s*(;|$)/i.test(headers['content-type'] ?? '') &&
  /^(identity)?$/i.test(headers['content-encoding'] ?? '');

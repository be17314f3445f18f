import { createServer, type IncomingMessage, type Server, type ServerResponse } from 'node:http';
import type { Logger } from '#libs/logging/logger.js';
import { listen } from '#libs/service/listen.js';
import type { Route } from '#libs/service/ops-routes.js';
import type { Part } from '#libs/service/part.js';
import { answerProblem } from '#libs/service/problem.js';
import type { BridgeMetrics } from './bridge-metrics.js';
import { Refusal } from './problem.js';
import { readBody, SenderGone } from './read-body.js';
import type { Receipt, WebhookReceiver } from './receive-webhook.js';
import { keyOf, readSignature, verifySignature, verifyToken } from './verify-signature.js';
import type { Webhook } from './webhook.js';

export interface WebhookServerOptions {
  readonly host: string;
  /** 0 takes a free one. */
  readonly port: number;
  /** All are accepted, so that a secret can be changed without losing a webhook. */
  readonly secrets: readonly string[];
  /** Bare bodies are taken only if there is one. */
  readonly token?: string | undefined;
  readonly maxInFlight?: number;
  readonly maxBodyBytes?: number;
  readonly bodyTimeoutMs?: number;
  /** How long a refused sender may go on talking before it is cut off, so that it can read the answer. */
  readonly lingerMs?: number;
  /** When stopping: how long requests that were begun may take. */
  readonly finishMs?: number;
  readonly now?: () => number;
}

/** Verifies, hands over to the receiver, answers. */
export class WebhookServer implements Part {
  readonly name = 'webhooks';
  /** Where it listens, once it does. */
  url = '';
  private readonly server: Server;
  private readonly keys: readonly Buffer[];
  private readonly options: Required<WebhookServerOptions>;
  private inFlight = 0;
  private stopping = false;

  constructor(
    private readonly receiver: Pick<WebhookReceiver, 'receive'>,
    private readonly ops: Route,
    private readonly metrics: BridgeMetrics,
    private readonly log: Logger,
    options: WebhookServerOptions,
  ) {
    this.options = { ...defaults, token: undefined, ...options };
    this.keys = options.secrets.map(keyOf);
    const { bodyTimeoutMs, maxInFlight } = this.options;
    this.server = createServer({ headersTimeout: bodyTimeoutMs, requestTimeout: 2 * bodyTimeoutMs });
    // A body is held for each connection until it is complete: this bounds the memory that strangers can take.
    this.server.maxConnections = 2 * maxInFlight;
    this.server.on('request', (request, response) => void this.respond(request, response));
  }

  async start(): Promise<void> {
    this.url = await listen(this.server, this.options);
    this.log.info({ url: this.url }, 'listening');
  }

  /** Takes nothing new; resolves when what was begun has its answer, or was cut off at the deadline. */
  stop(): Promise<void> {
    this.stopping = true;
    return new Promise((resolve) => {
      const deadline = setTimeout(() => this.server.closeAllConnections(), this.options.finishMs);
      this.server.close(() => {
        clearTimeout(deadline);
        resolve();
      });
    });
  }

  private async respond(request: IncomingMessage, response: ServerResponse): Promise<void> {
    try {
      if (isOneWord(pathOf(request)) && this.ops(request, response)) return;
      this.acknowledge(response, await this.accept(request));
    } catch (error) {
      if (error instanceof SenderGone) return this.metrics.answered('sender_gone');
      if (!(error instanceof Refusal)) this.log.error({ error }, 'request failed by a bug');
      const refusal = error instanceof Refusal ? error : new Refusal('NOT_STORED', 'BUG', comeAgain(5));
      this.refuse(request, response, refusal);
    }
  }

  /** Cheap refusals first: nothing of a stranger's is read or counted longer than it must be. */
  private async accept(request: IncomingMessage): Promise<Receipt> {
    const { headers, method } = request;
    const path = pathOf(request);
    const event = this.eventIn(path);
    if (method !== 'POST') throw new Refusal('METHOD_NOT_ALLOWED', undefined, { allow: 'POST' });
    if (!isPlainJson(request)) throw new Refusal('NOT_JSON_TYPE');
    if (this.stopping) throw new Refusal('SHUTTING_DOWN', undefined, comeAgain(1));
    this.refuseCrowds();

    const receivedAt = this.options.now();
    if (event !== null) {
      verifyToken(headers['x-webhook-token'], this.options.token ?? '');
      const body = await this.bodyOf(request);
      return this.receive({ id: null, event, path, headers, body, receivedAt });
    }
    const signed = readSignature(headers, receivedAt);
    const body = await this.bodyOf(request);
    verifySignature(signed, body, this.keys);
    return this.receive({ id: signed.id, event, path, headers, body, receivedAt });
  }

  private bodyOf(request: IncomingMessage): Promise<Buffer> {
    const { maxBodyBytes: maxBytes, bodyTimeoutMs: timeoutMs } = this.options;
    return readBody(request, { maxBytes, timeoutMs });
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
    if (this.inFlight >= this.options.maxInFlight) {
      throw new Refusal('TOO_MANY_IN_FLIGHT', undefined, comeAgain(1));
    }
  }

  /** Null for the signed envelope, whose event name stands in the body. */
  private eventIn(path: string): string | null {
    if (path === '/webhooks/medusa') return null;
    const event = /^\/webhooks\/medusa\/([a-z0-9_.-]{1,100})$/i.exec(path)?.[1];
    if (!event || !this.options.token) throw new Refusal('NOT_FOUND');
    return event;
  }

  private acknowledge(response: ServerResponse, receipt: Receipt): void {
    this.metrics.answered(receipt.result);
    this.partWith(response);
    const body = JSON.stringify(receipt);
    response.writeHead(202, {
      'content-type': 'application/json',
      'content-length': Buffer.byteLength(body),
    });
    response.end(body);
  }

  /** A sender that kept its connection would keep us from stopping. */
  private partWith(response: ServerResponse): void {
    if (this.stopping) response.setHeader('connection', 'close');
  }

  private refuse(request: IncomingMessage, response: ServerResponse, refusal: Refusal): void {
    this.metrics.answered(refusal.code);
    this.partWith(response);
    answerProblem(response, refusal.toProblem(), refusal.headers);
    if (request.complete) return;
    // Closing at once would throw away the answer together with the rest of the body that is still on its way.
    const cutOff = setTimeout(() => request.socket.destroy(), this.options.lingerMs);
    request.once('close', () => clearTimeout(cutOff));
    request.resume();
  }
}

const defaults = {
  maxInFlight: 1_000,
  maxBodyBytes: 256 * 1024,
  bodyTimeoutMs: 10_000,
  lingerMs: 1_000,
  finishMs: 15_000,
  now: Date.now,
};

const comeAgain = (seconds: number) => ({ 'retry-after': String(seconds) });

const pathOf = ({ url = '/' }: IncomingMessage): string => url.split('?', 1)[0] ?? '/';

/** Only such paths are the operators'; a stranger's odd ones (`//`) are not worth anybody's parsing. */
const isOneWord = (path: string): boolean => /^\/\w*$/.test(path);

const isPlainJson = ({ headers }: IncomingMessage): boolean =>
  /^application\/json\s*(;|$)/i.test(headers['content-type'] ?? '') &&
  /^(identity)?$/i.test(headers['content-encoding'] ?? '');

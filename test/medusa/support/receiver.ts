import { createServer, type IncomingMessage, type Server, type ServerResponse } from 'node:http';
import type { AddressInfo } from 'node:net';
import { keyOf, readSignature, verifySignature } from '../../../services/webhook-bridge/verify-signature.js';
import { comparable, stateOf } from './told-state.js';

export interface Received {
  readonly type: string;
  readonly occurred_at: string;
  readonly event: { readonly data: { readonly id: string; readonly customer_id?: string } };
  readonly entity_type: string;
  readonly entity: (Record<string, unknown> & { updated_at: string }) | null;
}

/** What the receiver does with a webhook. */
export type Mood = 'takes' | 'refuses' | 'is busy' | 'hangs' | 'takes and drops the connection';

/** Stands for the bridge: checks signatures as the bridge does, keeps what it took, and can be told to misbehave. */
export class TestReceiver {
  readonly taken: Received[] = [];
  /** Forged, stale, two of one customer at once, or another state that is no newer by its `updated_at`. */
  readonly faults: string[] = [];
  mood: (webhook: Received) => Mood = () => 'takes';
  /** Of the webhooks that it took, also when it was told to forget them. */
  count = 0;
  /** What it heard last, by `customer cus_…`; an order's state may have come with its quote. */
  readonly last = new Map<string, Received>();
  private readonly open = new Map<string, number>();

  private constructor(
    private readonly server: Server,
    private readonly secret: string,
    private readonly mercyMs: number,
  ) {}

  /** @param mercyMs for a killed sender's connection to end: a small part of the deadline, for which a living one holds on */
  static async start(secret: string, mercyMs = 20): Promise<TestReceiver> {
    const server = createServer((request, response) => void receiver.receive(request, response));
    const receiver = new TestReceiver(server, secret, mercyMs);
    await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve));
    return receiver;
  }

  get url(): string {
    return `http://127.0.0.1:${(this.server.address() as AddressInfo).port}/webhooks/medusa`;
  }

  lastOf(entityType: string, id: string): Received | undefined {
    return this.last.get(`${entityType} ${id}`);
  }

  forget(): void {
    this.taken.length = 0;
    this.last.clear();
  }

  async stop(): Promise<void> {
    this.server.closeAllConnections();
    await new Promise((resolve) => this.server.close(resolve));
  }

  private async receive(request: IncomingMessage, response: ServerResponse): Promise<void> {
    const chunks: Buffer[] = [];
    for await (const chunk of request) chunks.push(chunk as Buffer);
    const body = Buffer.concat(chunks);
    try {
      verifySignature(readSignature(request.headers, Date.now()), body, [keyOf(this.secret)]);
    } catch (error) {
      this.faults.push(String(error));
      response.writeHead(401).end();
      return;
    }
    const webhook = JSON.parse(body.toString('utf8')) as Received;
    const customer = webhook.event.data.customer_id ?? webhook.event.data.id;
    // A sender that was killed amid its webhook is gone, but its connection may not have been seen to end.
    const end = Date.now() + this.mercyMs;
    while (this.openOf(customer) > 0 && Date.now() < end)
      await new Promise((resolve) => setTimeout(resolve, 5));
    const others = this.openOf(customer);
    if (others > 0) this.faults.push(`two webhooks of ${customer} at once`);
    this.open.set(customer, others + 1);
    // Before anybody hears an answer, so that the next one is not taken for its neighbour; or when the sender gave up.
    const over = () => this.open.set(customer, this.openOf(customer) - 1);
    this.answer(webhook, request, response, over);
  }

  private openOf(customer: string): number {
    return this.open.get(customer) ?? 0;
  }

  private answer(
    webhook: Received,
    request: IncomingMessage,
    response: ServerResponse,
    over: () => void,
  ): void {
    const mood = this.mood(webhook);
    if (mood === 'hangs') {
      request.socket.once('close', over);
      return;
    }
    over();
    if (mood === 'refuses') response.writeHead(400).end('{"code":"NO_ENVELOPE"}');
    else if (mood === 'is busy') response.writeHead(503, { 'retry-after': '1' }).end('{"code":"NOT_STORED"}');
    else {
      this.take(webhook);
      if (mood === 'takes') response.writeHead(202).end('{"result":"stored"}');
      else request.socket.destroy();
    }
  }

  private take(webhook: Received): void {
    this.count += 1;
    this.taken.push(webhook);
    const { entity_type, entity, event } = webhook;
    this.keep(entity_type, event.data.id, webhook);
    const order = entity_type === 'quote' ? (entity?.['order'] as Received['entity']) : undefined;
    if (order) this.keep('order', String(order['id']), { ...webhook, entity_type: 'order', entity: order });
  }

  private keep(kind: string, id: string, webhook: Received): void {
    const name = `${kind} ${id}`;
    const [before, now] = [this.last.get(name)?.entity, webhook.entity];
    if (before && now && Date.parse(now.updated_at) <= Date.parse(before.updated_at)) {
      const states = [comparable(stateOf(kind, before)), comparable(stateOf(kind, now))];
      if (states[0] !== states[1]) this.faults.push(`${name}: no newer than ${states.join(' was ')}`);
    }
    this.last.set(name, webhook);
  }
}

import { setTimeout as sleep } from 'node:timers/promises';
import { codeOf } from '#libs/errors/integration-error.js';
import type { Logger } from '#libs/logging/logger.js';
import type { Part } from '#libs/service/part.js';
import type { Envelope } from './events/envelope.js';
import type { TopicRoutes } from './topic-routes.js';

/** As much of the publisher as can tell whether Kafka is there. */
export interface Connectable {
  readonly ready: boolean;
  connect(): Promise<void>;
}

/** An order that is gone: the smallest webhook that each route can make an event of. */
const rehearsal: Envelope = {
  webhookId: 'rehearsal',
  identity: 'rehearsal',
  cause: 'rehearsal',
  occurredAt: 0,
  source: 'isthmus',
  entityType: 'order',
  row: null,
  named: { id: 'rehearsal', order_id: null, customer_id: null },
};

/**
 * Says whether a webhook could be stored now. It keeps asking while the answer is no, because a bridge that is not
 * ready gets no webhooks to find out by; and it has each route encode an event that nobody publishes, so that the
 * schema ids are known before the registry can go away.
 */
export class Readiness implements Part {
  readonly name = 'readiness';
  private rehearsed = false;
  private trouble = 'STARTING';
  private readonly stopped = new AbortController();

  constructor(
    private readonly publisher: Connectable,
    private readonly routes: TopicRoutes,
    private readonly log: Logger,
    private readonly intervalMs = 1_000,
  ) {}

  /** Resolves at once: without Kafka the bridge answers 503, which tells the sender more than no answer. */
  start(): Promise<void> {
    void this.keepAsking();
    return Promise.resolve();
  }

  stop(): Promise<void> {
    this.stopped.abort();
    return Promise.resolve();
  }

  notReady(): readonly string[] {
    if (this.stopped.signal.aborted) return ['SHUTTING_DOWN'];
    return this.rehearsed && this.publisher.ready ? [] : [this.trouble];
  }

  private async keepAsking(): Promise<void> {
    const { signal } = this.stopped;
    while (!signal.aborted) {
      if (this.notReady().length > 0) await this.ask();
      await sleep(this.intervalMs, undefined, { signal }).catch(() => undefined);
    }
  }

  private async ask(): Promise<void> {
    try {
      if (!this.publisher.ready) await this.publisher.connect();
      if (!this.rehearsed) await Promise.all([...this.routes.values()].map((route) => route(rehearsal)));
      this.rehearsed = true;
      // From now on nothing else can be missing.
      this.trouble = 'KAFKA_UNAVAILABLE';
      this.log.info({}, 'ready');
    } catch (error) {
      const code = codeOf(error);
      if (code !== this.trouble) this.log.warn({ code, error }, 'not ready');
      this.trouble = code;
    }
  }
}

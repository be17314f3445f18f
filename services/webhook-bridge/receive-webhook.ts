import { IntegrationError } from '#libs/errors/integration-error.js';
import type { Logger } from '#libs/logging/logger.js';
import type { OutgoingRecord, Publisher } from '#libs/messaging/message.js';
import type { BridgeMetrics } from './bridge-metrics.js';
import { traceparentIn } from './cloud-event-headers.js';
import type { Envelope } from './events/envelope.js';
import { Unmappable } from './events/unmappable.js';
import { openWebhook } from './open-webhook.js';
import { Refusal } from './problem.js';
import { rawRecord } from './raw-record.js';
import type { Route, TopicRoutes } from './topic-routes.js';
import type { Webhook } from './webhook.js';

export interface Receipt {
  readonly result: 'stored' | 'stored_raw' | 'ignored';
  /** The event's id, or the webhook's where no event was made. */
  readonly id: string | null;
}

/** One webhook, one record: the receipt is given only after Kafka has acknowledged it. */
export class WebhookReceiver {
  constructor(
    private readonly publisher: Publisher,
    private readonly routes: TopicRoutes,
    private readonly rawTopic: string,
    private readonly metrics: BridgeMetrics,
    private readonly log: Logger,
  ) {}

  /** @throws Refusal */
  async receive(webhook: Webhook): Promise<Receipt> {
    const { entityType, envelope } = openWebhook(webhook);
    const route = this.routes.get(entityType);
    if (!route) {
      this.metrics.ignored(entityType);
      return { result: 'ignored', id: webhook.id };
    }
    try {
      const record = await this.recordOf(webhook, route, envelope);
      await this.metrics.timed(this.publisher.publish(record));
      return record.topic === this.rawTopic
        ? { result: 'stored_raw', id: webhook.id }
        : { result: 'stored', id: String(record.headers['ce_id']) };
    } catch (error) {
      if (!(error instanceof IntegrationError)) throw error;
      this.log.warn(
        { code: error.code, webhookId: webhook.id },
        'webhook not stored, the sender will repeat',
      );
      throw new Refusal('NOT_STORED', error.code, { 'retry-after': '5' }, { cause: error });
    }
  }

  /** Whatever is wrong with a genuine webhook, the shop cannot mend it by sending it again: it is kept as it came. */
  private async recordOf(webhook: Webhook, route: Route, open: () => Envelope): Promise<OutgoingRecord> {
    try {
      return await route(open(), traceparentIn(webhook.headers));
    } catch (error) {
      if (error instanceof IntegrationError) throw error;
      if (error instanceof Unmappable) {
        this.log.warn({ webhookId: webhook.id, reason: error.message }, 'webhook unmappable, stored raw');
      } else {
        this.log.error({ webhookId: webhook.id, error }, 'webhook not mapped by a bug, stored raw');
      }
      return rawRecord(this.rawTopic, webhook, error);
    }
  }
}

import { Counter, Gauge, Histogram, type Registry } from 'prom-client';

export class BridgeMetrics {
  private readonly requests: Counter<'answer'>;
  private readonly ignoredEvents: Counter<'entity_type'>;
  private readonly publishSeconds: Histogram;
  private readonly waiting: Gauge;

  constructor(registry: Registry) {
    const registers = [registry];
    this.requests = new Counter({
      name: 'isthmus_bridge_requests_total',
      help: 'Webhook requests by answer: stored, stored_raw, ignored, or the code of the problem.',
      labelNames: ['answer'],
      registers,
    });
    this.ignoredEvents = new Counter({
      name: 'isthmus_bridge_ignored_events_total',
      help: 'Genuine webhooks about something that concerns nobody, by entity type.',
      labelNames: ['entity_type'],
      registers,
    });
    this.publishSeconds = new Histogram({
      name: 'isthmus_bridge_publish_seconds',
      help: 'From handing a record to the publisher until Kafka confirmed it, or did not.',
      buckets: [0.002, 0.005, 0.01, 0.025, 0.05, 0.1, 0.25, 0.5, 1, 2.5, 5, 10],
      registers,
    });
    this.waiting = new Gauge({
      name: 'isthmus_bridge_in_flight',
      help: 'Genuine webhooks that wait for Kafka.',
      registers,
    });
  }

  answered(answer: string): void {
    this.requests.inc({ answer });
  }

  ignored(entityType: string): void {
    // The sender chooses the type; it must not choose how many series we keep.
    this.ignoredEvents.inc({ entity_type: /^[a-z_]{1,40}$/.test(entityType) ? entityType : 'other' });
  }

  inFlight(count: number): void {
    this.waiting.set(count);
  }

  async timed(publishing: Promise<void>): Promise<void> {
    const stop = this.publishSeconds.startTimer();
    try {
      await publishing;
    } finally {
      stop();
    }
  }
}

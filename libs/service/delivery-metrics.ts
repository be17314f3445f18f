import { Counter, Gauge, Histogram, type Registry } from 'prom-client';
import type { ErrorCode } from '#libs/errors/catalogue.js';
import type { DeliveryObserver } from '#libs/messaging/delivery-observer.js';
import type { Outcome } from '#libs/messaging/message.js';
import type { Delivery } from '#libs/messaging/middleware.js';
import type { ServiceConsumer } from '#libs/messaging/service-consumer.js';

/** Longer than a scrape may wait for Kafka. */
const lagWithinMs = 2_000;

/** What a consuming service counts. Labels are codes and types, never keys or ids. */
export class DeliveryMetrics implements DeliveryObserver {
  private readonly outcomes: Counter<'outcome'>;
  private readonly seconds: Histogram;
  private readonly supersededRecords: Counter;
  private readonly parkedRecords: Counter<'cause'>;
  private readonly failedAttempts: Counter<'cause'>;

  constructor(private readonly registry: Registry) {
    const registers = [registry];
    this.outcomes = new Counter({
      name: 'isthmus_records_handled_total',
      help: 'Facts announced on the lifecycle topic, by their type.',
      labelNames: ['outcome'],
      registers,
    });
    this.seconds = new Histogram({
      name: 'isthmus_record_seconds',
      help: 'From taking a record to having announced what it made true.',
      buckets: [0.01, 0.05, 0.1, 0.25, 0.5, 1, 2.5, 5, 10, 60, 600],
      registers,
    });
    this.supersededRecords = new Counter({
      name: 'isthmus_records_superseded_total',
      help: 'Records older than what ERPNext already holds.',
      registers,
    });
    this.parkedRecords = new Counter({
      name: 'isthmus_records_parked_total',
      help: 'Records sent to the dead-letter topic, by the code of their cause.',
      labelNames: ['cause'],
      registers,
    });
    this.failedAttempts = new Counter({
      name: 'isthmus_attempts_failed_total',
      help: 'Attempts at a record that will be repeated, by the code of the failure.',
      labelNames: ['cause'],
      registers,
    });
  }

  handled(_delivery: Delivery, ms: number): void {
    this.seconds.observe(ms / 1000);
  }

  announced({ type }: Outcome): void {
    this.outcomes.inc({ outcome: type });
  }

  waited(cause: ErrorCode): void {
    this.failedAttempts.inc({ cause });
  }

  parked(cause: ErrorCode): void {
    this.parkedRecords.inc({ cause });
  }

  superseded(): void {
    this.supersededRecords.inc();
  }

  /** What a consumer is at is asked at each scrape, so that an age grows also while nothing happens. */
  observe(topic: string, consumer: Pick<ServiceConsumer, 'state' | 'lag'>): void {
    this.atScrape(
      { name: 'isthmus_records_unfinished', help: 'Records in hand: neither handled nor parked.' },
      [],
      (gauge) => gauge.set(consumer.state().unfinished),
    );
    this.atScrape(
      {
        name: 'isthmus_oldest_waiting_seconds',
        help: 'For how long the record that waits longest has been waiting, by the code of its last failure and what was seen of it.',
      },
      ['cause', 'symptom'],
      (gauge) => {
        for (const { cause, symptom, seconds } of consumer.state().oldestWaiting)
          gauge.set({ cause, ...(symptom !== undefined && { symptom }) }, seconds);
      },
    );
    this.atScrape(
      {
        name: 'isthmus_customers_waiting',
        help: 'Customers whose records wait, by the code of the last failure.',
      },
      ['cause'],
      (gauge) => {
        for (const { cause, customers } of consumer.state().oldestWaiting) gauge.set({ cause }, customers);
      },
    );
    this.atScrape(
      { name: 'isthmus_breaker_open', help: '1 while ERPNext counts as down, by the code of the reason.' },
      ['cause'],
      (gauge) => {
        const { breakerOpenedBy: cause } = consumer.state();
        if (cause) gauge.set({ cause }, 1);
      },
    );
    this.atScrape(
      { name: 'isthmus_stopped', help: '1 while the service takes no new work, by the code of the reason.' },
      ['code'],
      (gauge) => {
        const { stopped } = consumer.state();
        if (stopped) gauge.set({ code: stopped.code }, 1);
      },
    );
    this.atScrape(
      {
        name: 'isthmus_consumer_lag',
        help: 'Records between the committed offset and the end of the partition; absent while Kafka does not answer.',
      },
      ['topic', 'partition'],
      async (gauge) => {
        for (const [partition, lag] of await soon(consumer.lag())) gauge.set({ topic, partition }, lag);
      },
    );
  }

  private atScrape(
    about: { readonly name: string; readonly help: string },
    labelNames: readonly string[],
    read: (gauge: Gauge) => void | Promise<void>,
  ): void {
    new Gauge({
      ...about,
      labelNames: [...labelNames],
      registers: [this.registry],
      collect() {
        this.reset();
        return read(this);
      },
    });
  }
}

const soon = (lag: Promise<ReadonlyMap<number, number>>): Promise<ReadonlyMap<number, number>> => {
  const none = new Map<number, number>();
  return new Promise((resolve) => {
    const late = setTimeout(resolve, lagWithinMs, none);
    void lag
      .catch(() => none)
      .then((known) => {
        clearTimeout(late);
        resolve(known);
      });
  });
};

import { Counter, Gauge, type Registry } from 'prom-client';

export type BreakerState = 'closed' | 'half-open' | 'open';

/** A record that is neither finished nor parked after its first failure. */
export interface WaitingRecord {
  /** Code of the catalogue. */
  readonly cause: string;
  /** When it began to wait, ms since 1970. */
  readonly sinceMs: number;
}

export interface PartitionLag {
  readonly topic: string;
  readonly partition: number;
  /** Records between the committed offset and the end of the partition. */
  readonly lag: number;
}

/** What a consuming service counts. Labels are codes and types, never keys or ids. */
export class DeliveryMetrics {
  private readonly outcomes: Counter<'outcome'>;
  private readonly supersededRecords: Counter;
  private readonly parkedRecords: Counter<'cause'>;
  private readonly breakerState: Gauge<'state'>;
  private readonly stoppedFor: Gauge<'code'>;

  constructor(
    private readonly registry: Registry,
    private readonly now: () => number = Date.now,
  ) {
    const registers = [registry];
    this.outcomes = new Counter({
      name: 'isthmus_records_handled_total',
      help: 'Records that were handled and announced, by the outcome announced.',
      labelNames: ['outcome'],
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
    this.breakerState = new Gauge({
      name: 'isthmus_breaker_state',
      help: '1 for the state that the breaker before ERPNext is in.',
      labelNames: ['state'],
      registers,
    });
    this.stoppedFor = new Gauge({
      name: 'isthmus_stopped',
      help: '1 while the service takes no new work, by the code of the reason.',
      labelNames: ['code'],
      registers,
    });
    this.breaker('closed');
  }

  handled(outcome: string): void {
    this.outcomes.inc({ outcome });
  }

  superseded(): void {
    this.supersededRecords.inc();
  }

  parked(cause: string): void {
    this.parkedRecords.inc({ cause });
  }

  breaker(state: BreakerState): void {
    for (const each of ['closed', 'half-open', 'open'] as const) {
      this.breakerState.set({ state: each }, each === state ? 1 : 0);
    }
  }

  stopped(code: string): void {
    this.stoppedFor.set({ code }, 1);
  }

  resumed(): void {
    this.stoppedFor.reset();
  }

  /** Asked at each scrape, so that an age grows also when nothing happens. */
  observeWaiting(waiting: () => Iterable<WaitingRecord>): void {
    const { now } = this;
    const registers = [this.registry];
    new Gauge({
      name: 'isthmus_records_waiting',
      help: 'Records that failed and will be tried again, by the code of their last failure.',
      labelNames: ['cause'],
      registers,
      collect() {
        this.reset();
        for (const { cause } of waiting()) this.inc({ cause });
      },
    });
    new Gauge({
      name: 'isthmus_oldest_waiting_seconds',
      help: 'For how long the record that waits longest has been waiting, by the code of its last failure.',
      labelNames: ['cause'],
      registers,
      collect() {
        this.reset();
        for (const [cause, sinceMs] of oldest(waiting())) this.set({ cause }, (now() - sinceMs) / 1000);
      },
    });
  }

  observeLag(lags: () => Iterable<PartitionLag>): void {
    new Gauge({
      name: 'isthmus_consumer_lag',
      help: 'Records between the committed offset and the end of the partition.',
      labelNames: ['topic', 'partition'],
      registers: [this.registry],
      collect() {
        this.reset();
        for (const { topic, partition, lag } of lags()) this.set({ topic, partition }, lag);
      },
    });
  }
}

const oldest = (waiting: Iterable<WaitingRecord>): Map<string, number> => {
  const since = new Map<string, number>();
  for (const { cause, sinceMs } of waiting) since.set(cause, Math.min(sinceMs, since.get(cause) ?? sinceMs));
  return since;
};

import { Counter, Histogram, type Registry } from 'prom-client';

export interface ErpNextRequest {
  readonly method: string;
  /** Absent for a call of a method. */
  readonly doctype?: string;
  /** HTTP status, or what happened instead of an answer: `timeout`, `network`. */
  readonly status: number | string;
  readonly ms: number;
}

/** What a service asked of ERPNext, how it was answered, and how long that took. */
export class ErpNextMetrics {
  private readonly requests: Counter<'method' | 'doctype' | 'status'>;
  private readonly seconds: Histogram<'method'>;

  constructor(registry: Registry) {
    this.requests = new Counter({
      name: 'isthmus_erpnext_requests_total',
      help: 'Requests to ERPNext by verb, DocType and status of the answer.',
      labelNames: ['method', 'doctype', 'status'],
      registers: [registry],
    });
    this.seconds = new Histogram({
      name: 'isthmus_erpnext_request_seconds',
      help: 'How long ERPNext took to answer.',
      labelNames: ['method'],
      buckets: [0.01, 0.025, 0.05, 0.1, 0.25, 0.5, 1, 2.5, 5, 10, 30],
      registers: [registry],
    });
  }

  requested({ method, doctype = '', status, ms }: ErpNextRequest): void {
    this.requests.inc({ method, doctype, status });
    this.seconds.observe({ method }, ms / 1000);
  }
}

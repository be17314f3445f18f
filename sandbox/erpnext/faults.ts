import { html, json, type Answer } from './api/call.js';
import { errorAnswer } from './api/error-answer.js';
import { crashed, ErpNextError, refused } from './engine/errors.js';

export const faultKinds = [
  'latency',
  'rate-limited',
  'session-stopped',
  'read-only',
  'database-down',
  'deadlock',
  'lock-wait',
  'bad-gateway',
  'timestamp-mismatch',
  'unauthorized',
  'answer-lost',
  'page-after-write',
  'hang',
  'down',
] as const;

export type FaultKind = (typeof faultKinds)[number];

/** What goes wrong, and for which requests; what is left out means "any" or "always". */
export interface FaultSpec {
  kind: FaultKind;
  method?: string;
  doctype?: string;
  /** A regular expression over the path. */
  path?: string;
  /** Only so many requests are hit, then the fault is spent. */
  count?: number;
  /** Share of the matching requests that are hit, drawn from `seed`. */
  probability?: number;
  seed?: number;
  /** latency: milliseconds, or a range with `maxMs`. */
  ms?: number;
  maxMs?: number;
  /** deadlock: MySQL's 1213 (deadlock) or 1020 (record has changed). */
  errno?: 1213 | 1020;
  retryAfterSeconds?: number;
}

export interface FaultyRequest {
  method: string;
  path: string;
  doctype: string | undefined;
}

/** A fault that is switched on; `hits` says how often it struck. */
export class Fault {
  hits = 0;
  private readonly draw: () => number;
  private readonly pathPattern: RegExp | undefined;

  constructor(
    readonly id: number,
    readonly spec: FaultSpec,
  ) {
    this.draw = seeded(spec.seed ?? 1);
    this.pathPattern = spec.path === undefined ? undefined : new RegExp(spec.path);
  }

  strikes(request: FaultyRequest): boolean {
    const { method, doctype, count = Infinity, probability = 1 } = this.spec;
    if (this.hits >= count) return false;
    if (method !== undefined && method.toUpperCase() !== request.method) return false;
    if (doctype !== undefined && doctype !== request.doctype) return false;
    if (this.pathPattern && !this.pathPattern.test(request.path)) return false;
    if (probability < 1 && this.draw() >= probability) return false;
    this.hits += 1;
    return true;
  }

  latencyMs(): number {
    const { ms = 0, maxMs = ms } = this.spec;
    return ms + this.draw() * (maxMs - ms);
  }
}

/** The faults that are switched on, in the order in which they were. */
export class Faults {
  private faults: Fault[] = [];
  private lastId = 0;

  add(spec: FaultSpec): Fault {
    if (!faultKinds.includes(spec.kind))
      throw new Error(`unknown fault "${spec.kind}": ${faultKinds.join(', ')}`);
    this.lastId += 1;
    const fault = new Fault(this.lastId, spec);
    this.faults.push(fault);
    return fault;
  }

  remove(id: number): void {
    this.faults = this.faults.filter((fault) => fault.id !== id);
  }

  clear(): void {
    this.faults = [];
  }

  list(): readonly Fault[] {
    return this.faults;
  }

  /** The faults that hit this request: every latency, and the first of the others. */
  striking(request: FaultyRequest): { latencyMs: number; fault: Fault | undefined } {
    let latencyMs = 0;
    let fault: Fault | undefined;
    for (const candidate of this.faults) {
      const latency = candidate.spec.kind === 'latency';
      if ((!latency && fault) || !candidate.strikes(request)) continue;
      if (latency) latencyMs += candidate.latencyMs();
      else fault = candidate;
    }
    return { latencyMs, fault };
  }
}

/** The answer of a fault, instead of the work or after it; undefined for a fault that leaves the caller without one. */
export function faultAnswer({ kind, errno = 1213, retryAfterSeconds = 1 }: FaultSpec): Answer | undefined {
  switch (kind) {
    case 'rate-limited': {
      const seconds = String(retryAfterSeconds);
      const headers = { 'Retry-After': seconds, 'X-RateLimit-Reset': seconds, 'X-RateLimit-Remaining': '0' };
      return { ...answerOf(new ErpNextError(429, 'TooManyRequestsError', '')), headers };
    }
    case 'session-stopped':
      return answerOf(new ErpNextError(503, 'SessionStopped', 'Session Stopped'));
    case 'read-only':
      return answerOf(refused('InReadOnlyMode', 'Site is running in read only mode', 503));
    case 'database-down':
      return answerOf(crashed('OperationalError', databaseDownText, 'pymysql.err'));
    case 'deadlock':
      return answerOf(crashed('QueryDeadlockError', deadlockText[errno], 'frappe.exceptions'));
    case 'lock-wait':
      return answerOf(crashed('QueryTimeoutError', lockWaitText, 'frappe.exceptions'));
    case 'bad-gateway':
      return html(502, 'Bad Gateway', 'nginx');
    case 'page-after-write':
      return html(500, 'Internal Server Error', '');
    case 'timestamp-mismatch':
      return answerOf(
        refused('TimestampMismatchError', 'Error: Document has been modified after you have opened it'),
      );
    case 'unauthorized':
      return json(401, {
        exception: 'frappe.exceptions.AuthenticationError',
        exc_type: 'AuthenticationError',
      });
    case 'latency':
    case 'answer-lost':
    case 'hang':
    case 'down':
      return undefined;
  }
}

const deadlockText = {
  1213: "(1213, 'Deadlock found when trying to get lock; try restarting transaction')",
  1020: `(1020, "Record has changed since last read in table 'tabSeries'")`,
};
const databaseDownText = "(2003, \"Can't connect to MySQL server on '127.0.0.1'\")";
const lockWaitText = "(1205, 'Lock wait timeout exceeded; try restarting transaction')";

const answerOf = (error: ErpNextError) => errorAnswer(error);

// mulberry32: small, and the same draws for the same seed on every machine.
function seeded(seed: number): () => number {
  let state = seed;
  return () => {
    state = (state + 0x6d2b79f5) | 0;
    let t = Math.imul(state ^ (state >>> 15), 1 | state);
    t = (t + Math.imul(t ^ (t >>> 7), 61 | t)) ^ t;
    return ((t ^ (t >>> 14)) >>> 0) / 4294967296;
  };
}

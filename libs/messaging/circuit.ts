import {
  circuitBreaker,
  CircuitState,
  ConsecutiveBreaker,
  DelegateBackoff,
  handleWhen,
  isBrokenCircuitError,
} from 'cockatiel';
import { DeliveryStopped } from './middleware.js';

export interface CircuitOptions {
  /** Failures that say something about everybody's next attempt. */
  readonly opensOn: (error: Error) => boolean;
  /** So many of them in a row, counted over all lanes. */
  readonly after: number;
  /** Between two probes; doubles up to the maximum. */
  readonly probeMinMs: number;
  readonly probeMaxMs: number;
}

export interface RunOptions {
  readonly stop: AbortSignal;
  /** Told when the call is held back, and why. */
  readonly onHeld: (openedBy: Error) => void;
}

interface Held {
  release(): void;
}

/**
 * Closed, it lets every call through. After enough failures it opens: calls are held, in the order in which they came,
 * and one after the other is let through as a probe; a probe that gets an answer closes it for all. A probe that fails
 * goes to the end, so that no single record decides for everybody.
 */
export class Circuit {
  private readonly policy;
  private readonly held: Held[] = [];
  private probeTimer: NodeJS.Timeout | undefined;
  private probeDue = false;
  private reason = new Error('never opened');
  private readonly openedListeners: ((by: Error) => void)[] = [];
  private readonly closedListeners: (() => void)[] = [];

  constructor({ opensOn, after, probeMinMs, probeMaxMs }: CircuitOptions) {
    let probeMs = probeMinMs;
    this.policy = circuitBreaker(handleWhen(opensOn), {
      breaker: new ConsecutiveBreaker(after),
      halfOpenAfter: new DelegateBackoff(
        ({ attempt }) => (probeMs = Math.min(probeMaxMs, probeMinMs * 2 ** (attempt - 1))),
      ),
    });
    this.policy.onBreak((broken) => {
      if ('error' in broken) this.reason = broken.error;
      for (const tell of this.openedListeners) tell(this.reason);
      this.probeIn(probeMs);
    });
    this.policy.onReset(() => {
      for (const tell of this.closedListeners) tell();
      for (const waiter of this.held.splice(0)) waiter.release();
    });
  }

  /** The failure that opened it, while it is open. */
  get openedBy(): Error | undefined {
    return this.policy.state === CircuitState.Closed ? undefined : this.reason;
  }

  /** Told of each failure that opens it or keeps it open. */
  onOpened(tell: (by: Error) => void): void {
    this.openedListeners.push(tell);
  }

  onClosed(tell: () => void): void {
    this.closedListeners.push(tell);
  }

  /** @throws DeliveryStopped when told to stop while held. */
  async run<T>(work: () => Promise<T>, { stop, onHeld }: RunOptions): Promise<T> {
    for (;;) {
      if (this.openedBy && !this.takeProbe()) {
        onHeld(this.openedBy);
        await this.turn(stop);
      }
      try {
        return await this.policy.execute(work);
      } catch (error) {
        if (!isBrokenCircuitError(error)) throw error;
        // Timers and clocks differ by a millisecond: the probe came a hair too early.
        this.probeIn(5);
      }
    }
  }

  private turn(stop: AbortSignal): Promise<void> {
    return new Promise((resolve, reject) => {
      const waiter = {
        release: () => {
          stop.removeEventListener('abort', stopped);
          resolve();
        },
      };
      const stopped = () => {
        this.held.splice(this.held.indexOf(waiter), 1);
        reject(new DeliveryStopped());
      };
      if (stop.aborted) return reject(new DeliveryStopped());
      stop.addEventListener('abort', stopped, { once: true });
      this.held.push(waiter);
    });
  }

  private takeProbe(): boolean {
    const due = this.probeDue;
    this.probeDue = false;
    return due;
  }

  private probeIn(ms: number): void {
    clearTimeout(this.probeTimer);
    this.probeDue = false;
    this.probeTimer = setTimeout(() => {
      const first = this.held.shift();
      if (first) first.release();
      else this.probeDue = true;
    }, ms);
    this.probeTimer.unref();
  }
}

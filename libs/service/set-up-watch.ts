import { setTimeout as sleep } from 'node:timers/promises';
import type { SetUpCheck } from '#libs/erpnext/set-up-check.js';
import { codeOf } from '#libs/errors/integration-error.js';
import type { Logger } from '#libs/logging/logger.js';
import type { Part } from './part.js';

/** Says at start, and until it is mended, what the site lacks, whether or not a record comes to find it out. */
export class SetUpWatch implements Part {
  readonly name = 'set-up check';
  private trouble: string | undefined = 'SET_UP_UNKNOWN';
  private readonly stopped = new AbortController();

  constructor(
    private readonly check: SetUpCheck,
    private readonly log: Logger,
    private readonly askAgainMs: number,
  ) {}

  /** For `/readyz`: the code of what is wrong with the site. */
  notReady(): readonly string[] {
    return this.trouble === undefined ? [] : [this.trouble];
  }

  /** Resolves at once: records wait in their lanes meanwhile. */
  start(): Promise<void> {
    void this.keepAsking();
    return Promise.resolve();
  }

  stop(): Promise<void> {
    this.stopped.abort();
    return Promise.resolve();
  }

  private async keepAsking(): Promise<void> {
    const { signal } = this.stopped;
    while (!signal.aborted && this.trouble !== undefined) {
      try {
        await this.check.passed();
        this.trouble = undefined;
        this.log.info({}, 'ERPNext has all that is needed');
      } catch (error) {
        if (signal.aborted) return;
        this.trouble = codeOf(error);
        this.log.error({ code: this.trouble, error }, 'ERPNext can not be worked with yet');
        await sleep(this.askAgainMs, undefined, { signal }).catch(() => undefined);
      }
    }
  }
}

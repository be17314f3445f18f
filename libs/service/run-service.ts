import { setTimeout as sleep } from 'node:timers/promises';
import type { Logger } from '#libs/logging/logger.js';
import type { Part } from './part.js';

export interface Service {
  readonly log: Logger;
  /** In the order in which they start; they stop the other way round. */
  readonly parts: readonly Part[];
  /** What it reads and writes and where, for the operator who starts it. No credentials. */
  readonly about: Readonly<Record<string, string | number>>;
  readonly shutdownDeadlineMs?: number;
}

/** The few things that a service needs of its process; a test brings its own. */
export interface HostProcess {
  on(event: string, listener: (reason: unknown) => void): unknown;
  exit(code: number): void;
}

/**
 * Starts the parts, and stops them on SIGTERM, SIGINT, or when one gives up. The process ends 0 when all of them
 * stopped in time after a signal, else 1: an orchestrator then knows that the start must be tried again.
 */
export const runService = async (
  { log, parts, about, shutdownDeadlineMs = 25_000 }: Service,
  host: HostProcess = process,
): Promise<void> => {
  const started: Part[] = [];
  let ending: Promise<void> | undefined;

  const stopAll = async (): Promise<boolean> => {
    let clean = true;
    for (const part of [...started].reverse()) {
      try {
        await part.stop();
      } catch (error) {
        clean = false;
        log.error({ error, part: part.name }, 'part did not stop cleanly');
      }
    }
    return clean;
  };

  const end = (code: number): Promise<void> => {
    ending ??= (async () => {
      const finished = new AbortController();
      const { signal } = finished;
      const late = sleep(shutdownDeadlineMs, 'late' as const, { signal }).catch(() => 'late' as const);
      const stopped = await Promise.race([stopAll(), late]);
      finished.abort();
      if (stopped === 'late') log.error({ shutdownDeadlineMs }, 'not stopped in time');
      else log.info({ clean: stopped }, 'stopped');
      host.exit(stopped === true ? code : 1);
    })();
    return ending;
  };

  const fail = (message: string) => (error: unknown) => {
    log.error({ error }, message);
    void end(1);
  };

  for (const signal of ['SIGTERM', 'SIGINT']) {
    host.on(signal, () => {
      log.info({ signal }, 'stopping');
      void end(0);
    });
  }
  host.on('uncaughtException', fail('uncaught error'));
  host.on('unhandledRejection', fail('unhandled rejection'));

  log.info(about, 'starting');
  try {
    for (const part of parts) {
      if (ending) break;
      started.push(part);
      await part.start();
      void part.gaveUp?.then((error) => {
        log.error({ error, part: part.name }, 'part gave up');
        return end(1);
      });
    }
    if (!ending) log.info({}, 'started');
  } catch (error) {
    log.error({ error }, 'could not start');
    await end(1);
  }
};

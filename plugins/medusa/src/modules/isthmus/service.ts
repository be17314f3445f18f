import { container as app } from '@medusajs/framework';
import type { ConfigModule, Logger } from '@medusajs/framework/types';
import { ContainerRegistrationKeys } from '@medusajs/framework/utils';
import { beginImport, type ImportProgress, type ImportRequest } from '../../outbox/imports.js';
import type { SqlPool } from '../../outbox/sql.js';
import { outboxStatus, retryNow, type OutboxStatus } from '../../outbox/status.js';
import { readOptions, type Settings } from '../../options.js';
import { openPool } from './connect.js';
import { Sender } from './sender.js';

/** What admin routes and scripts ask for, and the life of the relay in this process. */
export class IsthmusService {
  readonly settings: Settings;
  private readonly log: Logger;
  private pool: (SqlPool & { end(): Promise<void> }) | undefined;
  private sender: Sender | undefined;

  constructor({ logger }: { logger: Logger }, options: Record<string, unknown>) {
    this.settings = readOptions(options ?? {});
    this.log = logger;
  }

  readonly __hooks = {
    // Medusa does not say what goes wrong in here.
    onApplicationStart: (): Promise<void> =>
      this.startSending().catch((error: unknown) => this.log.error('Isthmus does not send', error as Error)),
    onApplicationPrepareShutdown: async (): Promise<void> => {
      await this.sender?.stop();
    },
    onApplicationShutdown: async (): Promise<void> => {
      await this.pool?.end();
    },
  };

  private async startSending(): Promise<void> {
    const { projectConfig } = app.resolve<ConfigModule>(ContainerRegistrationKeys.CONFIG_MODULE);
    if (this.settings.relay === 'off' || projectConfig.workerMode === 'server') return;
    this.sender = new Sender(app, this.settings, this.sql, this.log);
    await this.sender.start();
    this.log.info(`Isthmus sends the shop's changes to ${new URL(this.settings.url).origin}`);
  }

  status(): Promise<OutboxStatus> {
    return outboxStatus(this.sql);
  }

  beginImport(request: ImportRequest): Promise<ImportProgress> {
    return beginImport(this.sql, request);
  }

  retryNow(): Promise<number> {
    return retryNow(this.sql);
  }

  private get sql(): SqlPool {
    return (this.pool ??= openPool(app, this.settings.concurrency + 2));
  }
}

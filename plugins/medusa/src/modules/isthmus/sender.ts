import { createRequire } from 'node:module';
import type { IOrderModuleService, Logger, MedusaContainer } from '@medusajs/framework/types';
import { ContainerRegistrationKeys, Modules } from '@medusajs/framework/utils';
import { advanceImport } from '../../outbox/imports.js';
import { PgOutbox } from '../../outbox/pg-outbox.js';
import type { SqlPool } from '../../outbox/sql.js';
import { watchedFor } from '../../outbox/watched.js';
import type { Settings } from '../../options.js';
import { HttpReceiver } from '../../relay/receiver.js';
import { Relay } from '../../relay/relay.js';
import type { Query } from '../../rows/query.js';
import { tell, type Shop } from '../../rows/tell.js';
import { Bell } from './bell.js';
import { openConnection } from './connect.js';

/** The relay with everything it needs, in one process of the shop. */
export class Sender {
  private readonly relay: Relay;
  private readonly bell: Bell;
  private importing: Promise<void> | undefined;
  private timer: NodeJS.Timeout | undefined;

  constructor(
    app: MedusaContainer,
    private readonly settings: Settings,
    private readonly pool: SqlPool,
    private readonly log: Logger,
  ) {
    const outbox = new PgOutbox(pool, settings.retentionDays);
    const shop: Shop = {
      query: app.resolve(ContainerRegistrationKeys.QUERY) as unknown as Query,
      previewOrder: (id) => app.resolve<IOrderModuleService>(Modules.ORDER).previewOrderChange(id),
      quotes: settings.quotes,
      versionAt: (entityType, id) => outbox.versionAt(entityType, id),
    };
    this.relay = new Relay({
      outbox,
      receiver: new HttpReceiver(settings),
      tell: (change) => tell(change, shop),
      source: { system: 'medusa', version: medusaVersion() },
      log,
      concurrency: settings.concurrency,
      pollMs: settings.pollMs,
    });
    this.bell = new Bell(
      () => openConnection(app),
      () => this.wake(),
    );
  }

  async start(): Promise<void> {
    this.relay.start();
    await this.bell.start();
    this.timer = setInterval(() => this.import(), this.settings.pollMs);
  }

  async stop(): Promise<void> {
    clearInterval(this.timer);
    await this.bell.stop();
    await this.importing;
    await this.relay.stop();
  }

  private wake(): void {
    this.import();
    this.relay.wake();
  }

  private import(): void {
    this.importing ??= this.advanceImports().finally(() => (this.importing = undefined));
  }

  private async advanceImports(): Promise<void> {
    const { entities } = watchedFor(this.settings.send, this.settings.quotes);
    try {
      while (await advanceImport(this.pool, entities)) this.relay.wake();
    } catch (error) {
      this.log.warn(`Isthmus cannot go on with an import: ${error instanceof Error ? error.message : error}`);
    }
  }
}

const medusaVersion = (): string => {
  const { version } = createRequire(import.meta.url)('@medusajs/medusa/package.json') as { version: string };
  return version;
};

import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { eventually } from '../../support/eventually.js';
import { openDatabase, type Database } from './database.js';
import { shopFolder } from './folders.js';
import { PostgresServer } from './postgres-server.js';
import { TestReceiver } from './receiver.js';
import { ShopApi, type Seed } from './shop-api.js';
import { installShop, medusaCommand } from './shop-install.js';
import { ShopProcess } from './shop-process.js';

const secret = 'whsec_dGhlLXNlY3JldC1vZi10aGUtdGVzdC1zaG9w';
const seedFile = join(shopFolder, 'shop-seed.json');

interface Ground {
  readonly postgres: PostgresServer;
  readonly seed: Seed;
}

let shared: Promise<Ground> | undefined;
let databases = 0;

/** One server with two seeded databases, which each shop starts with a copy of. */
export const ground = (): Promise<Ground> => (shared ??= prepareGround());

const migrate = (env: Record<string, string>) => medusaCommand(['db:migrate', '--skip-scripts'], env);

const prepareGround = async (): Promise<Ground> => {
  await installShop();
  const postgres = await PostgresServer.start();
  const env = { DATABASE_URL: await postgres.create('stock'), SEED_FILE: seedFile };
  await migrate(env);
  await medusaCommand(['exec', './src/scripts/seed.js'], env);
  // As a shop gets the plugin: later.
  await migrate({
    DATABASE_URL: await postgres.create('with_plugin', 'stock'),
    ISTHMUS_URL: 'http://127.0.0.1:9/',
    ISTHMUS_SECRETS: secret,
  });
  return { postgres, seed: JSON.parse(readFileSync(seedFile, 'utf8')) as Seed };
};

after(async function () {
  this.timeout(30_000);
  await (await shared)?.postgres.stop();
});

export interface ShopOptions {
  /** Without the plugin's tables and triggers. */
  readonly stock?: boolean;
  /** Of the plugin, beside address and secret. */
  readonly options?: object;
  readonly env?: Record<string, string>;
}

/** A seeded shop with a database and a receiver of its own. */
export class Shop {
  private readonly processes: ShopProcess[] = [];

  private constructor(
    readonly postgres: PostgresServer,
    readonly database: Database,
    readonly receiver: TestReceiver,
    private readonly seed: Seed,
    private readonly env: Record<string, string>,
  ) {}

  static async open({ stock = false, options = {}, env = {} }: ShopOptions = {}): Promise<Shop> {
    const { postgres, seed } = await ground();
    const url = await postgres.create(`shop_${(databases += 1)}`, stock ? 'stock' : 'with_plugin');
    const receiver = await TestReceiver.start(secret);
    return new Shop(postgres, openDatabase(url), receiver, seed, {
      DATABASE_URL: url,
      ISTHMUS_URL: receiver.url,
      ISTHMUS_SECRETS: `${secret},the-next-secret`,
      ISTHMUS_OPTIONS: JSON.stringify({ quotes: 'plain', pollMs: 500, deadlineMs: 2_000, ...options }),
      ...env,
    });
  }

  /** Of its database. */
  get url(): string {
    return this.env['DATABASE_URL'] ?? '';
  }

  migrate(): Promise<string> {
    return migrate(this.env);
  }

  async start(env: Record<string, string> = {}): Promise<ShopApi> {
    const process = await this.launch(env);
    await process.ready();
    return this.apiOf(process);
  }

  /** One more instance, which does not serve yet. */
  async launch(env: Record<string, string> = {}): Promise<ShopProcess> {
    const process = await ShopProcess.launch({ ...this.env, ...env });
    this.processes.push(process);
    return process;
  }

  apiOf({ url }: ShopProcess): ShopApi {
    return new ShopApi(url, this.seed);
  }

  exec(...args: string[]): Promise<string> {
    return medusaCommand(['exec', ...args], this.env);
  }

  async kill(): Promise<void> {
    await Promise.all(this.processes.splice(0).map((process) => process.kill()));
  }

  async stop(): Promise<void> {
    await Promise.all(this.processes.splice(0).map((process) => process.stop()));
  }

  async close(): Promise<void> {
    await this.stop();
    await this.receiver.stop();
    await this.database.close();
  }

  /** Nothing waits in the outbox any more. */
  drained(withinMs = 45_000): Promise<void> {
    return eventually(
      async () => {
        const waiting = await this.database.query<{ entity_type: string; last_error: string | null }>(
          'select entity_type, entity_id, attempts, last_error from isthmus_outbox where sent_at is null',
        );
        if (waiting.length > 0) throw new Error(`not sent: ${JSON.stringify(waiting.slice(0, 5))}`);
      },
      { withinMs },
    );
  }
}

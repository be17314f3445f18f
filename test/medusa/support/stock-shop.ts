import { cpSync, mkdirSync, rmSync, symlinkSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { root, shopFolder } from './folders.js';
import { ShopApi, type Seed } from './shop-api.js';
import { medusaCommand } from './shop-install.js';
import { ShopProcess } from './shop-process.js';
import { ground } from './shop.js';

const folder = `${root}.run/stock-shop`;

/** What `create-medusa-app` writes, but in JavaScript, which needs no loader, and without the dashboard. */
const config = (plugins: string): string => `
const { defineConfig, loadEnv } = require('@medusajs/framework/utils');

loadEnv(process.env.NODE_ENV || 'development', process.cwd());

module.exports = defineConfig({
  projectConfig: {
    databaseUrl: process.env.DATABASE_URL,
    http: {
      storeCors: process.env.STORE_CORS,
      adminCors: process.env.ADMIN_CORS,
      authCors: process.env.AUTH_CORS,
      jwtSecret: process.env.JWT_SECRET || 'supersecret',
      cookieSecret: process.env.COOKIE_SECRET || 'supersecret',
    },
  },
  admin: { disable: true },
${plugins}
});
`;

/** A shop as its developer has it, in a folder of its own. */
export class StockShop {
  private process: ShopProcess | undefined;

  private constructor(
    private readonly seed: Seed,
    private readonly env: Record<string, string>,
  ) {}

  static async open(): Promise<StockShop> {
    const { postgres, seed } = await ground();
    rmSync(folder, { recursive: true, force: true });
    mkdirSync(folder, { recursive: true });
    cpSync(join(shopFolder, 'package.json'), join(folder, 'package.json'));
    // The packages of the other shop, the packed plugin among them; the 700 MB are not installed twice.
    symlinkSync(join(shopFolder, 'node_modules'), join(folder, 'node_modules'));
    const shop = new StockShop(seed, {
      DATABASE_URL: await postgres.create('stock_shop', 'stock'),
      STORE_CORS: 'http://localhost:8000',
      ADMIN_CORS: 'http://localhost:9000',
      AUTH_CORS: 'http://localhost:8000,http://localhost:9000',
    });
    shop.configure('');
    return shop;
  }

  /** Puts these lines into its configuration, and these variables into its environment. */
  configure(lines: string, env: Record<string, string> = {}): void {
    writeFileSync(join(folder, 'medusa-config.js'), config(lines));
    Object.assign(this.env, env);
  }

  /** A command of its developer, `npx medusa …`. */
  type(command: string): Promise<string> {
    return medusaCommand(command.split(' ').slice(2), this.env, folder);
  }

  async start(): Promise<ShopApi> {
    this.process = await ShopProcess.launch(this.env, folder);
    await this.process.ready();
    return new ShopApi(this.process.url, this.seed);
  }

  async stop(): Promise<void> {
    await this.process?.stop();
  }
}

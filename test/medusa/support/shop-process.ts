import { spawn, type ChildProcess } from 'node:child_process';
import { once } from 'node:events';
import { createWriteStream } from 'node:fs';
import { join } from 'node:path';
import { freePort } from '../../../sandbox/servers/free-port.js';
import { shopFolder } from './folders.js';
import { medusa, medusaEnv } from './shop-install.js';

/** The shop as it runs in production: a process of its own. */
export class ShopProcess {
  private constructor(
    readonly url: string,
    private readonly child: ChildProcess,
  ) {}

  /** Does not wait until it serves. */
  static async launch(env: Record<string, string>, folder = shopFolder): Promise<ShopProcess> {
    const port = await freePort();
    const child = spawn(process.execPath, [medusa, 'start', '--host', '127.0.0.1', '--port', `${port}`], {
      cwd: folder,
      env: { PATH: process.env['PATH'], ...medusaEnv, ...env },
      stdio: ['ignore', 'pipe', 'pipe'],
    });
    const log = createWriteStream(join(shopFolder, 'server.log'), { flags: 'a' });
    child.stdout.pipe(log);
    child.stderr.pipe(log);
    return new ShopProcess(`http://127.0.0.1:${port}`, child);
  }

  get isAlive(): boolean {
    return this.child.exitCode === null && this.child.signalCode === null;
  }

  /** At once, whatever it was doing. */
  async kill(): Promise<void> {
    await this.end('SIGKILL');
  }

  async stop(): Promise<void> {
    await this.end('SIGTERM');
  }

  private async end(signal: NodeJS.Signals): Promise<void> {
    if (!this.isAlive) return;
    const ended = once(this.child, 'exit');
    this.child.kill(signal);
    await ended;
  }

  async ready(withinMs = 60_000): Promise<void> {
    for (const until = Date.now() + withinMs; ;) {
      if (!this.isAlive) throw new Error('the shop did not start: see .run/medusa/server.log');
      const healthy = await fetch(`${this.url}/health`).then(
        ({ ok }) => ok,
        () => false,
      );
      if (healthy) return;
      if (Date.now() > until) throw new Error(`the shop was not up within ${withinMs / 1_000} s`);
      await new Promise((resolve) => setTimeout(resolve, 100));
    }
  }
}

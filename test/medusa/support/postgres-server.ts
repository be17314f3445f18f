import { spawn, type ChildProcess } from 'node:child_process';
import { once } from 'node:events';
import { chown, mkdtemp, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { freePort } from '../../../sandbox/servers/free-port.js';
import { eventually } from '../../support/eventually.js';
import { openDatabase } from './database.js';
import { postgresBinaries } from './postgres-binaries.js';
import { run } from './run.js';

/** PostgreSQL refuses to run as root; then it runs as nobody. */
const nobody = process.getuid?.() === 0 ? { uid: 65_534, gid: 65_534 } : null;

export class PostgresServer {
  private child: ChildProcess | undefined;

  private constructor(
    private readonly folder: string,
    private readonly binaries: string,
    private readonly port: number,
  ) {}

  static async start(): Promise<PostgresServer> {
    const folder = await mkdtemp(join(tmpdir(), 'isthmus-postgres-'));
    if (nobody) await chown(folder, nobody.uid, nobody.gid);
    const binaries = await postgresBinaries(folder);
    const data = join(folder, 'data');
    const options = ['-U', 'medusa', '-A', 'trust', '-E', 'UTF8', '--no-locale', '--no-sync'];
    await run(join(binaries, 'initdb'), ['-D', data, ...options], { cwd: folder, ...nobody });
    const server = new PostgresServer(folder, binaries, await freePort());
    await server.up();
    return server;
  }

  url(database: string): string {
    return `postgres://medusa@127.0.0.1:${this.port}/${database}`;
  }

  /** A copy takes a fifth of a second. */
  async create(database: string, template = 'template1'): Promise<string> {
    const admin = openDatabase(this.url('postgres'));
    try {
      await admin.query(`create database "${database}" template "${template}"`);
    } finally {
      await admin.close();
    }
    return this.url(database);
  }

  /** Every connection breaks; nothing that was committed is lost. */
  async restart(): Promise<void> {
    await this.down();
    await this.up();
  }

  async stop(): Promise<void> {
    await this.down();
    await rm(this.folder, { recursive: true, force: true });
  }

  private async up(): Promise<void> {
    const settings = [
      'listen_addresses=127.0.0.1',
      `unix_socket_directories=${this.folder}`,
      'max_connections=200',
      // The machine does not crash in these tests, only processes do.
      'fsync=off',
    ].flatMap((setting) => ['-c', setting]);
    this.child = spawn(
      join(this.binaries, 'postgres'),
      ['-D', join(this.folder, 'data'), '-p', `${this.port}`, ...settings],
      { cwd: this.folder, stdio: 'ignore', ...nobody },
    );
    await eventually(async () => {
      const database = openDatabase(this.url('postgres'));
      await database.query('select 1').finally(() => database.close());
    });
  }

  private async down(): Promise<void> {
    const { child } = this;
    if (!child || child.exitCode !== null) return;
    const ended = once(child, 'exit');
    // "Fast": does not wait for clients to leave.
    child.kill('SIGINT');
    await ended;
  }
}
